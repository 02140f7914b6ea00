"""The small parts of a sentence: measures, stretches of time, and which clips are meant."""

from fractions import Fraction
from typing import Any

from nemo_emulator.agent.grammar import everyday
from nemo_emulator.agent.grammar.slots import GRAMMAR, number, reduce, turned
from nemo_emulator.agent.pattern import Match, Rule
from nemo_emulator.agent.words.moods import MOODS

MOST_CLIPS = 999
SLOWEST = 20


def _time(m: Match) -> int | None:
    amount = sum(m.all("num", "one", "half", "fraction"), Fraction(0))
    ms = round(amount * m.one("unit", "second"))
    return ms if ms >= 0 else None


def _sum(m: Match) -> int | None:
    first, second = m.all("time")
    return first + second if first >= 60_000 > second else None


def _percent(m: Match) -> float | None:
    value = number(m.one("num", "one", "half"))
    return value if value >= 0 else None


# -- stretches of time: (start, length or None)


def _stretch(m: Match) -> tuple[int, int | None] | None:
    first, last = m.all("time", "num", "one", "point")
    first, last = (int(t * 1000) if isinstance(t, Fraction) else t for t in (first, last))
    return (first, last - first) if 0 <= first < last else None


def _onwards(m: Match) -> tuple[int, None] | None:
    return (m.one("time", "point"), None) if m.one("moment") == "start" else None


def _edge(m: Match) -> tuple[int, int | None] | None:
    """The first or last so long; "the fourth for 3 seconds" is a clip."""
    ms, side = m.one("time"), m.one("ord", "first_few")
    return {1: (0, ms), -1: (-ms, ms)}.get(side)


# -- which clips


def _few(m: Match) -> tuple[int, ...]:
    """So many clips from the one that the ordinal names, on towards the other end."""
    count = max(1, min(int(m.one("num", "one")), MOST_CLIPS))
    first = m.one("ord", "first_few")
    return tuple(range(first, first + count) if first > 0 else range(first - count + 1, first + 1))


def _end_few(m: Match) -> tuple[int, ...] | None:
    """ "The last 3"; "the 5th 6" are no six clips."""
    return _few(m) if m.one("ord", "first_few") in (1, -1) else None


def _whole(value: Any) -> int | None:
    return int(value) if value == int(value) and 0 < value <= MOST_CLIPS else None


def _nth(m: Match) -> int | None:
    return _whole(m.one("num", "one"))


def _numbers(m: Match) -> tuple[int, ...] | None:
    places = tuple(_whole(value) for value in m.all("num", "one"))
    return tuple(p for p in places if p) if all(places) else None


def _range(m: Match) -> tuple[int, ...] | None:
    first, last = [_whole(value) for value in m.all("num", "one", "ord")][:2]
    if first is None or last is None:
        return None
    return tuple(range(first, last + 1) if first <= last else range(first, last - 1, -1))


def _open_ended(m: Match) -> bool | None:
    """From a clip to the last: how many those are is not known here."""
    return True if min(m.all("ord")) < 0 else None


def _to_the_last(m: Match) -> bool | None:
    return True if m.all("ref")[-1][-1:] == (-1,) else None


def _ordinals(m: Match) -> tuple[int, ...]:
    return tuple(m.all("ord"))


def _ordinal_row(m: Match) -> tuple[int, ...] | None:
    """第1、3、5张."""
    places = tuple(_whole(value) for value in m.all("ord", "num", "one"))
    return tuple(p for p in places if p) if all(places) else None


def _joined(m: Match) -> tuple[int, ...] | None:
    """All of them, unless one means every clip."""
    rows = m.all("ref")
    return tuple(place for row in rows for place in row) if all(rows) else None


def _later(m: Match) -> tuple[int, ...] | None:
    """The second of two neighbours: a cut is named after the clip it leads into."""
    places = (*m.all("ord", "num"), *(p for ref in m.all("ref") for p in ref))
    places = places if len(places) > 1 else (*places, *m.all("one"))  # else "the third one"
    return (int(max(places)),) if len(places) == 2 and min(places) > 0 else None


def _every(_: Match) -> tuple[int, ...]:
    return ()


def _gain(m: Match) -> int:
    """ "Two more seconds"."""
    return (_time(m) or 0) * (-1 if m.has("down", "shorter") else 1)


def _more(m: Match) -> int | None:
    """ "Half a second more", "one second less"."""
    *_, last = m.tokens
    sign = {"more": 1, "extra": 1, "less": -1}.get(last.text)
    return sign and sign * m.one("time")


