"""What the decoder expects of a message, and what its parts work out."""

from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

import numpy as np
import pytest
from emulator.tests.agent_stage import CHINESE, ENGLISH
from emulator.tests.neural_plain import looked, reminded, thought, through
from hypothesis import given
from hypothesis import strategies as st

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits.fields import fields_of
from nemo_emulator.agent.expecting import AHEAD, LEAST, LOW, WHOLE, Expecting, around, signs
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.model import NOTHING, Linear
from nemo_emulator.agent.network.decoder import (
    COUNTS,
    RARE,
    ROWS,
    SLOTS,
    UNJUDGED,
    Hearing,
    Likely,
    categories,
    load,
)
from nemo_emulator.agent.network.network import UNIT
from nemo_emulator.agent.network.readings import MOST
from nemo_emulator.agent.network.slots import Around, Slot, slots
from nemo_emulator.agent.ruled import Understanding
from nemo_emulator.agent.scan import scan
from nemo_emulator.agent.second import RULES, Candidate
from nemo_emulator.agent.tokens import Token
from nemo_emulator.neural.exact import Floats
from nemo_emulator.neural.layers import NEVER

KNOWN = tuple(row for row in (*ENGLISH, *CHINESE) if row.edits)
FOUR = Facts(shown=4, photos=4, videos=0, songs=0)
# What rounding to whole steps may make of odds, in units.
UNITS: Final = 3
CUT, THIRD, END = Slot("kind", ("Remove",)), Slot("clips.item", ("3", "-2"), (2,)), "end"


def expected(message: str, *edits: e.Edit, known: Facts = FOUR) -> Likely:
    """How likely these edits are."""
    return Expecting(scan(message), known, NOTHING).likely(edits)


def hearing(message: str, known: Facts = FOUR) -> Hearing:
    """By the decoder that comes with the package."""
    return load().hearing(scan(message), around(known))


def asked(heard: Hearing, *edits: Any) -> tuple[Slot, ...]:
    """The plan of edits."""
    rows = [(type(edit).__name__, fields_of(edit)) for edit in edits]
    return slots(rows, heard.message, heard.around)


def listened(tokens: tuple[Token, ...], known: Around) -> tuple[Floats, Floats]:
    """The tokens as they come in, and all rows as the encoder leaves them."""
    decoder, arrays = load(), load().weights.arrays
    names = ("facts", *known.names) if known.names else ("nofacts",)
    counts = [known.shown, 31 + known.uploads, 62 + known.songs]
    told = np.array([_token(token) for token in tokens]) + arrays["places"][: len(tokens)]
    facts = arrays["facts"][[decoder.facts[name] for name in names]].sum(axis=0)
    x = np.concatenate([facts[None], arrays["counts"][counts], told])
    for layer in ("e0.", "e1."):
        x = looked(decoder.weights, layer, x, np.zeros((len(x), len(x))))
        x = thought(decoder.weights, layer, x)
    return told, x


def _token(token: Token) -> Floats:
    decoder, arrays = load(), load().weights.arrays
    cut = decoder.words.pieces.cut(token.text)[:8]
    pieces = (decoder.words.table[cut] * decoder.words.sizes[cut]).sum(axis=0) / len(cut) ** 0.5
    names = [decoder.categories.get(name, 1) for name in categories(token)]
    found: Floats = arrays["categories"][names].sum(axis=0)
    found += pieces @ arrays["made"] + arrays["made.b"]
    return found


def wondered(told: Floats, heard: Floats, plan: tuple[Slot, ...]) -> tuple[Floats, Floats]:
    """What is said at each slot, and where it points, before it is shared out."""
    decoder, w = load(), load().weights
    x = np.array([w.arrays["slots"][decoder.slots[slot.name]] for slot in plan])
    x += w.arrays["steps"][: len(plan)] + w.arrays["said.b"]
    x[0] += w.arrays["answers"][1]
    for n, slot in enumerate(plan[:-1], start=1):
        x[n] += w.arrays["answers"][decoder.answers[slot.name, slot.said[0]] if slot.said else 2]
        if slot.places:
            x[n] += told[[*slot.places]].mean(axis=0) @ w.arrays["said"]
    for layer in ("d0.", "d1."):
        x = looked(w, layer, x, np.triu(np.full((len(x), len(x)), -np.inf), 1))
        x = thought(w, layer, reminded(w, layer, x, heard))
    keys = through(w, "seen.", "keys", heard[4:])
    return through(w, "last.", "says", x), through(w, "last.", "points", x) @ keys.T


