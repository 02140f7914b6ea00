"""``python -m tools.intents``: learn from all examples, and write the weights that ship."""

from tools.intents.examples import examples
from tools.intents.train import write

if __name__ == "__main__":
    rows = examples()
    print(f"{len(rows):,} examples, {write(rows):,} characters")
