"""Renders: submitting, polling, cancelling, downloading (contract.md 2.9)."""

from dataclasses import replace
from typing import Any, Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from nemo_contract import ENDPOINTS, Code, JobStatus, Scope
from nemo_contract.wire import RenderRequest
from nemo_emulator.api.files import GONE, check_signature, send_blob
from nemo_emulator.api.partly import send_file
from nemo_emulator.api.replies import json_reply
from nemo_emulator.api.requests import attributed, caller, origin, parse, services
from nemo_emulator.api.routing import DirectRoute
from nemo_emulator.blobs import BlobMissing
from nemo_emulator.clock import rfc3339
from nemo_emulator.errors import Refused
from nemo_emulator.faulty import Name, Named
from nemo_emulator.script import RENDER_JOB, Fate, fate
from nemo_emulator.script.effects import FileCut, LinkExpired
from nemo_emulator.services import Services
from nemo_emulator.settings import DAY, RenderShape
from nemo_emulator.workshop import RENDERS
from nemo_emulator.world import Job, Result
from nemo_emulator.world import events as e

router = APIRouter(route_class=DirectRoute)
MEDIA_TYPES: Final = {"mp4": "video/mp4", "webm": "video/webm", "gif": "image/gif"}
SHORTEST, LONGEST = 30.0, 90.0
"""A job takes 30 to 90 virtual seconds (contract.md 2.9)."""


@router.post(ENDPOINTS["render_submit"].path)
async def submit(request: Request) -> Response:
    """Accept a render; its id is the client's."""
    it = services(request)
    caller(request, Scope.WRITE)
    wish = await parse(request, RenderRequest)
    who = caller(request, Scope.WRITE)  # the body may have taken its time
    check_size(it, wish)
    events = it.world.submit(
        who, wish, attributed=attributed(request), now=it.clock.now(), takes=takes(it, wish)
    )
    if events:
        accept(it, events, wish.session_id)
    return told(request, it.world.job(who, wish.id))


def accept(it: Services, events: tuple[e.Event, ...], session_id: str) -> None:
    """A new render meets its faults, which are kept with it, and is set going."""
    met = it.faults.meet(
        RENDER_JOB,
        now=it.lasted,
        run=it.run,
        find_session=lambda: it.desk.place(Name(Named.SESSION, session_id)),
    )
    doomed = tuple(fated(event, fate(met.effects)) for event in events)
    it.memory.commit(doomed)
    for event in doomed:
        if isinstance(event, e.RenderSubmitted):
            it.jobs.doom.meet(event.job.key, it.faults, met)
            it.jobs.start(event.job)


def fated(event: e.Event, doom: Fate) -> e.Event:
    """With this fate, if it is a render's beginning."""
    if not isinstance(event, e.RenderSubmitted):
        return event
    return replace(event, job=replace(event.job, fate=doom))


def check_size(it: Services, wish: RenderRequest) -> None:
    """Refuses a draft with 422 that would keep the renderer busy for ever."""
    most = it.settings.limits.segments
    if sum(len(track.segments) for track in wish.draft.tracks) > most:
        raise Refused(Code.INVALID_REQUEST, f"The draft has more than {most} segments.")


def takes(it: Services, wish: RenderRequest) -> float:
    """How long the render is pretended to take, s: more for more pieces, within the bounds."""
    pieces = sum(len(track.segments) for track in wish.draft.tracks)
    return min(SHORTEST + 4.0 * pieces, LONGEST) * it.settings.pace_factor


@router.get(ENDPOINTS["render_poll"].path)
async def poll(request: Request, render_id: str) -> Response:
    """How far it is."""
    it, who = services(request), caller(request, Scope.READ)
    return told(request, await it.jobs.polled(it.world.job(who, render_id)))


@router.post(ENDPOINTS["render_cancel"].path)
async def cancel(request: Request, render_id: str) -> Response:
    """End it; a render that has ended stays as it is."""
    it, who = services(request), caller(request, Scope.WRITE)
    it.jobs.cancel(it.world.job(who, render_id))
    return told(request, it.world.job(who, render_id))


@router.api_route(ENDPOINTS["render_download"].path, methods=["GET", "HEAD"])
async def download(request: Request, render_id: str) -> Response:
    """The file, for whoever has the token."""
    it, who = services(request), caller(request, Scope.READ)
    job = it.world.job(who, render_id)
    if job.result is None:
        raise Refused(Code.NOT_FOUND, f"This render is {job.status.value}; there is no file yet.")
    return await send_film(request, job, job.result, f"{render_id}.{job.output.format}")


@router.api_route(RENDERS + "{ref}/{name}", methods=["GET", "HEAD"])
async def rendered_file(request: Request, ref: str, name: str) -> Response:
    """The file, by its signed address."""
    it = services(request)
    job = it.jobs.by_ref(ref)
    if job is not None and job.fate.expired:
        it.jobs.doom.done(job.key, LinkExpired)
    check_signature(request)
    if job is None or job.result is None or not it.jobs.fetched(job):
        raise Refused(Code.NOT_FOUND, GONE)
    return await send_film(request, job, job.result, name)


async def send_film(request: Request, job: Job, result: Result, name: str) -> Response:
    """A render's file, or as much of it as the script leaves there."""
    it, kind = services(request), MEDIA_TYPES[job.output.format]
    if job.fate.share == 1:
        return send_blob(request, result.blob, name, kind)
    try:
        part = await it.studio.piece(result.blob, job.fate.kept(result.size))
    except BlobMissing:
        raise Refused(Code.NOT_FOUND, GONE) from None
    it.jobs.doom.done(job.key, FileCut)
    return send_file(request, part, kind, name, f"{result.blob}-{job.fate.share:g}")


def told(request: Request, job: Job) -> Response:
    """A render in the reply shape of the setting."""
    flat, enveloped = _flat(request, job), _enveloped(request, job)
    match services(request).settings.render_shape:
        case RenderShape.FLAT:
            return json_reply(flat)
        case RenderShape.ENVELOPED:
            return json_reply(enveloped)
        case RenderShape.SUPERSET:
            return json_reply(flat | enveloped)


def _flat(request: Request, job: Job) -> dict[str, Any]:
    result = job.result
    output = {
        "url": _url(request, job),
        "duration": result.duration_ms / 1000 if result else None,
        "size": result.size if result else None,
    }
    return {
        "taskId": job.render_id,
        "status": job.status.value,
        "progress": services(request).jobs.progress(job),
        "output": output if result else None,
        "error": job.error,
    }


def _enveloped(request: Request, job: Job) -> dict[str, Any]:
    ended = rfc3339(job.ended_at) if job.status is JobStatus.COMPLETED and job.ended_at else None
    data = {
        "id": job.render_id,
        "status": job.status.value,
        "progress": services(request).jobs.progress(job),
        "outputUrl": _url(request, job),
        "createdAt": rfc3339(job.created_at),
        "completedAt": ended,
        "error": job.error,
    }
    return {"success": True, "data": data}


def _url(request: Request, job: Job) -> str | None:
    if job.result is None:
        return None
    it = services(request)
    lasting = 0.0 if job.fate.expired else it.settings.limits.url_days * DAY
    name = f"video_{job.result.blob[:12]}.{job.output.format}"
    path = f"{RENDERS}{it.jobs.ref(job)}/{name}"
    return origin(request) + it.signer.sign(path, it.clock.now() + lasting)
