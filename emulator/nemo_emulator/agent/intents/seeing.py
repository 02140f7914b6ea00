"""What is seen in a message before anything is made of it, and is the same for whoever reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nemo_emulator.agent.intents import asking
from nemo_emulator.agent.intents.clauses import Tokens, clauses
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.features import features
from nemo_emulator.agent.intents.listening import spoken
from nemo_emulator.agent.intents.listing import unnumbered
from nemo_emulator.agent.intents.model import NO_WORD, Model
from nemo_emulator.agent.intents.weighing import weighed
from nemo_emulator.agent.intents.wider import wider


@dataclass(frozen=True, slots=True)
class Whole:
    """What all of a message shows: its signs (``asking.py``), and what the network hears in it.

    ``message`` is what was typed, with wishes that are counted out each in a line of its own;
    ``kinds`` are what is heard for each kind of edit, without their traits.
    ``looks`` are those of the tokens that were read already: they are read again for other kinds,
    and so are the edits that clauses are ``filled`` with.
    """

    message: str = ""
    signs: frozenset[str] = frozenset()
    heard: Mapping[str, int] = field(default_factory=lambda: NO_WORD)
    kinds: Mapping[str, int] = field(default_factory=lambda: NO_WORD)
    looks: list[tuple[Tokens, "Look"]] = field(default_factory=list[tuple[Tokens, "Look"]])
    filled: dict[Any, list[Any]] = field(default_factory=dict[Any, list[Any]])

    @classmethod
    def of(cls, message: str, model: Model, known: Facts | None) -> "Whole":
        """That of a message as it was typed."""
        plain, heard = unnumbered(message), model.heard(message, known)
        return cls(plain, asking.signs(plain), heard, spoken(heard))

    def look(self, tokens: Tokens, model: Model, known: Facts | None) -> "Look":
        """What these tokens of it show."""
        for told, look in self.looks:
            if told == tokens:
                return look
        look = _look(clauses(tokens, known), model, known, self)
        self.looks.append((tokens, look))
        return look


@dataclass(frozen=True, slots=True)
class Look:
    """The clauses of a message, their features, what each says for each kind; ``best`` of all."""

    parts: tuple[Tokens, ...]
    seen: tuple[frozenset[str], ...] = ()
    rows: tuple[dict[str, int], ...] = ()
    best: Mapping[str, int] = field(default_factory=lambda: NO_WORD)


def _look(parts: tuple[Tokens, ...], model: Model, known: Facts | None, whole: Whole) -> Look:
    if not parts:
        return Look(parts)
    seen = features(parts, known, whole.signs)
    rows = scored(wider(parts, seen, known), model)
    return Look(parts, seen, rows, weighed(rows, parts, known, model.choice, whole.kinds))


def scored(wide: Iterable[frozenset[str]], model: Model) -> tuple[dict[str, int], ...]:
    """What each clause says for each kind."""
    kinds = model.kinds
    return tuple(dict(zip(kinds.labels, kinds.once(row), strict=True)) for row in wide)
