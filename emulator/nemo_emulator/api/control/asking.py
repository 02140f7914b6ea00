"""Reading what the control plane is asked, and its one way of refusing."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, BeforeValidator, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from nemo_emulator.api.replies import problem
from nemo_emulator.clock import BadTime, BadWait, ClockError, NothingSent, RunOver
from nemo_emulator.runs import RunError
from nemo_emulator.script import ScriptError
from nemo_emulator.tuning import SettingError
from nemo_emulator.verbs import Unknown

M = TypeVar("M", bound=BaseModel)


STATUSES: Final[Mapping[type[Exception], int]] = {
    Unknown: 404,
    TimeoutError: 408,
    RunError: 409,
    BadTime: 409,
    BadWait: 409,
    NothingSent: 409,
    RunOver: 409,
}
"""Not there, too late, not as things stand; all else is 400."""


class Amiss(ValueError):
    """The body or the query is wrong; the message says where."""


def whole(value: Any) -> Any:
    """Some languages write a whole number as 12.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Count = Annotated[int, BeforeValidator(whole)]


async def plainly(request: Request, model: type[M]) -> M:
    """The body as ``model``, to the letter; no body means all defaults. Raises ``Amiss``."""
    try:
        return model.model_validate_json(await request.body() or b"{}", strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the body"
        raise Amiss(f"{place}: {first['msg']}") from None


async def amiss(request: Request, error: Exception) -> Response:
    """What is wrong, as a problem."""
    return problem(STATUSES.get(type(error), 400), str(error))


async def misread(request: Request, error: Exception) -> Response:
    """What FastAPI found wrong with the query, as a problem."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    return problem(400, f"{first['loc'][-1]}: {first['msg']}")


REFUSALS = (Amiss, Unknown, RunError, ClockError, ScriptError, SettingError, TimeoutError)
