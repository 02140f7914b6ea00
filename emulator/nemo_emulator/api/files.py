"""Files: taking them in, giving them out (contract.md 2.5, 2.9)."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from fastapi import APIRouter
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from nemo_contract import ENDPOINTS, Code, Scope
from nemo_contract.wire import UrlUpload
from nemo_emulator.api.partly import send_file
from nemo_emulator.api.replies import ok
from nemo_emulator.api.requests import caller, is_json, origin, parse, services
from nemo_emulator.api.routing import DirectRoute
from nemo_emulator.blobs import BlobMissing
from nemo_emulator.errors import Refused
from nemo_emulator.fetch import WebFetcher
from nemo_emulator.services import Services
from nemo_emulator.settings import DAY
from nemo_emulator.uploads import (
    Received,
    TooLarge,
    Unsupported,
    UploadError,
    collect,
    receive,
)
from nemo_emulator.workshop import UPLOADS
from nemo_emulator.world import Upload

GONE: Final = "This file is gone; upload or render it again."
router = APIRouter(route_class=DirectRoute)
MEDIA_TYPES: Final = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "avi": "video/x-msvideo",
    "webm": "video/webm",
    "mkv": "video/x-matroska",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "m4a": "audio/mp4",
    "aac": "audio/aac",
}


@router.post(ENDPOINTS["upload"].path)
async def upload(request: Request, session_id: str) -> Response:
    """Files from the body, or from addresses; one bad file refuses them all."""
    it, who = services(request), caller(request, Scope.UPLOAD)
    it.world.session(who, session_id)
    received = await (_fetched(request) if is_json(request) else _received(request))
    uploads = tuple(_row(request, session_id, one) for one in received)
    it.memory.commit(it.world.upload(who, session_id, uploads))
    it.studio.expect()
    return ok({"files": [_told(one) for one in uploads], "session_state_applied": True})


async def _received(request: Request) -> tuple[Received, ...]:
    it = services(request)
    kind = request.headers.get("content-type", "")
    with refusals():
        return await receive(request.stream(), kind, it.blobs, limit=it.settings.limits.upload)


@contextmanager
def refusals() -> Iterator[None]:
    """What is wrong with files, as codes of the contract."""
    try:
        yield
    except TooLarge as problem:
        raise Refused(Code.FILE_TOO_LARGE, str(problem)) from None
    except Unsupported as problem:
        raise Refused(Code.UNSUPPORTED_FILE, str(problem)) from None
    except (UploadError, ClientDisconnect) as problem:
        text = str(problem) or "The upload broke off; send it again."
        raise Refused(Code.INVALID_REQUEST, text) from None


async def _fetched(request: Request) -> tuple[Received, ...]:
    it, wish = services(request), await parse(request, UrlUpload)
    fetcher = WebFetcher(allow=it.settings.fetch_from, limit=it.settings.limits.upload)
    with refusals():
        return await collect(wish.urls, fetcher, it.blobs)


def _row(request: Request, session_id: str, one: Received) -> Upload:
    it, info = services(request), one.info
    name = it.chance.hex(24)
    return Upload(
        id=name,
        session_id=session_id,
        filename=one.filename,
        file_type=info.file_type,
        container=info.container,
        blob=one.blob.hash,
        size=one.blob.size,
        url=address(request, name, one.filename, it.clock.now() + lasting(it)),
        width=info.width,
        height=info.height,
        duration_ms=info.duration_ms,
        fps=info.fps,
        has_audio=info.has_audio,
    )


def lasting(it: Services) -> float:
    """How long an address is good, s."""
    return it.settings.limits.url_days * DAY


def address(request: Request, upload_id: str, filename: str, until: float) -> str:
    """Where the file can be read until then (s since 1970), without a token."""
    path = f"{UPLOADS}{upload_id}/{filename}"
    return origin(request) + services(request).signer.sign(path, until)


def until(it: Services) -> float:
    """When the addresses in a state that is told now end: whole steps of an hour in a week.

    So the same state is told in the same words for a while, and no client takes new addresses for
    a change.
    """
    now, step = it.clock.now(), lasting(it) / 168
    return math.ceil(now / step + 168) * step if step else now


def file_told(request: Request, upload: Upload, good_until: float) -> dict[str, object]:
    """An upload as the state tells it, with an address that is good until then."""
    return _told(upload) | {
        "id": upload.id,
        "cdn_url": address(request, upload.id, upload.filename, good_until),
    }


def _told(upload: Upload) -> dict[str, object]:
    return {
        "filename": upload.filename,
        "file_type": upload.file_type,
        "cdn_url": upload.url,
        "duration": upload.duration_ms / 1000,
        "width": upload.width,
        "height": upload.height,
        "fps": upload.fps,
        "hash": upload.blob,
    }


def send_blob(request: Request, blob: str, name: str, media_type: str) -> Response:
    """A file with ranges and an ETag, never guessed at by a browser. Refuses with 404."""
    try:
        path = services(request).blobs.path(blob)
    except BlobMissing:
        raise Refused(Code.NOT_FOUND, GONE) from None
    return send_file(request, path, media_type, name, blob)


def check_signature(request: Request) -> None:
    it, query = services(request), request.query_params
    signature, expires = query.get("signature", ""), query.get("expires", "")
    if not it.signer.check(request.scope["path"], expires, signature, it.clock.now()):
        raise Refused(Code.NOT_FOUND, "This address has expired or was never given out.")


@router.api_route(UPLOADS + "{upload_id}/{name}", methods=["GET", "HEAD"])
async def uploaded_file(request: Request, upload_id: str, name: str) -> Response:
    """An upload, by its signed address."""
    it = services(request)
    check_signature(request)
    row = it.state.uploads.get(upload_id)
    if row is None:
        raise Refused(Code.NOT_FOUND, GONE)
    return send_blob(request, row.blob, name, MEDIA_TYPES[row.container])
