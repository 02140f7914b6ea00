"""``python -m nemo_emulator``."""

from nemo_emulator.cli import main

if __name__ == "__main__":
    main()
