"""What each client rule is for, how it is broken, and how to mend that."""

from types import MappingProxyType
from typing import Final

from nemo_conformance.advice.access import ACCESS
from nemo_conformance.advice.export import EXPORT
from nemo_conformance.advice.row import Advice
from nemo_conformance.advice.stream import STREAM

ADVICE: Final = MappingProxyType({**ACCESS, **STREAM, **EXPORT})
"""By requirement id; every client rule has one."""

__all__ = ["ADVICE", "Advice"]
