"""Draws docs/chat.svg: a chat of ten turns with the local emulator, as a terminal shows it.

``make chat-picture``. The seed fixes ids and what the agent says; the folder is named as it
might be on somebody's machine.
"""

import html
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import TerminalTheme

from nemo_client.chat import chat
from nemo_client.flows.desk import Account, Desk
from nemo_client.runners import SyncRunner
from nemo_client.settings import Settings
from nemo_client.show import OF_A_TALK, Screen
from nemo_emulator import Emulator
from nemo_emulator import Settings as EmulatorSettings
from nemo_emulator.clock.presets import ScaledClock

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "chat.svg"
PHOTOS = ("beach.jpg", "forest.jpg", "mountains.jpg")
SEED = 11
SCALE = 10
TURNS = (
    "hello, what can you do?",
    "beach.jpg forest.jpg mountains.jpg turn these into a smooth video, 4 seconds each",
    'add the title "Paradise" at the top for 3 seconds',
    "add lo-fi music at 35%",
    "make the second clip black and white",
    "status",
    "把背景音乐调小一点",
    "let the photos move gently",
    "积分",
    "send me the video",
)
FOLDER = "/home/ann/holiday"
WIDE = re.compile(r'(<text [^>]*?)textLength="([0-9.]+)"([^>]*>)([^<]*[\u2e80-\uffef][^<]*)<')
THEME = TerminalTheme(
    (24, 26, 31),
    (214, 216, 221),
    [
        (60, 64, 72),
        (224, 108, 117),
        (140, 195, 122),
        (229, 192, 123),
        (97, 175, 239),
        (198, 120, 221),
        (86, 182, 194),
        (214, 216, 221),
    ],
)


def lines(console: Console) -> Iterator[str]:
    """What is typed, and seen as it is typed."""
    for turn in TURNS:
        console.print(f"\n[bold]›[/bold] {turn}", highlight=False)
        yield turn


def drawn(folder: Path) -> str:
    """The picture, as text."""
    environment = {"HOME": str(folder / "home"), "NEMO_TIME_SCALE": str(SCALE)}
    environment |= {"NEMO_WEB_URL": "https://nemovideo.com"}
    with (folder / "seen").open("w", encoding="utf-8") as seen:
        console = Console(
            record=True, width=104, file=seen, force_terminal=True, color_system="truecolor"
        )
        screen = Still(console, OF_A_TALK)
        with Emulator(EmulatorSettings(seed=SEED), clock=ScaledClock(scale=SCALE)) as emulator:
            settings = Settings.from_environment({**environment, "NEMO_API_URL": emulator.url})
            runner = SyncRunner(settings, screen, {})
            console.print("[dim]$[/dim] nemo-client chat", highlight=False)
            chat(Desk(Account(settings.profile)), runner, screen, lines(console))
            runner.close()
    svg = console.export_svg(title="nemo-client chat", theme=THEME, unique_id="chat")
    return WIDE.sub(stretched, svg.replace(str(folder), FOLDER))


def stretched(text: re.Match[str]) -> str:
    """Rich gives Chinese signs the room of Latin ones; they need twice as much."""
    shown = html.unescape(text[4])
    room = float(text[2]) * cell_len(shown) / len(shown)
    return f'{text[1]}textLength="{room:g}"{text[3]}{text[4]}<'


class Still(Screen):
    """A screen without the live line, which is gone when the work is done."""

    @contextmanager
    def _live(self, name: str) -> Iterator[None]:
        yield


def main() -> None:
    """Draw it."""
    with tempfile.TemporaryDirectory(prefix="nemo-") as temporary, chdir(temporary):
        folder = Path(temporary)
        for photo in PHOTOS:
            shutil.copy(ROOT / "fixtures" / "media" / photo, folder)
        PICTURE.write_text(drawn(folder), "utf-8")
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1000} kB", file=sys.stderr)


if __name__ == "__main__":
    main()
