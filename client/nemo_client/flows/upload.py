"""Bring files into the session, refusing here what can be refused here (C-UP-1)."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pydantic import ValidationError

from nemo_client.errors import FileMissing, FileTooLarge, FileTypeRefused, Garbled
from nemo_client.flows.ask import tell
from nemo_client.flows.desk import Desk
from nemo_client.flows.judge import Accepted
from nemo_client.flows.sessions import in_session
from nemo_client.flows.steps import Call, FileFacts, Flow, Found, Inspect, Kind, Prepare, Source, do
from nemo_client.formats import ACCEPTED, LIMIT, acceptable, amount
from nemo_client.wording import count
from nemo_contract.codes import Code
from nemo_contract.wire import Uploaded, UrlUpload


def upload(desk: Desk, sources: Sequence[Source]) -> Flow[Uploaded]:
    """Upload files in one request: the service takes all of them or none."""
    total = yield from check(sources)
    yield from tell(f"Uploading {count(len(sources), 'file')} ({amount(total)})…")
    files = tuple(sources)
    _, accepted = yield from in_session(
        desk,
        lambda at: Call(at.request("upload", sources=files, session_id=at.session.session_id)),
    )
    return (yield from _stored(desk, accepted))


def check(sources: Sequence[Source]) -> Flow[int]:
    """C-UP-1: look at files without sending anything; their size together, in bytes.

    Raises ``FileMissing``, ``FileTypeRefused`` or ``FileTooLarge`` for the first bad one.
    """
    total = 0
    for source in sources:
        facts = yield from do(Inspect(source))
        total += _checked(facts)
    return total


def missing(facts: FileFacts) -> FileMissing:
    """What to do about a file that is none."""
    return FileMissing(f"{facts.name} {_INSTEAD[facts.found]}")


_INSTEAD: Final[Mapping[Found, str]] = MappingProxyType(
    {
        Found.FILE: "cannot be read. Check who may read it, then try again.",
        Found.FOLDER: "is a folder. Name the files in it; nemo-client make --each makes a video of "
        "each folder.",
        Found.DEVICE: "is a pipe or a device. Save what it gives into a file, and name that.",
        Found.NOTHING: "is not there. Check the name and try again.",
    }
)


def prepare(target: Path) -> Flow[None]:
    """Look whether the result can be put there. Raises ``FileUnwritable``."""
    yield from do(Prepare(target))


def upload_urls(desk: Desk, urls: Sequence[str]) -> Flow[Uploaded]:
    """Let the service fetch the files itself."""
    yield from tell(f"Handing over {count(len(urls), 'link')}…")
    wish = UrlUpload(urls=tuple(urls), source_type="url").dump()
    _, accepted = yield from in_session(
        desk,
        lambda at: Call(at.request("upload", json=wish, session_id=at.session.session_id)),
    )
    return (yield from _stored(desk, accepted))


def _checked(facts: FileFacts) -> int:
    """The size, in bytes, of a file that may be sent."""
    if facts.size is None:
        raise missing(facts)
    if facts.size == 0:
        raise FileTypeRefused(
            f"{facts.name} is empty. Choose another file.", code=Code.UNSUPPORTED_FILE
        )
    if not acceptable(facts.name, facts.head):
        text = (
            f"{facts.name} is not a file the service takes. "
            f"Convert it to one of: {', '.join(ACCEPTED)}."
        )
        raise FileTypeRefused(text, code=Code.UNSUPPORTED_FILE)
    if facts.size > LIMIT:
        text = (
            f"{facts.name} has {amount(facts.size)}; the limit is 200 MB. "
            "Compress or trim it and try again."
        )
        raise FileTooLarge(text, code=Code.FILE_TOO_LARGE)
    return facts.size


def _stored(desk: Desk, accepted: Accepted) -> Flow[Uploaded]:
    desk.known = None
    try:
        stored = Uploaded.model_validate(accepted.data)
    except ValidationError as error:
        raise Garbled(
            "The service did not say what became of the files. Look at the state."
        ) from error
    yield from tell(f"Uploaded {count(len(stored.files), 'file')}.", Kind.DONE)
    return stored
