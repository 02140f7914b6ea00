"""A small neural network that hears what a message asks for, whatever words it uses."""
