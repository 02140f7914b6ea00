"""How long, how fast and which part: several clips in one message, and the last word on it."""

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits import Edit
from nemo_emulator.agent.intents.clauses import clauses
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.frames import FRAMES
from nemo_emulator.agent.intents.pointing import meant, of_stills
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.several import goes_on, several
from nemo_emulator.agent.intents.wanted import STOP
from nemo_emulator.agent.scan import scan
from nemo_emulator.agent.tokens import Token
from nemo_emulator.agent.words.amounts import in_digits

STILLS = Facts(shown=6, photos=6, videos=0, songs=0)
FILMS = Facts(shown=4, photos=0, videos=4, songs=0, moving=(1, 2, 3, 4))
MIXED = Facts(shown=5, photos=3, videos=2, songs=0, moving=(4, 5))

SECONDS = (
    ("1 second for the first three and 2 for the rest", ((1000, (1, 2, 3)), (2000, (4, 5, 6)))),
    ("1 and 2 for 3 secs, the rest 2", ((3000, (1, 2)), (2000, (3, 4, 5, 6)))),
    ("5s for pic 1, 3s for pics 2-4, 2s for 6", ((5000, (1,)), (3000, (2, 3, 4)), (2000, (6,)))),
    ("4 seconds on 4, and 3 on 2, the rest as they are", ((4000, (4,)), (3000, (2,)))),
    ("make 1 and 2 last four seconds and 3 to 6 two", ((4000, (1, 2)), (2000, (3, 4, 5, 6)))),
    ("3 at 5 seconds and 5 at 3 seconds", ((5000, (3,)), (3000, (5,)))),
    ("all but the last at 1.5 secs, that one 4", ((1500, (1, 2, 3, 4, 5)), (4000, (-1,)))),
    ("every photo 2 seconds except 4, that one gets 6", ((2000, (1, 2, 3, 5, 6)), (6000, (4,)))),
    ("3 is 4 seconds, right? make it 6. And 4 should be 3", ((6000, (3,)), (3000, (4,)))),
    ("photos 1 and 2 3 seconds, 4 5 seconds, leave 3 alone", ((3000, (1, 2)), (5000, (4,)))),
    ("前三张各1秒，其余各2秒", ((1000, (1, 2, 3)), (2000, (4, 5, 6)))),
    ("除了第一张，其他都两秒，第一张四秒", ((2000, (2, 3, 4, 5, 6)), (4000, (1,)))),
    # No pairs, or more than one way to take them as such.
    ("3 seconds each", ()),
    ("2 and 4 for 3 seconds", ()),
    ("1 at 3, 2 at 5", ()),
    ("6 to 5 we voted for 2 seconds", ()),
    ("only 1 sec for 3 and 5", ()),
)
OTHERS = (
    ("Extend", STILLS, "half a sec longer for 1 and 2 and half a sec off 3", (500, -500)),
    ("Extend", STILLS, "photo 2 longer by 2 seconds, photo 6 shorter by one", (2000, -1000)),
    ("Extend", STILLS, "倒数两张各加一秒半，第一张减一秒", (1500, -1000)),
    ("Scale", STILLS, "double the time on 4 and halve it on 6", (2.0, 0.5)),
    ("Scale", STILLS, "a little longer on 2, a little shorter on 6", (1.5, 0.6667)),
    ("SetSpeed", FILMS, "make 2 faster and 4 slower", (1.5, 0.6667)),
    ("SetSpeed", FILMS, "clip 1 at half speed, the others normal speed", (0.5, 1.0)),
)


def _told(message: str, known: Facts | None) -> tuple[Token, ...]:
    return tuple(t for part in clauses(scan(message), known) for t in (*part, STOP))


@pytest.mark.parametrize(("message", "pairs"), SECONDS)
def test_each_clip_gets_its_own_length(
    message: str, pairs: tuple[tuple[int, tuple[int, ...]], ...]
) -> None:
    """Clips first or lengths first; what could be taken in two ways is not taken."""
    found = several("SetSeconds", _told(message, STILLS), STILLS)

    assert found == tuple(e.SetSeconds(ms=ms, clips=clips) for ms, clips in pairs)


@pytest.mark.parametrize(("kind", "known", "message", "amounts"), OTHERS)
def test_each_clip_gets_its_own_change(
    kind: str, known: Facts, message: str, amounts: tuple[float, ...]
) -> None:
    """Each the way that is said of it."""
    found = several(kind, _told(message, known), known)

    assert tuple(getattr(edit, "ms", 0) or getattr(edit, "factor", 0) for edit in found) == amounts


ENDS = (
    ("chop 4 seconds off the start of the clip", e.Trim(head=4000)),
    ("trim 2 secs off the head of shot 1", e.Trim(clips=(1,), head=2000)),
    (
        "snip 1 second at the start and 4 at the end of clip 2",
        e.Trim(clips=(2,), head=1000, tail=4000),
    ),
    ("first 2 and last 2 seconds off clip 4", e.Trim(clips=(4,), head=2000, tail=2000)),
    ("keep 10 to 16 of it", e.Trim(start=10_000, end=16_000)),
    ("clip 2 from 0:05 on", e.Trim(clips=(2,), start=5000)),
    ("drop everything after 0:20 in clip 2", e.Trim(clips=(2,), start=0, end=20_000)),
    ("the last 3 seconds of clip 4 is all we need", e.Trim(clips=(4,), start=-3000)),
    ("从20秒往后都不要", e.Trim(start=0, end=20_000)),
)


@pytest.mark.parametrize(("message", "edit"), ENDS)
def test_what_goes_and_what_stays(message: str, edit: e.Trim) -> None:
    """By the words alone."""
    assert FRAMES["Trim"].build(Said(_told(message, FILMS), {}, known=FILMS)) == edit


