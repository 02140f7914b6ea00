"""``python -m bench [NAME [option…]]``: the usual benchmark, or the one that is named."""

import sys
from importlib import import_module

NAMES = ("agent", "api", "client", "kit", "render", "render_motion", "render_peers")
USUAL = "api"
"""The others take long: ``make bench-agent``, ``make bench-client``, ``make bench-render``."""


def main(words: list[str]) -> None:
    """Run it; its options are its own business."""
    name = words[0] if words else USUAL
    if name not in NAMES:
        raise SystemExit(f"There is no benchmark {name!r}; there are: {', '.join(NAMES)}.")
    import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
