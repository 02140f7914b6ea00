"""What a piece of a message looks like to the model that finds the words to be shown."""

from collections.abc import Iterator, Sequence
from typing import Final

from nemo_emulator.agent.intents.pieces import APART, Piece

# What is said of how, when and where a text is shown.
STYLE: Final = frozenset(
    (
        *("color", "position", "sized", "time", "outline", "box", "moment", "ref", "enter"),
        *("leave", "both_ways", "all", "bigger", "smaller", "page", "black_page", "span", "scale"),
    )
)
_BEFORE: Final = Piece(-1, -1, "^", "^", "^", opens=True, gap=True, part=-1)
_AFTER: Final = Piece(-1, -1, "$", "$", "$", opens=True, gap=True, part=-1)
_SIDE: Final = 3
_NEAR: Final = 6
_STEM: Final = 4
LINES: Final = "SetSubtitles"
Features = frozenset[str]


def features(found: Sequence[Piece], kinds: Sequence[str]) -> tuple[Features, ...]:
    """The features of each piece, in a message that asks for edits of these kinds."""
    row = (*(_BEFORE,) * _SIDE, *found, *(_AFTER,) * _SIDE)
    parts: dict[int, list[Piece]] = {}
    for piece in found:
        if piece.word not in APART:
            parts.setdefault(piece.part, []).append(piece)
    told = {part: _summary(row) for part, row in parts.items()}
    cap = "C" if any(piece.shape in ("Aa", "AA") for piece in found[1:]) else "c"
    colons = [n for n, piece in enumerate(found) if piece.word in (":", "：")]
    shared = ("b", cap, *[f"k{kind}" for kind in kinds])
    places = [_place(found, n) for n in range(len(found))]
    return tuple(
        [
            frozenset(
                (
                    *shared,
                    *_beside(row[n : n + 2 * _SIDE + 1]),
                    *_near(found, n),
                    *[f"k{cap}{kind}{place}" for kind in kinds],
                    *_within(found[n].part, place, told),
                    *_colon(n, colons, f"{cap}{place}", told.get(found[n].part, ())),
                    *(_line(row[n : n + 2 * _SIDE + 1], place) if LINES in kinds else ()),
                )
            )
            for n, place in enumerate(places)
        ]
    )


def _beside(seven: Sequence[Piece]) -> Iterator[str]:
    """The piece in the middle with those around it, alone and in pairs."""
    words, shapes = [p.word for p in seven], [p.shape for p in seven]
    cats = [p.cat for p in seven]
    full = [f"{p.cat}{'b' if p.opens else 'i'}" for p in seven]
    for n in range(len(seven)):
        yield f"w{n}={words[n]}"
        yield f"c{n}={full[n]}"
        yield f"s{n}={shapes[n]}"
    for n in range(_SIDE - 2, _SIDE + 2):
        yield f"W{n}={words[n]}|{words[n + 1]}"
        yield f"C{n}={full[n]}|{full[n + 1]}"
        yield f"S{n}={shapes[n]}|{shapes[n + 1]}"
        yield from (f"t{n}={words[n]}|{shapes[n + 1]}", f"u{n}={shapes[n]}|{words[n + 1]}")
        yield f"v{n}={full[n]}|{shapes[n + 1]}"
    yield f"1{full[1]}|{full[2]}|{shapes[3]}"
    yield f"2{full[3]}|{full[4]}|{full[5]}"
    yield f"3{words[1]}|{words[2]}|{shapes[3]}"
    yield f"4{shapes[2]}|{shapes[3]}|{shapes[4]}"
    yield f"5{cats[4]}|{cats[5]}|{cats[6]}"
    yield f"6{cats[0]}|{cats[1]}|{cats[2]}"
    yield from (f"7{cats[4]}|{cats[5]}", f"8{cats[1]}|{cats[2]}")
    yield from (f"9{n}={words[n][:_STEM]}" for n in (2, 3, 4) if len(words[n]) > _STEM)


def _near(found: Sequence[Piece], n: int) -> Iterator[str]:
    """What stands a little before and after; spaces."""
    for piece in found[max(n - _NEAR + 1, 0) : n]:
        yield from (f"p{piece.word}", f"pc{piece.cat}")
    for piece in found[n + 1 : n + _NEAR]:
        yield from (f"n{piece.word}", f"nc{piece.cat}")
    after = n + 1 >= len(found) or found[n + 1].gap
    yield from (f"g{found[n].gap}", f"h{n + 1 < len(found) and after}", f"gg{found[n].gap}{after}")


def _place(found: Sequence[Piece], n: int) -> str:
    """The first or last of its part."""
    first = not n or found[n - 1].part != found[n].part
    after = found[n + 1] if n + 1 < len(found) else None
    last = after is None or after.part != found[n].part or after.word in APART
    return f"{'F' if first else ''}{'L' if last else ''}"


def _summary(part: Sequence[Piece]) -> tuple[str, ...]:
    """How much of a part the lexicon does not know, and how much of it is said of looks."""
    strange = sum(piece.cat == "word" for piece in part)
    told = min(sum(piece.cat in STYLE for piece in part), 2)
    first = part[0]
    return (
        *(f"u{min(strange, 3)}", f"y{told}", f"f{first.shape}", f"F{first.cat}"),
        *(f"W{first.word}", f"r{round(4 * strange / len(part))}", f"l{min(len(part), 6)}"),
        *(f"s{first.shape}y{told}", f"u{min(strange, 3)}y{told}"),
    )


def _within(part: int, place: str, told: dict[int, tuple[str, ...]]) -> Iterator[str]:
    """What kind of part it stands in, and at its ends the parts beside it."""
    yield f"o{place}"
    for sign in told.get(part, ()):
        yield from (f"i{sign}", f"i{place}{sign}")
    if place:
        yield from (f"a{place}{sign}" for sign in told.get(part + 1, ()))
        yield from (f"e{place}{sign}" for sign in told.get(part - 1, ()))


def _colon(n: int, colons: Sequence[int], place: str, told: Sequence[str]) -> Iterator[str]:
    """How far behind a colon it stands."""
    before = [at for at in colons if at < n]
    if before:
        yield from ("l", f"l{min(n - before[-1], 4)}", f"l{place}", *(f"l{sign}" for sign in told))
    else:
        yield f"m{bool(colons) and colons[-1] >= n}"


def _line(seven: Sequence[Piece], place: str) -> Iterator[str]:
    """Once more for lines of subtitles, which are told one after the other."""
    _, two, before, own, after, next_but_one, _ = seven
    yield from (f"Lw{before.word}", f"Ln{after.word}", f"Lc{before.cat}", f"Lo{own.word}")
    yield from (f"Ls{before.shape}{own.shape}", f"Lt{own.shape}{after.shape}", f"Lk{own.cat}")
    yield f"Lp{place}{own.shape}"
    yield from (f"L2{two.word}|{before.word}", f"L3{after.word}|{next_but_one.word}")
