"""``python -m nemo_client``."""

from nemo_client.cli import main

if __name__ == "__main__":
    main()
