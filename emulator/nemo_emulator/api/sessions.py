"""Sessions: creating one, talking to its agent, reading its state (contract.md 2.3, 2.4, 2.7)."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from nemo_contract import ENDPOINTS, Scope
from nemo_contract.draft import DraftMeta
from nemo_contract.wire import SessionRequest
from nemo_emulator.api.files import file_told, until
from nemo_emulator.api.replies import ok, success
from nemo_emulator.api.requests import caller, origin, parse, services
from nemo_emulator.api.routing import DirectRoute
from nemo_emulator.world import Session

router = APIRouter(route_class=DirectRoute)
RATIOS = {(16, 9): "16:9", (9, 16): "9:16", (1, 1): "1:1", (4, 5): "4:5"}


@router.post(ENDPOINTS["create_session"].path)
async def create_session(request: Request) -> Response:
    """A conversation with an empty timeline."""
    it, who = services(request), caller(request, Scope.WRITE)
    wish = await parse(request, SessionRequest)
    now = it.clock.now()
    session = Session(
        session_id=it.chance.snowflake(now),
        task_id=f"task_{it.chance.hex(16)}",
        user_id=who.user_id,
        task_name=wish.task_name,
        language=wish.language or "en",
        created_at=now,
    )
    it.memory.commit(it.world.create_session(session))
    return ok(
        {"task_id": session.task_id, "session_id": session.session_id, "user_id": who.user_id}
    )


@router.get(ENDPOINTS["state"].path)
async def state(request: Request, session_id: str) -> Response:
    """The timeline and what was put in."""
    it, who = services(request), caller(request, Scope.READ)
    session = it.world.session(who, session_id)
    ends = until(it)
    view = it.views.of(
        session_id,
        session,
        (origin(request), ends),
        lambda: success(state_data(request, session, ends)),
    )
    return Response(view, media_type="application/json")


def state_data(request: Request, session: Session, ends: float) -> dict[str, Any]:
    """``data`` of 2.7; addresses of files are good until ``ends``."""
    return {
        "session_id": session.session_id,
        "task_id": session.task_id,
        "task_name": session.task_name,
        "user_id": session.user_id,
        "state": {
            "draft": session.draft.dump(),
            "video_infos": [file_told(request, each, ends) for each in session.uploads],
            "canvas_config": _canvas(session),
            "generated_media": list(session.generated),
            "video_analyses": None,
        },
    }


def _canvas(session: Session) -> dict[str, Any]:
    canvas = DraftMeta.model_validate(session.draft.meta).canvas
    shape = next(
        (name for (w, h), name in RATIOS.items() if canvas.width * h == canvas.height * w),
        f"{canvas.width}:{canvas.height}",
    )
    return {"width": canvas.width, "height": canvas.height, "ratio": shape, "fps": canvas.fps}
