"""The API as data: what emulator, client and kit agree on."""

from nemo_contract.codes import STATUS_STYLE, Code, http_status
from nemo_contract.endpoints import ENDPOINTS, Endpoint, Scope
from nemo_contract.exchange import Exchange
from nemo_contract.exposure import Exposure
from nemo_contract.life import JOB_NEXT, TURN_NEXT, JobEvent, JobStatus, TurnEvent, TurnStatus
from nemo_contract.readings import READINGS
from nemo_contract.requirement import (
    Level,
    Mark,
    Party,
    Provenance,
    Reading,
    Requirement,
    Tier,
)
from nemo_contract.requirements import CATALOGUE, REVISION, readings_of

__all__ = [
    "CATALOGUE",
    "ENDPOINTS",
    "JOB_NEXT",
    "READINGS",
    "REVISION",
    "STATUS_STYLE",
    "TURN_NEXT",
    "Code",
    "Endpoint",
    "Exchange",
    "Exposure",
    "JobEvent",
    "JobStatus",
    "Level",
    "Mark",
    "Party",
    "Provenance",
    "Reading",
    "Requirement",
    "Scope",
    "Tier",
    "TurnEvent",
    "TurnStatus",
    "http_status",
    "readings_of",
]
