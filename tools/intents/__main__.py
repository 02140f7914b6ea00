"""``python -m tools.intents``: learn from all examples, and write the weights that ship."""

from tools.intents.examples import examples
from tools.intents.train import write
from tools.intents.trust import learned

if __name__ == "__main__":
    rows = examples()
    print(f"{len(rows):,} examples")
    print(f"{write(learned(rows)):,} bytes")
