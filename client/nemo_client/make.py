"""The main job: photos in, a video out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nemo_client.client import Client, Session
from nemo_client.errors import FileMissing
from nemo_client.flows.export import Exported
from nemo_client.flows.steps import Kind
from nemo_client.formats import acceptable
from nemo_client.settings import Settings
from nemo_client.show import View
from nemo_client.wording import count, language_of

PROMPT = "turn these images into a smooth video with transitions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What to make of which files; ``aspect`` such as 9:16, empty for the service's choice;
    ``language`` is an ISO code, empty for the prompt's."""

    files: Sequence[Path]
    target: Path
    prompt: str = PROMPT
    aspect: str = ""
    language: str = ""

    @property
    def text(self) -> str:
        """The message."""
        return f"{self.prompt}, aspect ratio {self.aspect}" if self.aspect else self.prompt


def batches(
    named: Sequence[Path], target: Path, *, each: bool
) -> Iterator[tuple[Sequence[Path], Path]]:
    """What goes into which video: all into one, or each folder into one that is called like it;
    of two folders with one name the second gets a number."""
    if not each:
        yield named, target
        return
    met: Counter[str] = Counter()
    for folder in named:
        files = _usable(folder) if folder.is_dir() else [folder]
        name = folder.resolve().name
        met[name] += 1
        number = f"-{met[name]}" if met[name] > 1 else ""
        yield files, target.with_name(f"{name}{number}.mp4")


def _usable(folder: Path) -> list[Path]:
    """The photos, clips and sounds in a folder, in order of their names."""
    inside = sorted(folder.iterdir())
    return [path for path in inside if path.is_file() and acceptable(path.name, b"")]


def _check(client: Client, wish: Wish) -> None:
    """Before anything is asked of the service."""
    if not wish.files:
        raise FileMissing(f"There is no photo, clip or sound in {wish.target.stem}. Add some.")
    client.check(wish.files, target=wish.target)


def _summed_up(session: Session, wish: Wish, view: View) -> bool:
    """Say what is wanted; whether the timeline was shown already in the course of it."""
    shown = False
    for told in session.send(wish.text):
        view.tell(told)
        shown = shown or told.kind is Kind.SUMMARY
    return shown


def make(wish: Wish, view: View, settings: Settings | None = None) -> Exported:
    """Connect, upload, say what is wanted, export. Raises the errors of these."""
    with Client(settings, user=view) as client:
        _check(client, wish)
        with view.step("connect", "Connected"):
            session = client.session(
                wish.target.stem,
                language=wish.language or language_of(wish.prompt),
                aside=True,
            )
        with view.step("upload", f"Uploaded {count(len(wish.files), 'file')}"):
            session.upload(wish.files)
        with view.step("edit", "Edited"):
            if not _summed_up(session, wish, view):
                session.show()
        session.keep()
        with view.step("render", "Rendered"):
            job = session.render()
        with view.step("download", "Downloaded"):
            return session.fetch(job, wish.target)
