"""Shapes on the wire (contract.md, sections 1 and 2). Names here are ours; aliases are theirs.

Every model is frozen, is built in Python by its own names, reads and writes the wire's, and keeps
what it does not know. ``dump`` writes only what was given, so that reading and writing leave a
document unchanged.
"""

from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)

from nemo_contract.life import JobStatus

T = TypeVar("T")

Number = int | float
"""A JSON number; a whole one stays whole."""


class Wire(BaseModel):
    """What all shapes share."""

    model_config = ConfigDict(
        frozen=True,
        extra="allow",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        defer_build=True,  # a program that starts needs few of them at once
    )

    @model_validator(mode="wrap")
    @classmethod
    def _tell_homonyms_apart(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """An unknown key that is spelled like one of our names does not make our field given."""
        model = handler(value)
        for name in model.model_extra or ():
            field = cls.model_fields.get(name)
            if field and isinstance(value, dict) and field.alias not in value:
                model.model_fields_set.discard(name)
        return model

    @classmethod
    def model_validate(cls, obj: Any, *, by_name: bool | None = False, **options: Any) -> Self:
        """Read a JSON value by the wire's names only: our own may be unknown keys in it."""
        return super().model_validate(obj, by_name=by_name, **options)

    @classmethod
    def model_validate_json(
        cls, json_data: str | bytes | bytearray, *, by_name: bool | None = False, **options: Any
    ) -> Self:
        """Read JSON text in the same way."""
        return super().model_validate_json(json_data, by_name=by_name, **options)

    def dump(self) -> dict[str, Any]:
        """The JSON value as it was read: nothing added, unknown keys kept."""
        return self.model_dump(mode="json", exclude_unset=True)

    def full(self) -> dict[str, Any]:
        """The JSON value with every field, defaults included."""
        return self.model_dump(mode="json")


class Envelope(Wire, Generic[T]):
    """``{"code", "message", "data"}``: the reply of every JSON operation but the render's."""

    code: int
    message: str = ""
    data: T | None = None


class AnonymousToken(Wire):
    """2.1; ``expires_at`` is RFC 3339."""

    token: str
    user_id: str
    credits: int
    expires_at: str


class ClaimRequest(Wire):
    """2.2"""

    task_id: str
    session_id: str


class Claim(Wire):
    """2.2; ``expires_in`` in seconds. Good for a browser's address, never for the API."""

    claim_token: str
    expires_in: int


class SessionRequest(Wire):
    """2.3; ``language`` is an ISO code."""

    task_name: str = "project"
    language: str | None = None


class Session(Wire):
    """2.3; ``session_id`` is a decimal string, 64 bits, ordered by time."""

    task_id: str
    session_id: str
    user_id: str


class Part(Wire):
    text: str | None = None


class NewMessage(Wire):
    parts: tuple[Part, ...] = Field(min_length=1)
    role: str | None = None


class RunRequest(Wire):
    """2.4: one message to the agent."""

    app_name: str
    session_id: str
    new_message: NewMessage
    user_id: str | None = None

    @property
    def text(self) -> str:
        """The message, its parts joined by line breaks."""
        return "\n".join(part.text for part in self.new_message.parts if part.text)


class UrlUpload(Wire):
    """2.5, the JSON form."""

    urls: tuple[str, ...] = Field(min_length=1)
    source_type: str = "url"


class UploadedFile(Wire):
    """2.5; ``duration`` in seconds, 0 for an image; ``fps`` 0 where there is none."""

    filename: str
    file_type: str
    cdn_url: str
    duration: Number = 0
    width: int = 0
    height: int = 0
    fps: Number = 0
    hash: str


class Uploaded(Wire):
    """2.5"""

    files: tuple[UploadedFile, ...]
    session_state_applied: bool = True


class Credits(Wire):
    """2.6; ``total`` = ``available`` + ``frozen``."""

    available: int
    frozen: int
    total: int

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.total != self.available + self.frozen:
            raise ValueError("total must be available + frozen")
        return self


class CanvasConfig(Wire):
    """2.7; pixels, and frames a second."""

    width: int = 1920
    height: int = 1080
    ratio: str = "16:9"
    fps: Number = 30


class Segment(Wire):
    """2.8: one piece on a track; times in ms on the timeline."""

    id: str | None = None
    start: Annotated[int | None, Field(alias="s", ge=0, strict=True)] = None
    duration: Annotated[int | None, Field(alias="d", ge=0, strict=True)] = None
    meta: Annotated[dict[str, Any], Field(alias="m")] = Field(default_factory=dict)


class Track(Wire):
    """2.8; ``kind``: 0 video, 1 audio, 7 text, others unknown to us and kept."""

    id: str | None = None
    kind: Annotated[int | None, Field(alias="tt", strict=True)] = None
    segments: Annotated[tuple[Segment, ...], Field(alias="sg")] = ()
    meta: Annotated[dict[str, Any], Field(alias="m")] = Field(default_factory=dict)


class Draft(Wire):
    """2.8: the timeline; ``duration`` in ms is its whole length."""

    tracks: Annotated[tuple[Track, ...], Field(alias="t")] = ()
    duration: Annotated[int | None, Field(alias="d", ge=0, strict=True)] = None
    meta: Annotated[dict[str, Any], Field(alias="m")] = Field(default_factory=dict)

    @property
    def exportable(self) -> bool:
        """Some track has a segment."""
        return any(track.segments for track in self.tracks)


class SessionState(Wire):
    """2.7, ``data.state``."""

    draft: Draft | None = None
    video_infos: tuple[dict[str, Any], ...] = ()
    canvas_config: CanvasConfig | None = None
    generated_media: tuple[dict[str, Any], ...] = ()
    video_analyses: Any = None


class StateReply(Wire):
    """2.7, ``data``."""

    session_id: str
    task_id: str
    task_name: str
    user_id: str
    state: SessionState


class RenderOutput(Wire):
    """2.9, the wish: container and quality."""

    format: str = "mp4"
    quality: str = "high"


class RenderRequest(Wire):
    """2.9; ``sessionId`` is the one camelCase name of the API."""

    id: str = Field(min_length=1, max_length=200)
    session_id: Annotated[str, Field(alias="sessionId")]
    draft: Draft
    output: RenderOutput | None = None


class RenderedFile(Wire):
    """2.9, the outcome; ``duration`` in s, ``size`` in bytes."""

    url: str | None = None
    duration: Number | None = None
    size: int | None = None


class FlatRender(Wire):
    """2.9, the reply shape ``flat``."""

    task_id: Annotated[str, Field(alias="taskId")]
    status: JobStatus
    progress: int = 0
    output: RenderedFile | None = None
    error: str | None = None


class RenderData(Wire):
    """2.9, inside ``enveloped``; times as epoch ms (``pub``) or RFC 3339."""

    id: str
    status: JobStatus
    progress: int = 0
    output_url: Annotated[str | None, Field(alias="outputUrl")] = None
    created_at: Annotated[int | str | None, Field(alias="createdAt")] = None
    completed_at: Annotated[int | str | None, Field(alias="completedAt")] = None
    error: str | None = None


class EnvelopedRender(Wire):
    """2.9, the reply shape ``enveloped``."""

    success: bool
    data: RenderData


class SupersetRender(FlatRender):
    """2.9, the reply shape ``superset``: both at once, without a ``code``."""

    success: bool
    data: RenderData


class RenderJob(Wire):
    """A render as any of the three reply shapes tells of it."""

    id: str
    status: JobStatus
    progress: int = 0
    url: str | None = None
    duration: Number | None = None
    size: int | None = None
    error: str | None = None


def read_render(reply: object) -> RenderJob:
    """Read whichever reply shape came.

    Raises ``ValueError`` when it is none of the three.
    """
    try:
        match reply:
            case {"taskId": _}:
                return _from_flat(reply)
            case _:
                return _from_enveloped(reply)
    except ValidationError as error:
        raise ValueError(f"not a render reply: {error.error_count()} fields are wrong") from error


def _from_flat(reply: object) -> RenderJob:
    flat = FlatRender.model_validate(reply)
    output = flat.output or RenderedFile()
    return RenderJob(
        id=flat.task_id,
        status=flat.status,
        progress=flat.progress,
        url=output.url,
        duration=output.duration,
        size=output.size,
        error=flat.error,
    )


def _from_enveloped(reply: object) -> RenderJob:
    data = EnvelopedRender.model_validate(reply).data
    return RenderJob(
        id=data.id,
        status=data.status,
        progress=data.progress,
        url=data.output_url,
        error=data.error,
    )