LAST_WORDS = (
    ("SetSeconds", "make it 3 seconds each. no wait the kids are slow, 4", 4000),
    ("SetSeconds", "4 seconds per pic is too long I think. what about 2.5", 2500),
    ("SetSeconds", "a third of a second each... ok 300ms", 300),
    ("SetSeconds", "each of them 5 seconds, with half second transitions", 5000),
    ("SetTransitionLength", "each of them 5 seconds, with half second transitions", 500),
    ("SetTransitionLength", "the fades are too long, a second is plenty", 1000),
    ("SetTotal", "no longer than a minute please, it's three now", 60_000),
    ("SetTotal", "one minute in total, no wait, 45 seconds", 45_000),
)


@pytest.mark.parametrize(("kind", "message", "ms"), LAST_WORDS)
def test_the_last_word_on_a_length_counts(kind: str, message: str, ms: int) -> None:
    """What is so now does not, nor what is said of something else."""
    edit = FRAMES[kind].build(Said(_told(message, STILLS), {}, known=STILLS))

    assert getattr(edit, "ms", None) == ms


DRAGGING = (
    ("every picture outstays its welcome", 0.6667),
    ("the whole thing feels slow", 0.6667),
    ("第一张怎么停那么久", 0.6667),
    ("6 flies by", 1.5),
    ("每张都是还没看清就过去了", 1.5),
    ("每张都放慢一倍", 2.0),
)


@pytest.mark.parametrize(("message", "factor"), DRAGGING)
def test_what_is_complained_of_is_mended(message: str, factor: float) -> None:
    """What drags gets shorter, what flies by longer."""
    edit = FRAMES["Scale"].build(Said(_told(message, STILLS), {}, known=STILLS))

    assert isinstance(edit, e.Scale)
    assert edit.factor == factor


POINTED = (
    ("run the copy slower", e.SetSpeed(factor=0.5), e.Duplicate(clips=(2,)), (3,)),
    ("at half speed", e.SetSpeed(factor=0.5), e.Duplicate(clips=(2,), to=-1), (-1,)),
    ("for 4 seconds", e.SetSeconds(ms=4000), e.Move(clip=5, to=1), (1,)),
    ("放4秒", e.SetSeconds(ms=4000), e.Move(clip=5, to=1), (1,)),
    (
        "make that photo 7 seconds",
        e.SetSeconds(ms=7000),
        e.AddText(text="A", when=e.When(clip=3)),
        (3,),
    ),
    ("let them stay 4 sec", e.SetSeconds(ms=4000), e.AddClips(at=-1), (7, 8)),
    ("2 seconds each", e.SetSeconds(ms=2000), e.Move(clip=5, to=1), ()),
)
NEWER = Facts(shown=6, photos=8, videos=0, songs=0)


@pytest.mark.parametrize(("message", "edit", "before", "places"), POINTED)
def test_it_is_what_was_put_somewhere(
    message: str, edit: Edit, before: Edit, places: e.Clips
) -> None:
    """A copy by its own place, and new clips by theirs."""
    told = tuple(token for token in _told(message, NEWER) if token.cat != "stop")

    assert getattr(meant(edit, told, before, NEWER), "clips", ()) == places


def test_photos_are_not_films() -> None:
    """Where films are spoken of besides, photos are the others."""
    own = _told("photos three seconds", MIXED)
    told = (*own, *_told("don't touch the clips", MIXED))
    edit = e.SetSeconds(ms=3000)

    assert of_stills(edit, (own,), told, MIXED) == e.SetSeconds(ms=3000, clips=(1, 2, 3))
    assert of_stills(edit, (own,), own, MIXED) == edit


GOING_ON = (
    (("Trim",), "the last 3 secs of 4 are my thumb", "chop it", True),
    (("SetTransitionLength",), "the transitions are too long", "half a second is plenty", True),
    (("SetSeconds",), "make it 3 seconds each", "no 4", True),
    (("SetSeconds",), "make it 3 seconds each", "the title 4 seconds", False),
    (("SetMusic",), "calm music", "5 seconds", False),
)


@pytest.mark.parametrize(("kinds", "last", "clause", "so"), GOING_ON)
def test_a_remark_goes_on_with_a_length(
    kinds: tuple[str, ...], last: str, clause: str, *, so: bool
) -> None:
    """Where it says how long, or whether something goes, and names nothing else."""
    assert goes_on(kinds, _told(last, STILLS), _told(clause, STILLS)[:-1]) is so


WRITTEN = (
    ("first 2 seconds off 3 and play the last one", "first 2 seconds off 3 and play the last one"),
    (
        "1 second off the start and one off the end",
        "1 second off the start and one seconds off the end",
    ),
    ("from the third one on", "from the third one onwards"),
    ("2 dead seconds", "2 seconds"),
    ("make it last 12 secs", "make it for 12 secs"),
    ("3 seconds before it stops", "the last 3 seconds"),
    (
        "first 3 seconds off 2 and the last 2 off 3",
        "first 3 seconds off 2 and the last 2 seconds off 3",
    ),
    ("4 s each, first one excluded", "4 s each except the first one"),
    ("1/2 as long", "50% as long"),
    ("1 and 2 and half a sec", "1 and 2 and 0.5 sec"),
    ("时长乘以0.8", "时长变成0.8倍"),
)


@pytest.mark.parametrize(("told", "plain"), WRITTEN)
def test_turns_of_phrase_in_plain_words(told: str, plain: str) -> None:
    """Before anything else is read."""
    assert in_digits(told) == plain
