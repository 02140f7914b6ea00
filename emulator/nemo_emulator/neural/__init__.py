"""Layers of small neural networks in whole numbers, by NumPy or compiled."""