@pytest.mark.parametrize(
    ("message", "edits"),
    [
        ("remove photo 3", (e.Remove(clips=(3,)),)),
        ("swap 2 with 2 and mute it", (e.Swap(one=2, other=2), e.SetVolume(percent=0))),
        ("write hello world on photo 2", (e.ChangeText(text="hello world", when=e.When(clip=2)),)),
        ("每张照片显示5秒", (e.SetSeconds(ms=5000), e.Undo())),
    ],
)
@pytest.mark.parametrize("known", [Around(), Around(("shown", "stills", "songs"), 4, 6, 2)])
def test_a_plan_is_as_likely_as_plain_products_have_it(
    message: str, edits: tuple[e.Edit, ...], known: Around
) -> None:
    """From the tokens to the odds, but for what is rounded."""
    heard = load().hearing(scan(message), known)
    plan = asked(heard, *edits)
    says, points = wondered(*listened(scan(message), known), plan)
    odds = [heard.odds(*row) for row in zip(plan, says, points, strict=True)]
    owns = [UNIT * own for own, _ in odds]
    ahead = min(UNIT * (own - other) for own, other in odds)

    found = heard.likely(plan)

    assert found.low == pytest.approx(min(owns), abs=UNITS)
    assert found.whole == pytest.approx(sum(owns), abs=2 * UNITS)
    assert found.ahead == pytest.approx(ahead, abs=UNITS)


def test_clips_that_have_no_name_are_not_judged() -> None:
    """Those far from both ends that the message does not name either."""
    heard = hearing("remove it")
    nameless = Slot("clips.item")

    assert heard.likely([CUT, nameless]) == heard.likely([CUT])


def test_the_names_of_the_file_fit_its_arrays() -> None:
    """A row for each name, for nothing before, and for what is rare."""
    decoder = load()
    arrays = decoder.weights.arrays

    assert max(decoder.categories.values()) == len(arrays["categories"]) - 1
    assert max(decoder.facts.values()) == len(arrays["facts"]) - 1
    assert max(decoder.slots.values()) == len(arrays["slots"]) - 1
    assert (
        max(decoder.answers.values()) == len(arrays["answers"]) - 1 == len(decoder.says.shift) - 1
    )
    assert min(decoder.answers.values()) == RARE + 1
    assert len(arrays["counts"]) == ROWS * len(COUNTS)
    assert len(arrays["places"]) >= MOST
    assert len(arrays["steps"]) >= SLOTS
    assert decoder.pointing < set(decoder.slots)
    assert {name for name, _ in decoder.answers} <= set(decoder.slots)
    assert UNJUDGED.issubset(decoder.slots)


def test_each_slot_has_its_own_answers() -> None:
    """And the rare one."""
    choices = load().choices
    answers = {
        (name, said): places[n]
        for name, (places, named) in choices.items()
        for said, n in named.items()
    }

    assert answers == load().answers
    assert [places[0] for places, _ in choices.values()] == [RARE] * len(load().slots)
    assert all(len(places) == len(named) + 1 for places, named in choices.values())


def test_what_no_answer_of_a_question_says_is_never_right() -> None:
    """A question that cannot be answered by pointing has no answer where something stands."""
    heard = hearing("remove photo 3")
    nowhere = Slot("kind", (), (2,))
    says = np.zeros(len(heard.decoder.says.shift))

    own, other = heard.odds(nowhere, says, np.zeros((3,)))

    assert NEVER < own < -600 < other


def test_the_decoder_is_read_once() -> None:
    """When it is first needed."""
    assert load() is load()


