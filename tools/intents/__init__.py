"""Trains the agent's second reader: `make train-intents`."""
