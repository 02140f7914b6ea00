"""``python -m bench [NAME…]``: all benchmarks, or those named."""

import sys
from importlib import import_module

NAMES = ("api",)


def main(names: list[str]) -> None:
    """Run them one after the other."""
    for name in names or NAMES:
        if name not in NAMES:
            raise SystemExit(f"There is no benchmark {name!r}; there are: {', '.join(NAMES)}.")
        import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
