"""The look book: what every transition, motion, look, title and scene looks like."""
