"""The API as data: what emulator, client and kit agree on."""

from nemo_contract.codes import STATUS_STYLE, Code, http_status
from nemo_contract.endpoints import ENDPOINTS, Endpoint, Scope
from nemo_contract.exchange import Exchange
from nemo_contract.life import JOB_NEXT, TURN_NEXT, JobEvent, JobStatus, TurnEvent, TurnStatus

__all__ = [
    "ENDPOINTS",
    "JOB_NEXT",
    "STATUS_STYLE",
    "TURN_NEXT",
    "Code",
    "Endpoint",
    "Exchange",
    "JobEvent",
    "JobStatus",
    "Scope",
    "TurnEvent",
    "TurnStatus",
    "http_status",
]
