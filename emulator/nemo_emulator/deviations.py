"""The page "deviations and guesses": ``python -m nemo_emulator.deviations`` prints it."""

import sys
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any

from nemo_contract import CATALOGUE, READINGS, REVISION, Party, Requirement
from nemo_contract.requirement import Mark
from nemo_emulator.guesses import DEVIATIONS, DISPUTED, GUESSED, Guess
from nemo_emulator.settings import Settings
from nemo_emulator.tuning import REVISIONS, revised

HEAD = f"""# Deviations and guesses

What the emulator does that no published document says, or says otherwise; revision {REVISION}.
Written by `python -m nemo_emulator.deviations`; `nemo-emulator drift` compares with a real server.
"""


def page() -> str:
    """The whole page, in Markdown."""
    return "\n".join(
        (
            HEAD,
            "## Deviations\n",
            *(f"- {one}" for one in DEVIATIONS),
            "\n## Where the sources disagree\n",
            *_disputed(),
            "\n## Defaults that are guesses\n",
            *_guessed(),
            "\n## Places that can be read in two ways\n",
            *_table(("place", "how we read it"), ((one.place, one.text) for one in READINGS)),
            *_own(Party.SERVER),
            *_own(Party.CLIENT),
            "",
        )
    )


def _disputed() -> Iterator[str]:
    heads = ("setting", "default", "in other revisions", "what is known", "why")
    return _table(
        heads,
        ((f"`{g.setting}`", _value(Settings(), g), _others(g), g.known, g.why) for g in DISPUTED),
    )


def _guessed() -> Iterator[str]:
    return _table(
        ("setting", "default", "what is known", "why"),
        ((f"`{g.setting}`", _value(Settings(), g), g.known, g.why) for g in GUESSED),
    )


def _own(party: Party) -> Iterator[str]:
    """The requirements that are this project's decision."""
    yield f"\n## Rules for a {party} that are our own\n"
    own = (row for row in CATALOGUE.values() if row.provenance.mark is Mark.KIT)
    rows = (row for row in own if row.party is party)
    yield from _table(("id", "level", "rule", "where"), map(_row, rows))


def _row(row: Requirement) -> tuple[str, ...]:
    return row.id, row.level, row.text, row.provenance.place


def _others(guess: Guess) -> str:
    """What other revisions have, where it is not the default."""
    values = {name: _value(revised(Settings(), name), guess) for name in REVISIONS}
    default = _value(Settings(), guess)
    told = (f"{value} ({name})" for name, value in values.items() if value != default)
    return ", ".join(told) or "–"


def _value(settings: Settings, guess: Guess) -> str:
    value: Any = attrgetter(guess.setting)(settings)
    match value:
        case bool():
            return "yes" if value else "no"
        case int():
            return f"{value:,}"
        case float():
            return f"{value:,g}"
        case _:
            return str(value)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for cells in (heads, ("---",) * len(heads), *rows):
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    sys.stdout.write(page())