@pytest.mark.parametrize("step", range(5))
@pytest.mark.parametrize("message", ["remove photo 3", "删除第三张照片", ""])
def test_the_odds_of_a_question_add_up(message: str, step: int) -> None:
    """Of all its answers, of the rare one, and of all tokens that it may point to."""
    heard = hearing(message)
    plan = asked(heard, e.Remove(clips=(3,)))
    seen = heard.decoder.answered(heard._asked(plan), heard.memory)
    says, points = heard.decoder.says(seen)[step], heard.decoder.points(seen)[step] @ heard.keys.T
    name = plan[step].name
    answers = [said for slot, said in heard.decoder.answers if slot == name]
    ways = [Slot(name, (said,)) for said in (*answers, "no such answer")]
    if name in heard.decoder.pointing:
        ways += [Slot(name, (), (place,)) for place in range(len(heard.message.tokens))]

    odds = [heard.odds(way, says, points) for way in ways]

    own = sorted((one for one, _ in odds), reverse=True)
    assert sum(np.exp(own)) == pytest.approx(1)
    assert max(odds)[1] == pytest.approx(own[1])
    assert {round(other, 9) for _, other in odds} == {round(one, 9) for one in own[:2]}
    either = heard.odds(Slot(name, (answers[0], answers[1])), says, points)[0]
    assert np.exp(either) == pytest.approx(sum(np.exp([odds[0][0], odds[1][0]])))


def test_a_question_without_a_choice_is_no_question() -> None:
    """Its answer is certain, and all others are as good as never."""
    heard = hearing("")
    says = np.zeros(len(heard.decoder.says.shift))

    own, other = heard.odds(Slot("AddText.text.end", ("any",)), says, np.zeros((0,)))

    assert own == pytest.approx(0, abs=1e-12)
    assert other == NEVER


def test_pointing_adds_to_what_is_said() -> None:
    """What is also in the message is right both ways; a slot of names never points."""
    heard = hearing("remove photo 3")
    says, points = np.zeros(len(heard.decoder.says.shift)), np.array([0.0, 0.0, 9.0])

    both, said, stands = (
        heard.odds(slot, says, points)[0]
        for slot in (THIRD, replace(THIRD, places=()), replace(THIRD, said=()))
    )

    assert np.exp(both) == pytest.approx(np.exp(said) + np.exp(stands))
    assert stands > said
    assert heard.odds(THIRD, says + 1000, points + 1000)[0] == pytest.approx(both)
    elsewhere = replace(CUT, places=(2,))
    assert heard.odds(elsewhere, says, points) == heard.odds(CUT, says, points)


def test_an_answer_does_not_know_itself_nor_what_follows() -> None:
    """But all answers before it, and where they stood."""
    heard = hearing("remove photo 3")
    plan = asked(heard, e.Remove(clips=(3,)))
    whole = heard._asked(plan)

    other = heard._asked([*plan[:2], replace(plan[2], said=("1",), places=(0,)), *plan[3:]])
    unsaid = heard._asked([*plan[:2], replace(plan[2], places=()), *plan[3:]])
    again = heard._asked([*plan[:2], replace(plan[2], places=(2, 2)), *plan[3:]])
    twice = heard._asked([*plan[:2], replace(plan[2], places=(0, 2)), *plan[3:]])

    assert [(whole[n] == other[n]).all() for n in range(5)] == [True, True, True, False, True]
    assert [(whole[n] == unsaid[n]).all() for n in range(5)] == [True, True, True, False, True]
    assert [(whole[n] == twice[n]).all() for n in range(5)] == [True, True, True, False, True]
    assert (whole == again).all()
    seen, less = (
        heard.decoder.answered(heard._asked(part), heard.memory) for part in (plan, plan[:3])
    )
    assert np.abs(seen[:3] - less).max() <= 1


@pytest.mark.parametrize(
    ("token", "names"),
    [
        (Token("num", Fraction(3)), ["num", "num=3"]),
        (Token("num", -5), ["num", "num=-5"]),
        (Token("num", 30.0), ["num", "num=30"]),
        (Token("num", -6), ["num", "num=*"]),
        (Token("num", 31), ["num", "num=*"]),
        (Token("num", Fraction(1, 2)), ["num", "num=*"]),
        (Token("look", "warm"), ["look", "look=warm"]),
        (Token("quote", "warm"), ["quote"]),
        (Token("word", "warm"), ["word"]),
        (Token("filler", "warm"), ["filler"]),
        (Token("flag", True), ["flag"]),  # noqa: FBT003
        (Token("remove"), ["remove"]),
        (Token("texture", ("grain", 0.3)), ["texture", "texture=('grain', 0.3)"]),
        (Token("rows", [0] * 99), ["rows", f"rows={[0] * 99}"[:40]]),
    ],
)
def test_a_token_is_known_by_its_category_and_its_value(token: Token, names: list[str]) -> None:
    """Small whole numbers by name; of what has as many values as there are words none is known."""
    assert categories(token) == names


