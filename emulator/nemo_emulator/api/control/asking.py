"""Reading what the control plane is asked, and its one way of refusing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Final, TypeVar, get_args

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from nemo_emulator.api.replies import problem
from nemo_emulator.clock import BadTime, BadWait, ClockError, NothingSent, RunOver
from nemo_emulator.runs import RunError
from nemo_emulator.script import ScriptError
from nemo_emulator.spelling import unknown
from nemo_emulator.tuning import SettingError
from nemo_emulator.verbs import Unknown
from nemo_emulator.wishes import BadWish

M = TypeVar("M", bound="Wish")


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


class Wish(BaseModel):
    """What a body or a query says. A field that nobody knows is a mistake, not a decoration."""

    model_config = ConfigDict(extra="forbid")


class Nothing(Wish):
    """The body of a verb that takes none."""


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
        raise Amiss(_sentence(model, first["loc"], first)) from None


def _sentence(model: type[BaseModel], place: Sequence[int | str], error: Mapping[str, Any]) -> str:
    if error["type"] != "extra_forbidden":
        where = ".".join(str(part) for part in place) or "the body"
        return f"{where}: {error['msg']}"
    for part in place[:-1]:
        field = model.model_fields.get(str(part))
        model = next(_models(field.annotation), model) if field else model
    known = tuple(model.model_fields)
    return unknown("field", str(place[-1]), known) if known else "This takes no fields; leave them."


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    """The models that a field's type speaks of."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for part in get_args(kind):
        yield from _models(part)


async def no_other_words(request: Request) -> None:
    """Refuse a query that the verb does not read: who misspells a filter would get everything."""
    route = request.scope["route"]
    assert isinstance(route, APIRoute)
    known = [name for field in route.dependant.query_params for name in _words(field)]
    for word in request.query_params:
        if word not in known:
            raise Amiss(unknown("query", word, known) if known else f'No "?{word}" is read here.')


def _words(field: Any) -> Iterator[str]:
    """What a parameter of a route, or a model of several, is called in the query."""
    fields = [
        inner for model in _models(field.field_info.annotation) for inner in model.model_fields
    ]
    yield from fields or [field.alias]


async def amiss(request: Request, error: Exception) -> Response:
    """What is wrong, as a problem."""
    return problem(STATUSES.get(type(error), 400), str(error))


async def misread(request: Request, error: Exception) -> Response:
    """What FastAPI found wrong with the query, as a problem."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    return problem(400, f"{first['loc'][-1]}: {first['msg']}")


REFUSALS = (Amiss, BadWish, Unknown, RunError, ClockError, ScriptError, SettingError, TimeoutError)
