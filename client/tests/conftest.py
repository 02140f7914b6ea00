"""Laws hold on a busy machine too: Hypothesis may take its time."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
