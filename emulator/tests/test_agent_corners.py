"""Parts of the second reader where strangers seldom go."""

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.bounds import _goes_on, _whole
from nemo_emulator.agent.intents.clauses import _end
from nemo_emulator.agent.intents.dividing import Piece as Part
from nemo_emulator.agent.intents.dividing import _between, _led
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.fading import INTO, OUT, Told, _timed
from nemo_emulator.agent.intents.fates import GOES, STAYS, excepted, other
from nemo_emulator.agent.intents.frames import FRAMES
from nemo_emulator.agent.intents.grouping import gathered
from nemo_emulator.agent.intents.media import medium
from nemo_emulator.agent.intents.pieces import Piece
from nemo_emulator.agent.intents.pointing import excepted as left_out
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.styling import LETTERS, _own
from nemo_emulator.agent.intents.wording import _as_word
from nemo_emulator.agent.pattern import Match
from nemo_emulator.agent.scan import scan
from nemo_emulator.agent.settling import settled
from nemo_emulator.agent.tokens import Token

EIGHT = Facts(shown=8, photos=5, videos=3, songs=0)
EMPTY = Facts(shown=0, photos=4, videos=0, songs=0)


def _said(message: str, known: Facts | None = EIGHT) -> Said:
    return Said(scan(message), {}, [], known)


def _piece(word: str, shape: str, start: int, *, gap: bool = False) -> Piece:
    return Piece(start, start + len(word), word, shape, "", opens=False, gap=gap, part=0)


def test_half_a_word_is_no_text() -> None:
    """ "88" of "no88th" goes on to both sides."""
    found = (_piece("no", "a", 0), _piece("88", "9", 2), _piece("th", "a", 4))

    assert _whole(found, 1, 1) == (0, 2)


def test_a_colon_between_numbers_goes_on() -> None:
    """ "3:1" is one text."""
    assert _goes_on(_piece(":", ".", 1), (_piece("1", "9", 2),))


def test_the_start_of_a_clip_is_no_clip() -> None:
    """Who says where in a clip names none."""
    clip = Token("clip", "video", "clip")

    assert _end(Match((Token("moment", "start", "at the start"), clip))) is None
    assert _end(Match((Token("moment", "end", "closing"), clip))) == (-1,)


def test_where_two_groups_are_parted() -> None:
    """At the comma that stands between them; else before what leads the second."""
    told = scan("1 warm, 2 and cool 3")
    one, clips, other_one = Part("v", 1, 1, 2), Part("c", 2, 3, 4), Part("v", 2, 5, 6)
    ends = [
        _between(told, (one, clips, other_one), before=before, after=after)
        for before, after in ((True, True), (True, False), (False, True))
    ]

    assert all(0 <= at <= len(told) for at in ends)
    assert ends[1] == 3
    assert _led((Token("stop"), Token("with"), Token("ref", (1,), "1")), 2) == 1


def test_two_loose_times_are_of_both_ends() -> None:
    """In the order in which they are said."""
    assert _timed([INTO, OUT], [Told((), (2000, 3000))]) == {INTO: 2000, OUT: 3000}


def test_the_opposite_of_going_is_staying() -> None:
    """And of neither, neither."""
    assert [other(one) for one in (GOES, STAYS, "")] == [STAYS, GOES, ""]


def test_nobody_is_excepted_where_nobody_is_named() -> None:
    """ "Except" alone leaves all in."""
    assert excepted(_said("everything except the blurry stuff")) == ()
    lasting = (Token("except"), Token("time", 3000, "3 seconds"), Token("ref", (2,), "2"))
    assert left_out(lasting) == ()


def test_films_move_together() -> None:
    """ "The videos to the end": they are the group."""
    assert gathered(_said("videos to the end")) == e.Arrange(order=(1, 2, 3, 4, 5, 6, 7, 8))
    assert gathered(_said("5 and 6 to place 3", None)) is None
    assert gathered(_said("5 and 6 to third")) == e.Arrange(order=(1, 2, 5, 6, 3, 4, 7, 8))


def test_the_sort_that_is_wanted_is_not_guessed_away() -> None:
    """The words know better than the guess."""
    assert medium(_said("put the photos in"), "video") == "image"


def test_what_no_amount_is_makes_nothing_longer() -> None:
    """Zero times is no length."""
    assert FRAMES["Scale"].build(_said("0x the duration")) is None


def test_a_word_for_letters_says_what_has_the_colour() -> None:
    """白字 are white letters."""
    assert _own((Token("color", "#ffffff", "白字"),), 0) == LETTERS


def test_that_photo_is_it() -> None:
    """ "Make that photo 7 seconds" points, "that photo of the dog" names."""
    told = _as_word((Token("word", None, "that"), Token("pic", "image", "photo")), 1)

    assert told is not None
    assert told.cat == "it"


def test_what_is_not_used_is_not_removed_as_well() -> None:
    """On an empty timeline, choosing some says it all."""
    edits = (e.UseOnly(clips=(1, 2)), e.Remove(clips=(3, -1)))

    assert settled(edits, EMPTY) == edits[:1]