TIMES: tuple[Rule, ...] = (
    reduce("moment", "at_last (?=link* music+ (leave|fade|quieter))", lambda _: "end"),
    reduce("gain", "(n|half) (up|extra|down) secs", _gain),
    reduce("gain", "extra (n|half) secs", _gain),
    reduce("time", "a_second and half", lambda _: 1500),
    reduce("time", "n and half secs", _time),
    reduce("time", "n secs and? half (?!secs)", _time),
    reduce("time", "secs and half", lambda m: m.one("unit", "second") * 3 // 2),
    reduce("time", "(n|half|fraction) secs", _time),
    reduce(
        "time",
        "a_second(?=for|each|total|stop|comma|longer|shorter|extra|off|and|up|down|$)",
        lambda _: 1000,
    ),
    reduce("time", "time and? time", _sum),
    reduce("gain", "time (up|extra|down)", _more),
    reduce("point", "nth secs", lambda m: round(m.one("nth") * m.one("unit", "second"))),
    reduce("gain", "extra time", lambda m: m.one("time")),
    reduce("ord", "nth", lambda m: m.one("nth") or None),
    reduce("ord", "second", lambda _: 2),
    reduce("ord", "a_second", lambda _: 2),
    reduce("span", "at_last time (?!each)", lambda m: (-m.one("time"), m.one("time"))),
    reduce("ord", "at_last", lambda _: -1),
)


def _tempo(m: Match) -> float | None:
    """一拍一拍 is no tempo."""
    beats = number(m.one("num", "one"))
    return beats if beats >= SLOWEST else None


def _as_mood(m: Match) -> Any:
    """A look whose name is a mood, too, is that beside music."""
    name = str(m.one("look"))
    return name if name in MOODS else None


def _grown(m: Match) -> Any:
    return True if m.one("motion") == "zoom-in" else None


def _shrunk(m: Match) -> Any:
    return True if m.one("motion") == "zoom-out" else None


def _merely_fit(m: Match) -> Any:
    """To fit TikTok is a shape, no way to fill it."""
    return True if m.tokens[0].text in ("fit", "适应") else None


def _placed(m: Match) -> Any:
    """In "second place" it is no verb."""
    return m.one("ord") if m.tokens[-1].text == "place" else None


def _popped(m: Match) -> Any:
    return True if m.tokens[0].text == "pop" else None


def _flipped(m: Match) -> Any:
    return True if m.tokens[0].text == "flip" else None


def _subbed(m: Match) -> Any:
    return True if m.tokens[0].text == "sub" else None


def _another_song(m: Match) -> Any:
    """换一首 says by itself that it is music."""
    return True if "首" in m.tokens[0].text else None


def _under_it(m: Match) -> Any:
    """Something upbeat over it, something calm underneath: music."""
    return True if m.tokens[0].text in _UNDER else None


def _chucked(m: Match) -> Any:
    """To chuck something on is to add it."""
    return True if m.tokens[0].text == "chuck" else None


def _doubled(m: Match) -> Any:
    return 2 if m.one("fold") == 2 else None


def _knocked(m: Match) -> Any:
    return True if m.tokens[0].text in ("knock", "take") else None


def _added(m: Match) -> Any:
    """ "Added one more" tells that there is a new one."""
    return True if m.tokens[0].text == "added" else None


_UNDER = ("on", "over", "underneath", "under", "behind", "below", "behind it", "in the background")


def _stepped_back(m: Match) -> Any:
    return True if m.tokens[0].text == "step back" else None


def _put_back(m: Match) -> Any:
    """ "I liked it, put it back": what was undone."""
    said = {token.text for token in m.tokens}
    return True if said & {"put it back", "bring back", "bring it back"} else None


AMOUNTS: tuple[Rule, ...] = (
    reduce("music", "(?<=mood) (in|position|after) (?=stop|comma|then|and|$)", _under_it),
    reduce(
        "add",
        "remove (?=(link|mood|music|style|fade|transition|words|quote|look)*"
        " in (stop|comma|then|and|$))",
        _chucked,
    ),
    reduce("set", "trim (?=link* (music|volume|sound)+ link* (down|up))", _knocked),
    reduce("newest", "(?<![^stop comma then and but]) add one up (?=comma|and)", _added),
    reduce("scale", "fold (?=link* (music|sound)* volume)", _doubled),
    reduce("because", "(?<=look) for link* look (look_noun|mood|word)*", lambda _: True),
    reduce("color", "(?<=quote) color font_size", lambda m: m.one("color")),
    reduce("mood", "look (?=(link|look_noun)* music)", _as_mood),
    reduce("look", "look color (?!link*(background|words|text))", lambda m: m.one("look")),
    reduce(
        "put",
        "(?<![^stop comma then and]) mood (?=all|quote|pic|ord|newest|words|count|ref"
        "|in (after|before|at)|into_clip)",
        _popped,
    ),
    reduce("swap", "cannot (?=(pics)? n and (pics)? n|ord)", _flipped),
    reduce("replace", "subtitle (?=(pics|ord|n)+ (with|for) (pics|ord|n|newest))", _subbed),
    reduce("smooth", "(?<=[transition]) (bit|link)* mood", lambda _: True),
    reduce("make", "all (?=time (film))", lambda m: True if m.tokens[0].text == "整个" else None),
    reduce("bigger", "(?<=[font_size title text caption subtitle]) motion", _grown),
    reduce("smaller", "(?<=[font_size title text caption subtitle]) motion", _shrunk),
    reduce("bit", "(?<=music) then (?=mood)", lambda _: True),
    reduce("music", "add (?=stop|comma|then|$)", _another_song),
    reduce("quieter", "(?<=[music sound volume mine]) (bit|link)* softer", lambda _: True),
    reduce("quieter", "softer (?=(bit|link)*(music|sound|volume|mine))", lambda _: True),
    reduce("bit", "except bit", lambda _: True),
    reduce("quieter", "(?<=music) undo", _stepped_back),
    GRAMMAR.rule("redo", "love (comma|link|word)* undo", _put_back, "undo"),
    GRAMMAR.rule("redo", "undo comma (link|word)* love (?!(link|word)* before)", _put_back, "undo"),
    reduce("for", "(?<=box) after (?=words)", lambda _: True),
    reduce("by_upload", "order link* arrived", lambda _: "upload"),
    reduce("for", "fit (?=link*(platform|orient|ratio|time))", _merely_fit),
    GRAMMAR.rule("percent", "volume link* num (?=stop|comma|then|and|$)", _percent, "num"),
    reduce(
        "set",
        "start_over (?=speed|volume|look_noun|title|text|caption|music|sound)",
        lambda _: True,
    ),
    reduce("until", "start_over after time", lambda m: m.one("time")),
    reduce("trim", "start_over (?=before time|first_few time|from time|span)", lambda _: True),
    reduce("percent", "percent_of n", _percent),
    reduce("percent", "(n|half) pct", _percent),
    reduce("percent", "half (?=volume)", lambda _: 50.0),
    reduce("decibels", "n db", lambda m: number(m.one("num", "one"))),
    reduce("tempo", "(each unit)? n bpm", _tempo),
    reduce("factor", "(n|half) times", lambda m: number(m.one("num", "one", "half"))),
)

# After one of these "last" is a verb.
_NAMED = "[pic clip video whole one title caption subtitle text transition ref style fade motion]"

STRETCHES: tuple[Rule, ...] = (
    reduce("span", "(from|between)? (time|point) (to|dash) (time|point)", _stretch),
    reduce("span", "(?<![pic clip])(from|between)? n (to|dash) (time|point)", _stretch),
    reduce("span", "(from|between) (time|point|n) and (time|point)", _stretch),
    reduce("span", "(from|between)? secs (n) (to|dash|and) secs? (n)", _stretch),
    reduce("span", "time when (?=(show|add|put|words|quote|for))", lambda m: (m.one("time"), None)),
    reduce("first_few", "before (?=time)", lambda _: 1),
    reduce("first_few", "(?<=[clip ref video and]) after (?=time)", lambda _: -1),
    reduce("span", "(?<=[only keep keep_only]) (ord|first_few) time", _edge),
    reduce("span", "(for|in)? first_few time (?!each)", _edge),
    reduce("span", f"(for|in)? (?<!{_NAMED})ord time (?!each)", _edge),
    reduce("span", "(?<![^stop comma then and but trim remove])ord time (?=each thing)", _edge),
    reduce("for", "ord (?=time)", lambda m: True if m.one("ord") == -1 else None),
    reduce("span", "from (time|point) moment? comma? to (time|point) moment?", _stretch),
    reduce("span", "from (time|point) moment (for|show|put)?", _onwards),
    reduce("span", "at? point moment?", lambda m: (m.one("point"), None)),
    reduce("span", "(at|after) time (?!link*(each|pics))", lambda m: (m.one("time"), None)),
)

# After one of these a range of numbers is one of clips.
_BEFORE_CLIPS = "[remove with keep keep_only only set because duplicate]"

CLIPS: tuple[Rule, ...] = (
    reduce("newest", "arrived? more_media (one|num|pic|clip|newest|up|video)*", lambda _: True),
    reduce("newest", "newest arrived", lambda _: True),
    reduce("newest", "arrived (n|up)* newest", lambda _: True),
    reduce("newest", "arrived n up (?!pics)", lambda _: True),
    reduce("mine", "arrived (n)? (music|sound|mine)+", lambda _: True),
    reduce("pic", "orient pic", lambda m: m.one("pic")),
    reduce("ref", "(?<=[remove]) ord pics+ (?=comma ord pics+ link* (put|move))", _ordinals),
    reduce("ref", "ord pics* and ord pics* (?=link* (swap|order link* swap))", _ordinals),
    reduce(
        "ref",
        "(?<=[only keep_only remove swap in except]) n ((comma|and)+ n)+ (?!secs|pics|ord|moment)",
        _numbers,
    ),
    reduce("ref", f"(?<={_BEFORE_CLIPS}) num (to|dash) num (?=stop|comma|then|and|$)", _range),
    reduce("ref", "(?<=[except]) n (?!secs|pics)", _numbers),
    reduce("ref", "(?<=[remove]) n (?=stop|comma|then|$)", _numbers),
    reduce("ref", "n and n (?=link* swap)", _numbers),
    reduce("ref", "n ((comma|and)+ n)+ (?=link*(remove|keep|keep_only|duplicate))", _numbers),
    reduce("ref", "(?<!undo)(first_few|ord) num (?=stop|comma|then|$|and|to|at|in|for)", _end_few),
    reduce("ref", "(?<!undo)(first_few|ord) num (?=time each)", _end_few),
    reduce("ref", "ord ord+ (thing)+", _ordinals),
    GRAMMAR.rule(
        "position",
        "(ord) (thing)+ between (?=(add|put|with|show|link|set)* (words|quote))",
        lambda _: "center",
        "between",
    ),
    reduce("into_clip", "between ord (thing)* (and|to) ord (thing)*", _later),
    reduce("into_clip", "ord (thing)* (and|to) ord (thing)* between", _later),
    reduce("into_clip", "between (pics)* number_word? n and (pics)* n", _later),
    reduce("into_clip", "(pics)? n (and|to) (pics)? n between", _later),
    reduce("ref", "(n) number_sign (thing)*", _numbers),
    reduce("into_clip", "(?<=[style transition]) from num to num (?=stop|comma|then|$)", _later),
    reduce("between_clips", "between (?=stop|comma|then|$)", _every),
    reduce("between_clips", "between (each|all|ord)? (thing)+", _every),
    reduce("between_clips", "(each|all)? (thing)+ between", _every),
    reduce("ref", "(first_few|ord) (n) (thing)+", _few),
    reduce("into_clip", "between ref (?!and|to)", _later),
    reduce("if", "ord half (?!secs)", lambda _: True),
    reduce("if", "ord (thing)* (to|dash) ord (thing)*", _open_ended),
    reduce(
        "if",
        "(?<=[remove keep keep_only only with]) (ord (thing)*|ref) (to|dash) ref",
        _to_the_last,
    ),
    reduce("ref", "from? ord (thing)* (to|dash) ord (thing)*", _range),
    reduce("ref", "from? ord (to|dash) (n) (thing)+", _range),
    reduce("ref", "(n) (to|dash) (n) (thing)+", _range),
    reduce("ref", "(thing) ord (to|dash) ord", _range),
    reduce("ref", "(pics) (n) (to|dash) (pics)? (n)", _range),
    reduce("ref", "ord ((and|comma)+ n)+ (thing)+", _ordinal_row),
    reduce("ref", "n ((and|comma)+ n)+ number_sign (thing)*", _numbers),
    reduce("ref", "ord (thing)* ((and|comma)+ ord (thing)*)+", _ordinals),
    reduce("slot", "ord (thing)* spot", lambda m: m.one("ord")),
    reduce("slot", "spot (num|one)", _nth),
    reduce("slot", "ord put (?=stop|comma|then|and|$)", _placed),
    reduce("ref", "ord (thing)+", _ordinals),
    reduce("ref", "(pics) number_word? (n) ((comma|and)+ (pics)? number_word? (n))*", _numbers),
    reduce("ref", "number_word (n) ((comma|and)+ number_word? (n))*", _numbers),
    reduce("ref", "ref ((comma ref)* and ref)+", _joined),
    reduce("ref", "(all|each)+ (thing)+", _every),
    reduce("ref", "(?<=[in for]) num (?=word* quote)", _numbers),
    reduce("ref", "video num (?!secs|pics|times|pct|db|bpm|time|factor|percent)", _numbers),
    reduce("count", "(n) (pics)+", _nth),
)

# "take the music away", 把音乐去掉: the verb goes in front of what it means.
PHRASAL: tuple[Rule, ...] = (
    GRAMMAR.rule(
        "remove",
        "(take|make|set)? (noun|place|link|all|clip)+ (off|out) (?!link*(moment|place|thing))",
        lambda m: None if m.has("fade") else True,
        "take make set off out",
    ),
    turned(
        "remove",
        "(place|link|position)* (noun)+ (and (noun)+)* (link|all|page)* remove"
        " (?!link*(noun|place))",
        "remove",
    ),
)

RULES = (
    *TIMES,
    *everyday.AMOUNTS,
    *AMOUNTS,
    *STRETCHES,
    *CLIPS,
    *everyday.PLACED,
    *PHRASAL,
)