RIGHT_AND_WRONG: Final[tuple[tuple[str, tuple[e.Edit, ...], tuple[e.Edit, ...]], ...]] = (
    (
        "remove photo 3",
        (e.Remove(clips=(3,)),),
        (e.Remove(clips=(2,)), e.Keep(clips=(3,)), e.Remove(clips=()), e.Duplicate(clips=(3,))),
    ),
    (
        "remove the last two photos",
        (e.Remove(clips=(-1, -2)),),
        (e.Remove(clips=(1, 2)), e.Keep(clips=(3, 4)), e.Remove(clips=(4,))),
    ),
    (
        "make each photo 2 seconds longer",
        (e.Extend(ms=2000),),
        (e.Extend(ms=-2000), e.Extend(ms=3000)),
    ),
    (
        'add the title "Summer Trip"',
        (e.AddText(text="Summer Trip"),),
        (e.AddText(text="Winter"), e.AddText(text="title"), e.RemoveText()),
    ),
    (
        "turn the music down a bit",
        (e.SetVolume(db=-6.0),),
        (e.SetVolume(db=6.0), e.RemoveMusic(), e.SetVolume(target="sound", db=-6.0)),
    ),
    (
        "move photo 2 to the end",
        (e.Move(clip=2, to=-1),),
        (e.Move(clip=3, to=-1), e.Move(clip=2, to=1), e.Remove(clips=(2,))),
    ),
    (
        "make it black and white",
        (e.SetLook(name="bw"),),
        (e.SetLook(name="warm"), e.SetLook(name="bw", clips=(1,))),
    ),
    ("undo that", (e.Undo(),), (e.Redo(), e.StartOver())),
    (
        "reverse the order and make it 9:16",
        (e.Reverse(), e.SetCanvas(ratio="9:16")),
        (e.Reverse(), e.SetCanvas(ratio="9:16"), e.Shuffle(seed=1)),
    ),
    ("删除第三张照片", (e.Remove(clips=(3,)),), (e.Remove(clips=(2,)), e.Keep(clips=(3,)))),
    (
        "每张照片显示5秒",
        (e.SetSeconds(ms=5000),),
        (e.SetSeconds(ms=3000), e.SetTotal(ms=5000), e.SetSeconds(ms=5000, clips=(1,))),
    ),
    (
        "标题改成“你好”",
        (e.ChangeText(type="title", text="你好"),),
        (e.ChangeText(type="title", text="再见"), e.RemoveText(type="title")),
    ),
    (
        "亮一点",
        (e.Adjust(what="brightness", by=0.1),),
        (e.Adjust(what="brightness", by=-0.1), e.Adjust(what="contrast", by=0.1)),
    ),
    (
        "把第一张和最后一张交换",
        (e.Swap(one=1, other=-1),),
        (e.Swap(one=2, other=-1), e.Move(clip=1, to=-1)),
    ),
)


@pytest.mark.parametrize(
    ("message", "right", "wrong"),
    [(message, right, (one,)) for message, right, others in RIGHT_AND_WRONG for one in others],
)
def test_what_is_asked_for_is_likelier(
    message: str, right: tuple[e.Edit, ...], wrong: tuple[e.Edit, ...]
) -> None:
    """Than another clip, another kind, another sign, another text, or half of it."""
    assert expected(message, *right).whole > expected(message, *wrong).whole


@pytest.mark.parametrize(("message", "right"), [row[:2] for row in RIGHT_AND_WRONG])
def test_the_same_is_expected_again(message: str, right: tuple[e.Edit, ...]) -> None:
    """In whole units, also by one who heard of other plans between."""
    expecting = Expecting(scan(message), FOUR, NOTHING)
    once = expecting.likely(right)

    expecting.likely((e.Shuffle(seed=1),))

    assert expecting.likely(right) == once == expected(message, *right)
    assert {type(once.low), type(once.whole), type(once.ahead)} == {int}


