"""``python -m tools.intents``: learn from all examples, and write the weights that ship."""

from tools.intents.examples import examples
from tools.intents.net import NETWORK
from tools.intents.train import write
from tools.intents.trust import learned

if __name__ == "__main__":
    rows = examples()
    print(f"{len(rows):,} examples")
    told, network = learned(rows)
    print(f"{write(told):,} and {NETWORK.write_bytes(network):,} bytes")
    print("What the decoder weighs and knows is learned next: make train-decoder")
