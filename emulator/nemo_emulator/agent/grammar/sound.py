"""Music and sound."""

from math import log10
from typing import Any

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.slots import clips, reduce, wish
from nemo_emulator.agent.pattern import Match

STEP_DB = 6.0
FAST, SLOW = 130.0, 70.0
INTO_MS, OUT_MS = 1000, 2000


def _music(m: Match) -> tuple[e.Edit, ...] | e.Edit | None:
    if m.has("put", "set") and m.has("percent") and not m.has("mood", "add", "with"):
        return _volume(m)
    if not m.has("mood", "tempo", "add", "with", "faster", "slower", "replace") and _definite(m):
        return None
    tempo = FAST if m.has("faster") else SLOW if m.has("slower") else 0.0
    moods = m.all("mood")
    mood = "lo-fi" if "lo-fi" in moods else next(iter(moods), "")  # 轻松的 lo-fi
    music = e.SetMusic(mood=mood, tempo=m.one("tempo", default=tempo))
    loud = (e.SetVolume(percent=m.one("percent")),) if m.has("percent") else ()
    return (music, *loud)


def _definite(m: Match) -> bool:
    """ "The song" is there already."""
    named = [token.text for token in m.tokens if token.cat == "music"]
    return bool(named) and all(text.startswith(("the ", "that ", "this ")) for text in named)


def _target(m: Match) -> Any:
    if m.has("music"):
        return "music"
    whole = "any" in m.all("sound") and m.has("all", "whole") and not clips(m)
    if whole or "all" in m.all("sound"):
        return "all"
    return "sound" if m.has("sound", "clip", "speech", "video", "whole", "ref", "ord") else "all"


def _volume(m: Match) -> e.Edit | None:
    """Absolute in per cent; with a direction but no aim, relative."""
    up, down = m.has("louder", "up", "bigger"), m.has("quieter", "down", "smaller")
    relative = ((up or down) and not m.has("to", "into", "set", "at")) or m.has("by")
    if m.has("percent") and not relative:
        return e.SetVolume(target=_target(m), percent=m.one("percent"), clips=clips(m))
    if not (up or down or m.has("decibels")):
        return None
    return e.SetVolume(target=_target(m), db=_decibels(m, -1 if down else 1), clips=clips(m))


def _bare(m: Match) -> e.Edit:
    if m.has("percent"):
        return e.SetVolume(percent=m.one("percent"))
    return e.SetVolume(db=_decibels(m, -1 if m.has("quieter", "down", "smaller") else 1))


def _decibels(m: Match, sign: int) -> float:
    if m.has("decibels"):
        return float(m.one("decibels")) * sign
    if m.has("percent"):
        factor = max(1 + sign * m.one("percent") / 100, 0.01)
        return round(20 * log10(factor), 2)
    return sign * (STEP_DB * 2 if m.has("much") else STEP_DB / 2 if m.has("bit") else STEP_DB)


def _scaled(m: Match) -> e.Edit:
    return e.SetVolume(target=_target(m), percent=100.0 * m.one("scale"))


def _silent(m: Match) -> e.Edit:
    return e.SetVolume(target="sound", percent=0.0, clips=clips(m))


def _mute(m: Match) -> e.Edit:
    percent = 100.0 if m.has("unmute") else 0.0
    return e.SetVolume(target=_target(m), percent=percent, clips=clips(m))


def _fade(m: Match) -> e.Edit | None:
    """``fade ... in``, ``fade ... out``, or both; without a word for the side, out."""
    if m.has("style") and "fade" not in m.all("style"):
        return None
    split = m.has("fade")
    both = m.has("both_ways", "style")
    comes = both or m.has("enter") or (split and m.has("in"))
    goes = both or m.has("leave", "out") or not comes
    ms = _lasting(m)
    return e.FadeSound(
        into=(ms or INTO_MS) if comes else None, out=(ms or OUT_MS) if goes else None
    )


def _lasting(m: Match) -> int | None:
    """For so long, or over the last so many seconds."""
    ms: int | None = m.one("time") or m.one("span", default=(0, None))[1]
    return ms


def _both(m: Match) -> e.Edit | None:
    """In over the first time, out over the second, which may lack its unit."""
    into, *rest = m.all("time")
    out = rest[0] if rest else round(m.one("num", "one") * 1000)
    return e.FadeSound(into=into, out=out)


