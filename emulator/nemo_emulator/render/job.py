"""What a render process is told on its standard input, and what it answers, as lines of JSON."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from nemo_contract.wire import Draft, RenderOutput
from nemo_emulator.render.order import Rendered, RenderOrder, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An order with all that the process must not decide: program, encoder, folder, threads."""

    order: RenderOrder
    ffmpeg: Path
    encoder: str
    folder: Path
    threads: int


@dataclass(frozen=True, slots=True)
class Progress:
    """A share from 0 to 1."""

    share: float


@dataclass(frozen=True, slots=True)
class Failed:
    """Why there is no clip."""

    sentence: str


Answer = Progress | Failed | Rendered


def write_job(job: Job) -> str:
    """One line."""
    order = job.order
    return json.dumps(
        {
            "draft": order.draft.dump(),
            "output": order.output.full(),
            "sources": {url: asdict(source) for url, source in order.sources.items()},
            "target": order.target,
            "cache": order.cache,
            "ffmpeg": job.ffmpeg,
            "encoder": job.encoder,
            "folder": job.folder,
            "threads": job.threads,
        },
        default=str,
    )


def read_job(line: str) -> Job:
    """The inverse of ``write_job``."""
    told: dict[str, Any] = json.loads(line)
    order = RenderOrder(
        draft=Draft.model_validate(told["draft"]),
        output=RenderOutput.model_validate(told["output"]),
        sources={url: _source(values) for url, values in told["sources"].items()},
        target=Path(told["target"]),
        cache=Path(told["cache"]) if told["cache"] else None,
    )
    return Job(
        order=order,
        ffmpeg=Path(told["ffmpeg"]),
        encoder=told["encoder"],
        folder=Path(told["folder"]),
        threads=told["threads"],
    )


def _source(values: dict[str, Any]) -> Source:
    return Source(**{**values, "path": Path(values["path"])})


def write_answer(answer: Answer) -> str:
    """One line."""
    return json.dumps({"kind": type(answer).__name__, **asdict(answer)}, default=str)


def read_answer(line: str) -> Answer:
    """The inverse of ``write_answer``."""
    told: dict[str, Any] = json.loads(line)
    match told.pop("kind"):
        case "Progress":
            return Progress(**told)
        case "Failed":
            return Failed(**told)
        case _:
            return Rendered(**{**told, "path": Path(told["path"])})
