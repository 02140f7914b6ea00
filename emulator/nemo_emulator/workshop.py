"""Makes the file of a render: from a draft and its uploads to a blob."""

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from nemo_contract.wire import Draft
from nemo_emulator.blobs import Blob, BlobStore
from nemo_emulator.render import Renderer, RenderOrder, Source
from nemo_emulator.world import Job, Result, State, Upload

UPLOADS = "/cdn/uploads/"
RENDERS = "/cdn/renders/"
FORMATS = ("mp4", "webm", "gif")


def own_upload(state: State, user_id: str, url: str) -> Upload | None:
    """The upload that an address of ours names, also in a run's path, if it is this user's."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return None
    _, ours, rest = path.partition(UPLOADS)
    upload = state.uploads.get(rest.partition("/")[0]) if ours else None
    if upload is None:
        return None
    return upload if state.sessions[upload.session_id].user_id == user_id else None


def urls(draft: Draft) -> set[str]:
    """Every address that the draft's segments name."""
    found = (s.meta.get("url") for track in draft.tracks for s in track.segments)
    return {url for url in found if isinstance(url, str) and url}


def scratch_name(job: Job) -> str:
    """A file name that owes nothing to what a client chose but a format that we know."""
    name = hashlib.sha256(job.key.encode()).hexdigest()[:24]
    return f"{name}.{job.output.format}" if job.output.format in FORMATS else f"{name}.mp4"


def adopt(blobs: BlobStore, path: Path) -> Blob:
    """Move a finished file among the blobs. Blocks."""
    with path.open("rb") as file:
        name = hashlib.file_digest(file, "sha256").hexdigest()
    return blobs.keep(path, name, path.stat().st_size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """What renders are made with: ``scratch`` is a folder for what is not finished.

    ``expect`` is told when a render may come soon, so that it will not have to wait.
    """

    renderer: Renderer
    expect: Callable[[], None]
    blobs: BlobStore
    scratch: Path

    async def make(self, job: Job, state: State, told: Callable[[float], None]) -> Result:
        """The finished file; ``told`` hears the share that is done. Raises ``RenderFailed``."""
        order = RenderOrder(
            draft=job.draft,
            output=job.output,
            sources=self._sources(job, state),
            target=self.scratch / scratch_name(job),
            cache=self.scratch / "cache",
        )
        done = await self.renderer.render(order, told)
        blob = await asyncio.to_thread(adopt, self.blobs, done.path)
        return Result(
            blob=blob.hash,
            size=blob.size,
            duration_ms=done.duration_ms,
            width=done.width,
            height=done.height,
            encoder=done.encoder,
        )

    async def piece(self, blob: str, size: int) -> Path:
        """A file of the first bytes of a blob. Raises ``BlobMissing``."""
        whole, part = self.blobs.path(blob), self.scratch / f"{blob}.{size}"
        await asyncio.to_thread(copy_beginning, whole, part, size)
        return part

    def _sources(self, job: Job, state: State) -> Mapping[str, Source]:
        named = {url: own_upload(state, job.user_id, url) for url in urls(job.draft)}
        return {
            url: Source(
                path=self.blobs.path(upload.blob),
                file_type=upload.file_type,
                container=upload.container,
                width=upload.width,
                height=upload.height,
                duration_ms=upload.duration_ms,
                fps=upload.fps,
                has_audio=upload.has_audio,
            )
            for url, upload in named.items()
            if upload is not None
        }


def copy_beginning(whole: Path, part: Path, size: int) -> None:
    """Blocks; does nothing if it is there."""
    if not part.exists():
        with whole.open("rb") as file:
            part.write_bytes(file.read(size))
