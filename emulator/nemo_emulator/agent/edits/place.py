"""How clips are named: 1 is the first, -1 the last, no number at all means every one."""

Clips = tuple[int, ...]
