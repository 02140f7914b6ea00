"""The judge: a record in, a verdict on every rule of the client out. Pure."""

from nemo_conformance.judge.check import Check
from nemo_conformance.judge.judge import CHECKS, judge, summed
from nemo_conformance.judge.verdict import Axis, Finding, Status, Verdict, worst

__all__ = ["CHECKS", "Axis", "Check", "Finding", "Status", "Verdict", "judge", "summed", "worst"]
