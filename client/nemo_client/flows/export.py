"""From the timeline to a whole file, and a link to keep it by (C-EXP-5, C-EXP-6)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from nemo_client import errors
from nemo_client.flows.account import sign_in
from nemo_client.flows.ask import Make, ask, reach, tell
from nemo_client.flows.desk import Desk
from nemo_client.flows.follow import come_back, take_up
from nemo_client.flows.render import render
from nemo_client.flows.sessions import SIGNED_IN, in_session
from nemo_client.flows.steps import (
    Call,
    Flow,
    Forget,
    Keep,
    Kind,
    Prepare,
    Request,
    Save,
    Saved,
    do,
)
from nemo_client.origin import holds_token, is_local, resolve
from nemo_client.wording import LEADS_HOME
from nemo_contract.wire import ClaimRequest, RenderJob

REDIRECTS: Final = (301, 302, 303, 307, 308)
HOPS: Final = 3


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished video: ``size`` in bytes, ``sha256`` in hex, ``link`` to claim the session by
    (empty when there is none)."""

    path: Path
    render_id: str
    size: int
    sha256: str
    link: str


def export(desk: Desk, target: Path) -> Flow[Exported]:
    """Render the timeline and bring the file to ``target``.

    Raises what ``render`` raises, ``FileUnwritable`` and ``DownloadFailed``; ``target`` is never a
    part of a file.
    """
    yield from do(Prepare(target))
    job = yield from render(desk)
    return (yield from deliver(desk, job, target))


def resume(desk: Desk, render_id: str, target: Path) -> Flow[Exported]:
    """Bring the file of a render that an earlier run submitted."""
    yield from do(Prepare(target))
    yield from sign_in(desk)
    job = yield from take_up(desk, render_id)
    return (yield from deliver(desk, job, target))


def deliver(desk: Desk, job: RenderJob, target: Path) -> Flow[Exported]:
    """C-EXP-5: download ``output.url``, else from the endpoint; tell where the whole file is."""
    yield from tell("Downloading…", Kind.PROGRESS, 1.0)
    part = target.with_name(f"{target.name}.part")
    saved = yield from _downloaded(desk, job, part)
    if saved is None:
        yield from do(Keep(part, None))
        text = f"The video is ready but did not come whole. Fetch it later: {come_back(job.id)}"
        raise errors.DownloadFailed(text, render_id=job.id)
    yield from do(Keep(part, target))
    yield from do(Forget(job.id))
    yield from tell(str(target), Kind.FILE)
    link = yield from claim_link(desk)
    return Exported(target, job.id, saved.size, saved.sha256, link)


def claim_link(desk: Desk) -> Flow[str]:
    """C-EXP-6: a web address by which the user keeps the session; empty when there is none."""
    if desk.talk is None:
        return ""
    wish = ClaimRequest(task_id=desk.talk.task_id, session_id=desk.talk.session_id).dump()
    try:
        _, accepted = yield from ask(
            desk, lambda at: Call(at.request("claim_token", json=wish)), SIGNED_IN
        )
    except errors.NemoError:
        return ""
    token = str(accepted.data.get("claim_token") or "")
    if not token or token.startswith("nmv_"):
        return ""
    link = f"{desk.profile.web}/workspace/claim?ct={quote(token, safe='')}"
    yield from tell(link, Kind.LINK)
    if is_local(link):
        yield from tell(f"That link leads to {LEADS_HOME}.", Kind.HINT)
    return link


def _downloaded(desk: Desk, job: RenderJob, part: Path) -> Flow[Saved | None]:
    for attempt in (_from_url, _from_endpoint):
        try:
            saved = yield from attempt(desk, job, part)
        except errors.NemoError:
            continue
        if saved is not None and _is_whole(saved, job):
            return saved
    return None


def _is_whole(saved: Saved, job: RenderJob) -> bool:
    if job.size:
        return saved.size == job.size
    return saved.whole and saved.size > 0


def _from_url(desk: Desk, job: RenderJob, part: Path) -> Flow[Saved | None]:
    """Redirects are followed by hand: Authorization stays with the API's origin (C-ATTR-1)."""
    url = resolve(desk.profile.api, job.url or "")
    for _ in range(HOPS + 1):
        if url is None or holds_token(url):
            return None
        reply = yield from reach(desk, _getter(url, part))
        if reply.status not in REDIRECTS:
            return reply.saved
        url = resolve(url, reply.headers.get("location", ""))
    return None


def _from_endpoint(desk: Desk, job: RenderJob, part: Path) -> Flow[Saved | None]:
    reply, _ = yield from in_session(
        desk, lambda at: Save(at.request("render_download", render_id=job.id, accept="*/*"), part)
    )
    return reply.saved


def _getter(url: str, part: Path) -> Make:
    def make(desk: Desk) -> Save:
        headers = desk.headers(url) | {"Accept": "*/*"}
        return Save(Request(operation="file", method="GET", url=url, headers=headers), part)

    return make