@given(
    said=st.sampled_from(KNOWN),
    other=st.sampled_from(KNOWN),
    shown=st.integers(0, 60),
    has=st.sets(st.sampled_from(["music", "title", "caption", "intro", "no such fact"])),
)
def test_any_plan_is_likely_or_not(said: Any, other: Any, shown: int, has: set[str]) -> None:
    """All answers together are no likelier than the least likely one; that one may be the best."""
    known = Facts(shown=shown, photos=shown, videos=2, songs=9, has=frozenset(has))

    found = expected(said.text, *other.edits, known=known)

    assert found.whole <= found.low <= 0
    assert found.low <= found.ahead


def test_what_is_not_known_is_passed_over() -> None:
    """Questions are; other answers are rare ones, facts that have no name are none."""
    heard = hearing("remove photo 3")
    plan = asked(heard, e.Remove(clips=(3,)))
    fact = replace(heard.around, names=(*heard.around.names, "no such fact"))

    strange = heard.likely([Slot("hum", ("la",)), *plan[:2], Slot("hum"), *plan[2:]])
    rare, odd = (heard.likely([CUT, Slot("clips.how", (how,))]) for how in ("some", "most"))

    assert strange == heard.likely(plan)
    assert rare == odd
    assert rare.whole < heard.likely(plan[:2]).whole
    assert load().hearing(scan("remove photo 3"), fact).likely(plan) == heard.likely(plan)


def test_what_labels_leave_open_is_not_judged() -> None:
    """Any type of a text is as likely as its other fields."""
    heard = hearing("write hello")
    plan = [Slot("kind", ("AddText",)), Slot("AddText.text", ("other",))]

    assert heard.likely([*plan, Slot("AddText.type", ("caption",))]) == heard.likely(plan)


@pytest.mark.parametrize("count", ["shown", "uploads", "songs"])
def test_beyond_some_all_counts_are_the_same(count: str) -> None:
    """Nobody was taught more; fewer make a difference."""
    some = {"shown": 30, "uploads": 30, "songs": 5}
    names = ("shown", "stills")
    plan = (CUT, Slot("kind", (END,)))

    def rows(**counts: int) -> Floats:
        return load().hearing(scan("remove it"), Around(names, **(some | counts))).keys

    assert (rows(**{count: 99}) == rows()).all()
    assert (rows(**{count: some[count] - 1}) != rows()).any()
    assert load().hearing(scan("remove it"), Around(names, **some)).likely(plan).whole < 0


def test_nothing_known_of_a_scene_is_not_an_empty_one() -> None:
    """It is told as a fact of its own."""
    nowhere, empty, other = (
        load().hearing(scan("remove it"), Around(names)).keys
        for names in ((), ("empty",), ("no such fact",))
    )

    assert (nowhere != empty).any()
    assert (nowhere != other).any()


def test_long_messages_are_heard_from_the_beginning() -> None:
    """Tokens beyond those that were taught change nothing."""
    tokens = scan("remove photo 3") * 40
    plan = asked(hearing("remove photo 3"), e.Remove(clips=(3,)))

    long, cut = (
        load().hearing(part, around(FOUR)).likely(plan) for part in (tokens, tokens[:MOST])
    )

    assert len(tokens) > MOST
    assert long == cut


def test_long_plans_are_asked_from_the_beginning() -> None:
    """Slots beyond those that were taught change nothing."""
    heard = hearing("remove photo 3")
    plan = asked(heard, *[e.Remove(clips=(3,))] * 30)

    assert len(plan) > SLOTS
    assert heard.likely(plan) == heard.likely(plan[:SLOTS])
    assert heard.likely(plan).whole < heard.likely(plan[: SLOTS - 4]).whole


@pytest.mark.parametrize("tokens", [(), (Token("filler"),), (Token("hum", "la", "🎵" * 30),)])
def test_odd_messages_are_heard(tokens: tuple[Token, ...]) -> None:
    """Such without tokens, without letters, of letters that no piece has."""
    found = load().hearing(tokens, around(FOUR)).likely([CUT, Slot("kind", (END,))])

    assert found.whole <= found.low <= 0


def test_places_in_a_message_make_a_difference() -> None:
    """The same tokens in another order are another message."""
    plan = [Slot("kind", ("Move",)), Slot("Move.clip", ("2", "-3")), Slot("Move.to", ("4", "-1"))]
    one, other = "move photo 2 to 4", "move photo 4 to 2"

    assert hearing(one).likely(plan).whole > hearing(other).likely(plan).whole