def _no_fade(m: Match) -> e.Edit:
    """ "No fade out" leaves how the music comes."""
    sides = (m.has("enter"), m.has("leave"))
    comes, goes = sides if any(sides) else (True, True)
    return e.FadeSound(into=0 if comes else None, out=0 if goes else None)


def _duck(m: Match) -> e.Edit:
    return e.Duck(percent=m.one("percent")) if m.has("percent") else e.Duck()


def _own(m: Match) -> tuple[e.Edit, ...]:
    loud = (e.SetVolume(percent=m.one("percent")),) if m.has("percent") else ()
    return (e.UseAudio(place=m.one("ord", default=-1)), *loud)


_SUBJECT = "(music|sound|volume|speech)"
_ANY = "(music|sound|volume|speech|clip|whole|place|all|film)"
_HOW = "(percent|decibels)"
_DURING = "(link* (time|span|moment|whole))*"
_SIDES = "(enter|leave|both_ways|style)"
_BACKING = "(link* (whole|film|media|background))*"
_AT = "(comma? (link|volume)* (percent|tempo) volume?)*"

DUCKING = (
    wish("verb duck (link|music|sound|volume|speech|percent)*", _duck, firm=True),
    wish(
        "(set|make|add)* (quiet|mute) degree (music|volume)+ (link|music|volume)* speech+"
        " ((to|by|at)* percent)?",
        _duck,
        firm=True,
    ),
    wish(
        "(set|make|add)* (music|volume)+ link* quiet link* percent? link* speech+ (link* percent)?",
        _duck,
        firm=True,
    ),
    wish(
        "(when|in)* speech+ (link|comma)* (music|volume|set|make|add)* (quiet|duck)?"
        " (link|music|volume)* (quiet|duck|percent)+ (music|volume)*",
        _duck,
        firm=True,
    ),
)

OWN = (
    wish(
        "(with|add|put|set|make|music)* ord (music|mine)+ (link|music|sound|film|whole)*"
        " (link* percent)?",
        _own,
        firm=True,
    ),
    wish("music (link|word)* ord? mine+ (link* percent)?", _own, firm=True),
    wish(
        "verb only? verb ord? mine+ (link|music|sound|film|whole)* (link* percent)?",
        _own,
        firm=True,
    ),
)

FADES = (
    wish("verb fade link* music+ in link* time (and|comma)* out link* (time|n)", _both),
    wish(
        "(move|put|set|with) music+ in (slower|link)* time",
        lambda m: e.FadeSound(into=m.one("time")),
    ),
    wish("music+ link* (no|not|remove) prep* (enter|leave|both_ways|fade|style)", _no_fade),
    wish(
        "(no|not|remove) (add|all|mood|prep)* (enter|leave|fade|both_ways) prep* (music|sound)",
        _no_fade,
    ),
    wish(
        f"(span|moment)* (link)* music+ (link|span|moment|at_last|ord|time)* {_SIDES} (and?"
        f" (enter|leave))? {_DURING}",
        _fade,
    ),
    wish(f"verb {_SIDES} (and? (enter|leave))? link* (music|sound)+ {_DURING}", _fade),
    wish(f"verb fade link* (in|out) link* (music|sound) {_DURING}", _fade),
    wish(f"verb fade link* (music|sound) link* (in|out) (and? out)? {_DURING}", _fade),
    wish(
        f"verb (music|sound)+ (link|moment|film|whole|at_last|ord)* {_SIDES} (and?"
        f" (enter|leave))? {_DURING}",
        _fade,
    ),
    wish("enter_it (link* time) (and|comma)* out link* (time|n)", _both),
    wish(f"enter_it {_DURING}", lambda m: e.FadeSound(into=_lasting(m) or INTO_MS)),
    wish(f"leave_it {_DURING}", lambda m: e.FadeSound(out=_lasting(m) or OUT_MS)),
    wish("both_it", lambda _: e.FadeSound(into=INTO_MS, out=OUT_MS)),
)

