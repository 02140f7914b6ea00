"""``python -m bench [NAME…]``: the short benchmarks, or those named."""

import sys
from importlib import import_module

NAMES = ("api", "client", "render")
USUAL = ("api",)
"""The others take long: ``make bench-client``, ``make bench-render``."""


def main(names: list[str]) -> None:
    """Run them one after the other."""
    for name in names or USUAL:
        if name not in NAMES:
            raise SystemExit(f"There is no benchmark {name!r}; there are: {', '.join(NAMES)}.")
        import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
