"""Messages to the agent, and the streams that answer them (contract.md 2.4)."""

from collections.abc import AsyncIterator, Callable
from dataclasses import asdict, replace

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from nemo_contract import ENDPOINTS, Code, Scope
from nemo_contract.endpoints import AGENT, ME
from nemo_contract.wire import RunRequest
from nemo_emulator import agent
from nemo_emulator.agent import Habits, TurnPlan
from nemo_emulator.api.replies import EventStream
from nemo_emulator.api.requests import caller, parse, services
from nemo_emulator.api.routing import DirectRoute
from nemo_emulator.brain.mind import Thought
from nemo_emulator.dialects import Voice
from nemo_emulator.errors import Refused
from nemo_emulator.faulty import Met, met, planned, play, seen
from nemo_emulator.script.effects import Late, NoEffect
from nemo_emulator.services import Services
from nemo_emulator.turns import Live, nothing, scene
from nemo_emulator.world import Caller, Session, Turn
from nemo_emulator.world.world import Message

router = APIRouter(route_class=DirectRoute)


@router.post(ENDPOINTS["run_sse"].path)
async def run_sse(request: Request) -> Response:
    """A message to the agent; the reply is a stream, and the work goes on without a reader."""
    it = services(request)
    caller(request, Scope.WRITE)
    message = await parse(request, RunRequest)
    session = addressed(it, caller(request, Scope.WRITE), message)
    thought = await it.mind.read(message.text, scene(session))
    who = caller(request, Scope.WRITE)  # the body and the mind may have taken their time
    here = met(request.scope)
    turn = start_turn(it, who, message, thought, here)
    live = it.turns.start(turn, landing(here))
    return EventStream(frames(it, turn, live, here), it.clock, leaving(it, turn, here))


def start_turn(
    it: Services, who: Caller, message: RunRequest, thought: Thought, here: Met | None
) -> Turn:
    """Accept a message, or refuse with 1002, 2001 or 422; its work meets what the script says."""
    session = addressed(it, who, message)
    plan = it.world.afforded(who, session, planned_turn(it, session, thought))
    said = Message(
        turn_id=it.chance.hex(16),
        text=message.text,
        plan=plan,
        work=here.decision.all(Late, NoEffect) if here else (),
    )
    if here is not None and here.stream_faults:
        voice = Voice(it.settings.dialect, said.turn_id, it.clock.now())
        view = seen(here, planned(plan, voice, it.settings.pace_factor), voice)
        said = replace(said, heard_until=view.ends_at)
    it.memory.commit(it.world.start_turn(who, session, said, it.clock.now()))
    return it.state.turns[said.turn_id]


def addressed(it: Services, who: Caller, message: RunRequest) -> Session:
    """The session that a sound message is for. Refuses with 1002 or 422."""
    if message.app_name != AGENT:
        raise Refused(Code.INVALID_REQUEST, f'app_name must be "{AGENT}".')
    if message.user_id not in (None, ME, who.user_id):
        raise Refused(Code.SESSION_NOT_FOUND, "There is no such session; create one.")
    session = it.world.session(who, message.session_id)
    if not message.text.strip():
        raise Refused(Code.INVALID_REQUEST, "new_message.parts holds no text; say something.")
    most = it.settings.limits.message
    if len(message.text) > most:
        raise Refused(Code.INVALID_REQUEST, f"The message has more than {most} letters; say less.")
    return session


def planned_turn(it: Services, session: Session, thought: Thought) -> TurnPlan:
    """What the agent will do and say."""
    own = int(session.session_id) if it.chance.seed is None else it.chance.seed
    return agent.script(
        thought.meant,
        scene(session),
        seed=own * 1_000_003 + session.turns,
        habits=Habits(**asdict(it.settings.habits)),
        fallback=thought.fallback,
    )


def landing(here: Met | None) -> Callable[[], None]:
    """What is told when the faults of a turn's work have happened."""
    return nothing if here is None else lambda: here.done(*here.decision.all(Late, NoEffect))


def leaving(it: Services, turn: Turn, here: Met | None) -> Callable[[], None] | None:
    """What is done when the reader leaves; one whose reply is lost was never there."""
    if not it.settings.abort_on_disconnect or (here is not None and not here.heard):
        return None
    return lambda: it.turns.abort(turn.turn_id)


def frames(it: Services, turn: Turn, live: Live, here: Met | None) -> AsyncIterator[bytes]:
    """What this reader is told: the turn itself, or what its faults make of it."""
    if here is None or not here.stream_faults:
        return live.follow()
    pace = it.settings.pace_factor
    voice = Voice(it.settings.dialect, turn.turn_id, turn.started_at)
    view = seen(here, planned(turn.plan, voice, pace), voice)
    whole = view.ends_at >= turn.plan.ends_at * pace
    return _played(play(here, view, voice), live) if whole else play(here, view, voice)


async def _played(view: AsyncIterator[bytes], live: Live) -> AsyncIterator[bytes]:
    """Not over before the turn is: who hears its end may ask for what it did."""
    async for data in view:
        yield data
    await live.ended()
