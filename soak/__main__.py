"""``python -m soak NAME [options]``: a long proof; exits with 1 when it finds anything."""

import sys
from importlib import import_module

NAMES = ("client", "crash", "determinism", "emulator", "kit", "ladder", "verdicts", "wire")


def main(words: list[str]) -> None:
    """Run the one that is named."""
    if not words or words[0] not in NAMES:
        raise SystemExit(f"Name one of these: {', '.join(NAMES)}.")
    import_module(f"soak.{words[0]}").main(words[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