NONE = (
    wish(
        "(keep_only|only keep|only|keep) link* sound+ (?=stop|comma|then|$)",
        lambda _: e.RemoveMusic(),
        firm=True,
    ),
    wish("sound+ link* not (?=stop|comma|then|$)", _silent),
    wish("music+ link* not (?=stop|comma|then|$)", lambda _: e.RemoveMusic()),
    wish("(keep_only|only keep|only) link* music+ (?=stop|comma|then|$)", _silent, firm=True),
    wish(
        "(no|not|remove|trim) (add|all|mood|prep|whole|praise)* music+", lambda _: e.RemoveMusic()
    ),
    wish("(no|not|remove) (add|all|prep|whole|film|clip|place)* sound+", _silent),
    wish("(set|make)* (music|sound|whole|clip|all|place|film)+ link* (mute|unmute)", _mute),
    wish("(mute|unmute) (prep|music|sound|volume|whole|clip|all|place|film)*", _mute),
)

VOLUMES = (
    wish(
        "set* (music|volume|sound)+ (link)* down by? half",
        lambda m: e.SetVolume(target=_target(m), percent=50.0),
    ),
    wish("scale link* (music|sound)+ volume", _scaled, firm=True),
    wish("scale link* volume (link* (music|sound))*", _scaled, firm=True),
    wish("(trim|set|make|down|shorten)* (music|volume|sound)+ link* scale", _scaled),
    wish(
        f"verb (loud|quiet) degree {_SUBJECT}+ (link|{_ANY})* ((by|to|into|set)* {_HOW})?",
        _volume,
    ),
    wish(
        f"verb {_SUBJECT}+ (link|volume|keep)* (loud|quiet)? link* degree {_HOW}"
        " (loud|quiet)? volume?",
        _volume,
    ),
    wish(f"verb {_ANY}* {_SUBJECT}+ link* degree (loud|quiet)+ degree", _volume),
    wish(f"verb {_ANY}+ link* degree (louder|quieter) degree", _volume),
    wish(f"verb volume (link|{_ANY})* (loud|quiet)? link* {_HOW}", _volume),
    wish("verb all link* degree (up|down) link* decibels", _volume),
    wish("(set|make)* degree (louder|quieter) degree", _volume),
    wish(f"verb (up|down) link* {_HOW} (music|volume|sound)+", _volume),
    wish("verb percent (music|volume)+ (link* music)?", _volume),
)

MUSIC = (
    wish("(swap|replace) music+ (link|up|word)* mood+", _music),
    wish(
        "verb (mood|and|tempo|comma|praise|look(?!comma|and))* mood"
        " (tempo|praise|look(?!comma|and))* music+"
        f" {_BACKING} {_AT}",
        _music,
    ),
    wish(f"(add|put|with)+ (tempo|praise|word)? music+ {_BACKING} {_AT}", _music),
)
OTHER_MUSIC = (
    wish("replace? verb (faster|slower) music+", _music),
    wish(
        "replace music+ (link|word|volume)* (mood (and? mood)*|tempo|faster|slower|mine)?", _music
    ),
    wish("verb music+ (link|word|volume|speed)* (mood (and? mood)*|tempo|faster|slower)", _music),
    wish("verb mood link+ music+", _music),
    wish("(add|put|with|set|make|show|bit|much|praise)+ music+", _music),
    wish(
        "(?<![^comma stop then but and wish]) (word|praise)? music+ (?=stop|comma|then|and|$)",
        _music,
    ),
    wish(
        "(add|put|with)+ (praise|word)? mood+"
        f" (?!look_noun|motion|style|fade|transition|texture|look) {_BACKING} {_AT}",
        _music,
    ),
    wish(
        "(?<![^comma stop then and]) (prep|praise|word|add|bit)* mood+ (prep|bit)*"
        " (comma? (link|volume)* percent)?"
        " (?![^comma stop then and])",
        _music,
    ),
)
BEAT = (
    wish(
        "verb (link|whole|film|media|all|place|transition|style)* music? beat+"
        " (transition|set)* (link* music)*",
        lambda _: e.CutToBeat(),
        firm=True,
    ),
)

SONGS = (
    reduce("link_url", "(add|put|with|set|make)* music+ (link)* quote", lambda _: "song"),
    reduce("link_url", "(add|put|with|set)* quote (link)* music+", lambda _: "song"),
)
# What is lowered to a percentage without being named is the volume.
BARE = (wish(f"(loud|quiet|set) link* {_HOW}", _bare),)

RULES = (*DUCKING, *BEAT, *OWN, *FADES, *NONE, *MUSIC, *VOLUMES, *OTHER_MUSIC)
