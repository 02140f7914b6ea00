"""The judge of servers: a record in, a verdict a requirement out. Pure."""

from nemo_conformance.server.judge.judge import CHECKS, ROWS, judge

__all__ = ["CHECKS", "ROWS", "judge"]
