"""Which words of a message are shown in the video, as its labels tell; and likely variations."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tools.intents.examples import Example

from nemo_emulator.agent.intents.bounds import Span
from nemo_emulator.agent.intents.pieces import Piece, pieces
from nemo_emulator.agent.intents.reading import WRITING
from nemo_emulator.agent.intents.text_features import Features, features

_OPENING, _CLOSING = "“\"'「『《‘", "”\"'」』》’"
_ENDS: Final = " .!?。！？"
# Of each message so many with other texts, and so many beside another wish.
OTHERS, BESIDE = 2, 1
LONGEST: Final = 60
_LINKS: Final = {False: (". ", ", ", " and ", "; "), True: ("，", "。", " ")}
Row = tuple[tuple[Features, ...], dict[str, float]]


@dataclass(frozen=True)
class Told:
    """A message, where its texts stand, and the kinds of its edits that show one."""

    message: str
    spans: tuple[Span, ...]
    kinds: tuple[str, ...]
    chinese: bool


def texts(wish: Any) -> Iterator[str]:
    """The texts that a labelled wish shows."""
    for name, fields in wish:
        lines = fields.get("lines", ()) if name == "SetSubtitles" else ()
        own = [fields] if name in WRITING else []
        yield from (part["text"].removeprefix("~") for part in (*own, *lines) if part.get("text"))


def told(example: Example) -> Told | None:
    """Nothing where no text is meant, or where it does not stand in the message."""
    wish = example.wishes[0]
    kinds = () if isinstance(wish, str) else tuple(sorted({n for n, _ in wish} & WRITING))
    if not kinds:
        return None
    spans = _spans(example.text, [*dict.fromkeys(texts(wish))])
    if spans is None or any("\n" in example.text[slice(*span)] for span in spans):
        return None
    return Told(example.text, spans, kinds, example.chinese)


def _spans(message: str, wanted: Sequence[str]) -> tuple[Span, ...] | None:
    found: list[Span] = []
    for text in wanted:
        forms = (text, text.rstrip(_ENDS))
        free = [
            span
            for form in forms
            for flags in (0, re.IGNORECASE)
            for span in _whole(message, form, flags)
            if all(span[1] <= start or end <= span[0] for start, end in found)
        ]
        if not free:
            return None
        later = [span for span in free if span[0] >= (found[-1][1] if found else 0)]
        found.append((later or free)[0] if len(wanted) > 1 else free[0])
    return tuple(sorted(found))


def _whole(message: str, text: str, flags: int) -> list[Span]:
    """Where it stands between words, the last place first; else where it stands at all."""
    spans = [match.span() for match in re.finditer(re.escape(text), message, flags)][::-1]
    whole = [(a, b) for a, b in spans if not (_inner(message, a) or _inner(message, b))]
    return whole or spans


def _inner(message: str, at: int) -> bool:
    beside = message[at - 1 : at + 1] if at else ""
    return len(beside) > 1 and beside.isascii() and beside.isalnum()


def bare(one: Told) -> Told:
    """The same without the quotation marks around its texts."""
    out, last, spans = "", 0, list[Span]()
    for start, end in one.spans:
        marked = _is_marked(one.message, start, end)
        out += one.message[last : start - marked]
        if marked and one.chinese and out[-1:] not in " ：:，,":
            out += " "
        spans.append((len(out), len(out) + end - start))
        out, last = out + one.message[start:end], end + marked
        if marked and one.chinese and one.message[last : last + 1] not in " ，,。":
            out += " "
    return Told(out + one.message[last:], tuple(spans), one.kinds, one.chinese)


def _is_marked(message: str, start: int, end: int) -> bool:
    around = message[start - 1 : start], message[end : end + 1]
    return all(around) and around[0] in _OPENING and around[1] in _CLOSING


def marked(one: Told) -> str:
    """The message with its texts in quotation marks."""
    one = bare(one)
    message = one.message
    for start, end in reversed(one.spans):
        message = f"{message[:start]} “{message[start:end]}” {message[end:]}"
    return message


def varied(tales: Sequence[Told], others: Mapping[bool, Sequence[str]]) -> Iterator[Told]:
    """Each message as it is, with other texts, and before or behind another wish."""
    chance = random.Random(1)
    pool: dict[bool, list[str]] = {False: [], True: []}
    for one in tales:
        own = (one.message[slice(*span)] for span in one.spans)
        pool[one.chinese] += (text for text in own if len(text) < LONGEST)
    for one in tales:
        yield one
        if one.spans:
            yield from (_with_others(one, pool[one.chinese], chance) for _ in range(OTHERS))
        for _ in range(BESIDE):
            link = chance.choice(_LINKS[one.chinese])
            other = chance.choice(others[one.chinese]).rstrip(".。")
            yield _joined(one, other, link) if chance.random() < 0.5 else _led(one, other + link)


def _with_others(one: Told, pool: Sequence[str], chance: random.Random) -> Told:
    out, last, spans = "", 0, list[Span]()
    for start, end in one.spans:
        text = chance.choice(pool)
        out += one.message[last:start]
        spans.append((len(out), len(out) + len(text)))
        out, last = out + text, end
    return Told(out + one.message[last:], tuple(spans), one.kinds, one.chinese)


def _joined(one: Told, other: str, link: str) -> Told:
    return Told(one.message + link + other, one.spans, one.kinds, one.chinese)


def _led(one: Told, before: str) -> Told:
    spans = tuple((start + len(before), end + len(before)) for start, end in one.spans)
    return Told(before + one.message, spans, one.kinds, one.chinese)


def rows(tales: Sequence[Told], others: Mapping[bool, Sequence[str]]) -> list[Row]:
    """For each piece its features, and whether it begins, ends or belongs to a text."""
    found: list[Row] = []
    for one in varied(tales, others):
        parts = pieces(one.message)
        labels = _labels(parts, one.spans)
        seen = features(parts, one.kinds)
        found += (((row,), told) for row, told in zip(seen, labels, strict=True))
    return found


def _labels(parts: Sequence[Piece], spans: Sequence[Span]) -> list[dict[str, float]]:
    labels: list[dict[str, float]] = [{} for _ in parts]
    for start, end in spans:
        own = [n for n, p in enumerate(parts) if start <= p.start and p.end <= end]
        for n in own:
            labels[n]["inside"] = 1.0
        if own:
            labels[own[0]]["start"] = labels[own[-1]]["end"] = 1.0
    return labels
