"""The lives of a turn and of a render job, each as one table.

Rule 1: whatever moves a turn or a job from one status to another stands in its table.
Rule 2: this file does not know who asks. The emulator moves things along it, the judge checks what
a client saw against it, the documents are drawn from it.
"""

from enum import StrEnum
from types import MappingProxyType
from typing import Final


class JobStatus(StrEnum):
    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"


class JobEvent(StrEnum):
    START = "start"
    FINISH = "finish"
    FAIL = "fail"
    CANCEL = "cancel"


JOB_NEXT: Final = MappingProxyType(
    {
        (JobStatus.PENDING, JobEvent.START): JobStatus.PROCESSING,
        (JobStatus.PENDING, JobEvent.FAIL): JobStatus.FAILED,
        (JobStatus.PENDING, JobEvent.CANCEL): JobStatus.FAILED,
        (JobStatus.PROCESSING, JobEvent.FINISH): JobStatus.COMPLETED,
        (JobStatus.PROCESSING, JobEvent.FAIL): JobStatus.FAILED,
        (JobStatus.PROCESSING, JobEvent.CANCEL): JobStatus.FAILED,
    }
)


class TurnStatus(StrEnum):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    ABORTED = "aborted"


class TurnEvent(StrEnum):
    FINISH = "finish"
    FAIL = "fail"
    ABORT = "abort"


TURN_NEXT: Final = MappingProxyType(
    {
        (TurnStatus.RUNNING, TurnEvent.FINISH): TurnStatus.DONE,
        (TurnStatus.RUNNING, TurnEvent.FAIL): TurnStatus.FAILED,
        (TurnStatus.RUNNING, TurnEvent.ABORT): TurnStatus.ABORTED,
    }
)
