"""Reading what the control plane is asked, and its one way of refusing."""

from typing import TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from nemo_emulator.api.replies import problem
from nemo_emulator.clock import ClockError
from nemo_emulator.runs import RunError
from nemo_emulator.script import ScriptError
from nemo_emulator.tuning import SettingError
from nemo_emulator.verbs import Unknown

M = TypeVar("M", bound=BaseModel)


class Amiss(ValueError):
    """The body or the query is wrong; the message says where."""


async def plainly(request: Request, model: type[M]) -> M:
    """The body as ``model``; no body means all defaults. Raises ``Amiss``."""
    try:
        return model.model_validate_json(await request.body() or b"{}")
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the body"
        raise Amiss(f"{place}: {first['msg']}") from None


async def amiss(request: Request, error: Exception) -> Response:
    """What is wrong, as a problem: 404 for what is not there, 408 for too late, 400 else."""
    statuses = {Unknown: 404, TimeoutError: 408, RunError: 409}
    return problem(statuses.get(type(error), 400), str(error))


async def misread(request: Request, error: Exception) -> Response:
    """What FastAPI found wrong with the query, as a problem."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    return problem(400, f"{first['loc'][-1]}: {first['msg']}")


REFUSALS = (Amiss, Unknown, RunError, ClockError, ScriptError, SettingError, TimeoutError)