@pytest.mark.parametrize(
    ("likely", "found"),
    [
        (Likely(low=-9999, whole=-9999, ahead=-9999), {"always"}),
        (Likely(low=LOW[0], whole=WHOLE[0], ahead=AHEAD[0]), {"always"}),
        (
            Likely(low=-191, whole=-383, ahead=-191),
            {"always", "low>-256", "low>-192", "ahead>-192", "whole>-384"},
        ),
        (
            Likely(low=0, whole=0, ahead=999),
            {
                "always",
                *(f"low>{n}" for n in LOW),
                *(f"ahead>{n}" for n in AHEAD),
                *(f"whole>{n}" for n in WHOLE),
            },
        ),
    ],
)
def test_measures_are_told_by_the_bounds_that_they_pass(likely: Likely, found: set[str]) -> None:
    """Each once, and that there is something to be told."""
    assert sorted(signs(likely)) == sorted(found)


def test_the_decoder_is_told_what_is_known() -> None:
    """Names of facts, clips on the timeline, uploads that are no songs, songs."""
    known = Facts(shown=2, photos=3, videos=1, songs=5, has=frozenset({"title"}))

    assert around(known) == Around((*known.names,), shown=2, uploads=4, songs=5)
    assert "title" in around(known).names


def test_readings_are_rated_by_what_is_expected_of_them() -> None:
    """Those that change nothing, and those that would not be done anyway, are left alone."""
    right, wrong = (_candidate(e.Remove(clips=(n,))) for n in (3, 2))
    talk = Candidate(RULES, Understanding(talk="thanks"), frozenset())
    weights = Linear(("taken",), {"always": (0, 7), "whole>-128": (0, 100), "no sign": (0, 900)})
    options = [(50, right), (50, wrong), (50, talk), (LEAST, right), (LEAST + 1, right)]

    rated = Expecting(scan("remove photo 3"), FOUR, weights).rated(options)

    assert rated == [
        *((157, right), (57, wrong), (50, talk)),
        *((LEAST, right), (LEAST + 108, right)),
    ]


@pytest.mark.parametrize(
    ("scores", "found"),
    [
        ((60, -50), (167, -50)),
        ((60, 20), (167, 20)),
        ((55, 60), (162, 67)),
        ((200,), (200,)),
        ((200, -60), (200, -60)),
        ((-70, -80), (-70, -80)),
    ],
)
def test_what_cannot_be_done_nor_be_outdone_is_not_asked_about(
    scores: tuple[int, ...], found: tuple[int, ...]
) -> None:
    """The first is what was said; the decoder can say no more for a plan than 107."""
    weights = Linear(("taken",), {"always": (0, 7), "whole>-128": (0, 100)})
    plans = (_candidate(e.Remove(clips=(n,))) for n in (3, 2))
    options = [*zip(scores, plans, strict=False)]

    rated = Expecting(scan("remove photo 3"), FOUR, weights).rated(options)

    assert tuple(score for score, _ in rated) == found


@pytest.mark.parametrize(("talks", "found"), [(5, 3), (0, 10), (20, 10)])
def test_a_plan_that_is_not_done_may_still_stand_before_an_answer(talks: int, found: int) -> None:
    """Where it depends on the decoder which of both is the likelier."""
    talk = Candidate(RULES, Understanding(talk="thanks"), frozenset())
    options = [(10, _candidate(e.Undo())), (talks, talk)]

    rated = Expecting(scan("undo"), FOUR, Linear(("taken",), {"always": (0, -7)})).rated(options)

    assert [score for score, _ in rated] == [found, talks]


def test_nothing_is_heard_before_it_is_asked_for() -> None:
    """Most messages are clear without."""
    expecting = Expecting(scan("thanks"), FOUR, NOTHING)
    talk = Candidate(RULES, Understanding(talk="thanks"), frozenset())

    expecting.rated([(50, talk), (LEAST, _candidate(e.Undo()))])
    silent = "_hearing" not in vars(expecting)
    expecting.rated([(50, _candidate(e.Undo()))])

    assert silent
    assert "_hearing" in vars(expecting)


def _candidate(*edits: e.Edit) -> Candidate:
    return Candidate(RULES, Understanding(edits=edits), frozenset())
