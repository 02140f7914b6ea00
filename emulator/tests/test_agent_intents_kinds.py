"""What a clause looks like to the model of kinds, and which of its kinds are believed."""

from fractions import Fraction

import pytest

from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.features import features
from nemo_emulator.agent.intents.model import NOTHING, Linear
from nemo_emulator.agent.intents.weighing import FAINT, ONLY, views, weighed
from nemo_emulator.agent.intents.wider import pieces_of, wider
from nemo_emulator.agent.tokens import Token

FOUR = Facts(shown=4, photos=4, videos=0, songs=0)
PARTS = ((Token("music", None, "music"),), (Token("pic", None, "photo"),))
ROWS = (
    {"SetMusic": 90, "RemoveMusic": 70, "answer": -200},
    {"SetMusic": -80, "RemoveMusic": -90, "answer": -10},
)


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("fade", {"<fad", "fade", "ade>"}),
        ("fades", {"<fad", "fade", "ades", "des>"}),
        ("it", set()),
    ],
)
def test_words_of_one_stem_have_pieces_in_common(word: str, pieces: set[str]) -> None:
    """All of four letters, with the edges; none of a short word."""
    assert pieces_of(word) == {f"k{piece}" for piece in pieces}


def test_words_near_each_other_are_pairs_and_the_edges_are_told() -> None:
    """ "Take the song off" has "take ... off" and begins with "take"."""
    part = tuple(Token("word", None, word) for word in ("take", "the", "song", "off"))

    (seen,) = wider((part,), (frozenset({"b"}),), None)

    assert {"b", "Stake.off", "S^.take", "10wtake", "9woff"} <= seen


@pytest.mark.parametrize(
    ("token", "size"),
    [
        (Token("time", 1500, "1.5 s"), {"ntime1", "R1"}),
        (Token("time", 40_000, "40 s"), {"ntime6", "R5"}),
        (Token("num", Fraction(1080), "1080"), {"nnum6"}),
        (Token("num", None, "some"), set[str]()),
    ],
)
def test_a_value_is_told_by_its_size(token: Token, size: set[str]) -> None:
    """And a time by what each clip would have of it."""
    (seen,) = wider(((token,),), (frozenset(),), FOUR)

    assert {name for name in seen if name.startswith(("ntime", "nnum", "R"))} == size


def test_what_the_frames_see_stays_as_it_was() -> None:
    """More is added, nothing is taken away."""
    plain = features(PARTS, FOUR)

    assert all(more > own for more, own in zip(wider(PARTS, plain, FOUR), plain, strict=True))


def test_nothing_known_of_the_choice_leaves_the_likeliest_clause() -> None:
    """As the weights had it before there was a choice."""
    assert weighed(ROWS, PARTS, FOUR, NOTHING) == {
        "SetMusic": 90,
        "RemoveMusic": 70,
        "answer": -10,
    }


def test_a_kind_is_seen_beside_its_rival_and_what_else_is_said() -> None:
    """Only kinds that come into question are."""
    seen = views(({**ROWS[0], "Undo": FAINT},), PARTS[:1], FOUR)

    assert set(seen) == {"SetMusic", "RemoveMusic"}
    assert {"with.RemoveMusic|SetMusic", "and.RemoveMusic|SetMusic", "rank1"} <= seen["RemoveMusic"]


def test_a_kind_may_be_less_likely_beside_another() -> None:
    """Its score is then the second model's; what nobody says much for keeps its own."""
    told = Linear((ONLY,), {"b": [0, 40], "and.RemoveMusic|SetMusic": [0, -60]})

    found = weighed(ROWS, PARTS, FOUR, told)

    assert found == {"SetMusic": 40, "RemoveMusic": -20, "answer": -1}


def test_speech_and_edits_exclude_one_another() -> None:
    """The likeliest decides which of the two it is."""
    told = Linear((ONLY,), {"b": [0, 40], "is.answer": [0, 10]})

    assert weighed(ROWS, PARTS, FOUR, told) == {"SetMusic": -1, "RemoveMusic": -1, "answer": 50}
