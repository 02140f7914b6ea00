"""A second reader: which edits a message asks for, learned from examples, and their slots."""
