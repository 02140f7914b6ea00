"""The main job: photos in, a video out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nemo_client.client import Client
from nemo_client.flows.export import Exported
from nemo_client.settings import Settings
from nemo_client.show import Screen
from nemo_client.wording import count

PROMPT = "turn these images into a smooth video with transitions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What to make of which files; ``aspect`` such as 9:16, empty for the service's choice."""

    files: Sequence[Path]
    target: Path
    prompt: str = PROMPT
    aspect: str = ""
    language: str = "en"

    @property
    def text(self) -> str:
        """The message."""
        return f"{self.prompt}, aspect ratio {self.aspect}" if self.aspect else self.prompt


def make(wish: Wish, screen: Screen, settings: Settings | None = None) -> Exported:
    """Connect, upload, say what is wanted, export. Raises the errors of these."""
    with Client(settings, user=screen) as client:
        client.check(wish.files)
        with screen.step("connect", "Connected"):
            session = client.session(wish.target.stem, language=wish.language)
        with screen.step("upload", f"Uploaded {count(len(wish.files), 'file')}"):
            session.upload(wish.files)
        with screen.step("edit", "Edited"):
            for told in session.send(wish.text):
                screen.tell(told)
            session.show()
        with screen.step("render", "Rendered"):
            job = session.render()
        with screen.step("download", "Downloaded"):
            return session.fetch(job, wish.target)
