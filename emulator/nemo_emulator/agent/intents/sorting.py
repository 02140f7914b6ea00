"""Clips by their sort, where some move and others stand still.

"The first video ... the second", "all but the video", "the photos, not the videos", "last photo".
Read once it is known what is asked for.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.clauses import EXCEPT, Tokens
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.tokens import IDLE, Token

FILM: Final = ("video", "vid", "film", "movie", "视频", "录像", "影片")
STILL: Final = ("photo", "pic", "image", "still", "照片", "相片", "图")
FILMED: Final = frozenset({"video", "films", "whole"})
PICTURED: Final = frozenset({"pic", "count"})
NAMED: Final = frozenset({"ref", "ord"})
PIECE: Final = "段"
NOUNS: Final = frozenset({"pic", "clip", "video", "films", "transition", "title", "caption"})
OTHER_NOUNS: Final = NOUNS - {"video"}
DENYING: Final = frozenset({"not", "no", EXCEPT})
LEFT: Final = frozenset({"keep", "praise", "not", "no", "noop"})
ENOUGH: Final = frozenset(("enough", "fine", "ok", "okay", "remain", "够", "不用", "stay"))
# Beside a sort that is left as it is, these say nothing more.
BESIDE: Final = LEFT | frozenset(
    ("in", "for", "pic", "video", "films", "filler", "it", "with", "shrug", "set", "be")
)
# What is done to the picture.
DONE: Final = frozenset({"look", "adjust", "adjust_noun", "texture", "motion", "style", "fit"})
WISHED: Final = DONE - {"style", "adjust_noun"}
LOOKS: Final = frozenset({"look", "adjust", "adjust_noun", "texture"})
OTHERS: Final = "others"
BLACK: Final = frozenset({"to_black"})
CHOSEN: Final = "UseOnly"
PASSING: Final = "style"
SHORT: Final = 2
SIDES: Final = {"before": 0, "after": 1}


def sorted_out(parts: Sequence[Tokens], kinds: Sequence[str], known: Facts) -> list[Tokens]:
    """The clauses with the clips that are meant by their sort."""
    films = tuple(place for place in known.films if place <= known.size)
    if not 0 < len(films) < known.size:
        return list(parts)
    stills = tuple(p for p in range(1, known.size + 1) if p not in films)
    told = _first_film(parts, films) if CHOSEN in kinds else list(parts)
    told = _counted(told, films)
    told = [_last_stills(part, stills) for part in told]
    told = [_at_side(_standing(part, films, known.size), films, known.size) for part in told]
    told = _without(told, films, stills)
    told = _apart(told, films, stills)
    told = _contrasted(_only_films(told, films), films)
    return [_on_film(part, films) for part in told]


def _first_film(parts: Sequence[Tokens], films: e.Clips) -> list[Tokens]:
    """ "Video first, then photos 1 and 4", 先放视频，再放第1张."""
    head, then = (*parts, (), ())[:SHORT]
    named = any(t.cat in NAMED and t.value != () for t in then)
    cats = [t.cat for t in head]
    film = next((t for t in head if _is_film(t)), None)
    led = cats[-1:] == ["ord"] and head[-1].value == 1
    put = cats[:1] == ["put"] == [t.cat for t in then[:1]]
    if len(films) != 1 or film is None or len(head) != SHORT or not named or not (led or put):
        return list(parts)
    return [(Token("ref", films, film.text),), *parts[1:]]


def _standing(part: Tokens, films: e.Clips, size: int) -> Tokens:
    """ "The video at the end": the film, where one stands there."""
    moments = "moment" in [token.cat for token in part]
    for n, (one, then) in enumerate(pairwise(part) if moments else ()):
        end = {"start": 1, "end": size}.get(str(then.value), 0) if then.cat == "moment" else 0
        there = end in films and then.text.startswith("at the ")
        if there and _is_film(one) and not {t.cat for t in part} & NAMED:
            return (*part[:n], Token("ref", (end,), one.text), *part[n + SHORT :])
    return part


def _at_side(part: Tokens, films: e.Clips, size: int) -> Tokens:
    """ "The photo right before the video", 视频前面的照片: those that stand there."""
    if len(films) != 1 or SIDES.keys().isdisjoint([token.cat for token in part]):
        return part
    named = any(t.cat in NAMED and t.value != () for t in part)
    for n in range(0 if named else len(part) - SHORT):
        one, side, other = part[n : n + 3]
        pictured, filmed = (one, other) if other.cat in FILMED else (other, one)
        fits = side.cat in SIDES and _is_film(filmed) and pictured.cat == "pic"
        ordered = (filmed is other) == filmed.text.isascii()
        row = _beside(side.cat, films[0], pictured, size) if fits and ordered else ()
        if row:
            rest = tuple(t for t in part[n + 3 :] if t.value != ())
            each = (Token("each", None, "each"),) * (len(rest) < len(part[n + 3 :]))
            return (*part[:n], Token("ref", row, f"the {pictured.text}"), *each, *rest)
    return part


def _beside(side: str, film: int, pictured: Token, size: int) -> e.Clips:
    """The one next to it, or all on that side, where they stand in front."""
    single = pictured.text.isascii() and not pictured.text.endswith("s")
    if single:
        place = film - 1 if side == "before" else film + 1
        return (place,) if 0 < place <= size else ()
    return tuple(range(1, film)) if side == "before" else ()


def _is_film(token: Token) -> bool:
    """It is a word for what moves."""
    return token.cat in FILMED and any(word in token.text for word in FILM)


def _counted(parts: Sequence[Tokens], films: e.Clips) -> list[Tokens]:
    """ "The first video slower, the second faster": that is a video, too."""
    done = list(parts)
    since = next((n for n, part in enumerate(parts) if any(_is_nth(t, films) for t in part)), None)
    for n in range(len(parts) if since is None else since + 1, len(parts)):
        plain = OTHER_NOUNS.isdisjoint([token.cat for token in parts[n]])
        done[n] = tuple(_nth(token, films) for token in parts[n]) if plain else parts[n]
    return done


def _is_nth(token: Token, films: e.Clips) -> bool:
    film = any(word in token.text for word in FILM)
    return token.cat == "ref" and len(token.value) == 1 and token.value[0] in films and film


def _nth(token: Token, films: e.Clips) -> Token:
    if token.cat == "ord":
        place = token.value
    elif token.cat == "ref" and token.text.endswith(PIECE) and len(token.value) == 1:
        place = token.value[0]
    else:
        return token
    fits = 0 < place <= len(films) and place not in films
    return Token("ref", (films[int(place) - 1],), f"the {token.text}") if fits else token


def _last_stills(part: Tokens, stills: e.Clips) -> Tokens:
    if "ref" not in [token.cat for token in part]:
        return part
    return tuple([_last_still(token, stills) for token in part])


def _last_still(token: Token, stills: e.Clips) -> Token:
    """ "The last photo" is no film, though one comes behind it."""
    pictured = token.cat == "ref" and any(word in token.text for word in STILL)
    if not pictured or not token.value or max(token.value) > 0 or min(token.value) < -len(stills):
        return token
    return Token("ref", tuple(dict.fromkeys(stills[p] for p in token.value)), token.text)


def _without(parts: Sequence[Tokens], films: e.Clips, stills: e.Clips) -> list[Tokens]:
    """ "All but the video", "all the videos except the first"."""
    if EXCEPT not in [token.cat for part in parts for token in part]:
        return list(parts)
    done = [_all_but_films(part, films) for part in parts]
    for n, part in enumerate(done):
        spared = _spared(part, films, (*part, *(done[n - 1] if n else ())))
        wish = n if any(map(_sort_of, part)) else n - 1
        if not spared or wish < 0:
            continue
        at = next((k for k, t in enumerate(done[wish]) if _is_row(t, films, stills, spared)), None)
        if at is None:
            continue
        row = films if spared[0] in films else stills
        left = Token("ref", tuple(p for p in row if p not in spared), done[wish][at].text)
        done[wish] = (*done[wish][:at], left, *done[wish][at + 1 :])
        done[n] = _cleared(done[n])
    return done


def _all_but_films(part: Tokens, films: e.Clips) -> Tokens:
    pairs = zip((Token(""), *part), part, strict=False)
    return tuple(
        Token("ref", films, token.text) if one.cat == EXCEPT and _is_film(token) else token
        for one, token in pairs
    )


def _sort_of(token: Token) -> str:
    several = token.text.endswith("s") or not token.text.isascii()
    if token.cat == "films" or (token.cat == "video" and several):
        return "video"
    every = token.cat == "ref" and token.value == ()
    return "image" if every and any(word in token.text for word in STILL) else ""


def _is_row(token: Token, films: e.Clips, stills: e.Clips, spared: e.Clips) -> bool:
    row = {"video": films, "image": stills}.get(_sort_of(token), ())
    return {*spared} < {*row}


def _spared(part: Tokens, films: e.Clips, beside: Tokens) -> e.Clips:
    """Who is left out; of the videos "the second" is a video, too."""
    then = next((then for one, then in pairwise(part) if one.cat == EXCEPT), IDLE)
    if then.cat not in NAMED:
        return ()
    places = tuple(then.value) if then.cat == "ref" else (int(then.value),)
    filmed = any(_sort_of(token) == "video" for token in beside)
    if not filmed or len(places) != 1 or places[0] in films:
        return places
    n = places[0] - (places[0] > 0)
    return films[n:][:1] if -len(films) <= n else places


def _cleared(part: Tokens) -> Tokens:
    """Without who is left out."""
    at = next(n for n, token in enumerate(part) if token.cat == EXCEPT)
    return (*part[:at], *part[at + 2 :]) or (IDLE,)


def _apart(parts: Sequence[Tokens], films: e.Clips, stills: e.Clips) -> list[Tokens]:
    """ "The photos, not the videos": what is done is done to the one sort alone."""
    done = list(parts)
    for n, part in enumerate(parts):
        sort = _left(part)
        row, cats = (stills, PICTURED) if sort == "video" else (films, FILMED)
        wish = next((m for m in range(n) if sort and _is_of(parts[m], cats)), None)
        if wish is None:
            continue
        at = next(k for k, token in enumerate(parts[wish]) if token.cat in cats)
        token = Token("ref", row, parts[wish][at].text)
        done[wish] = (*parts[wish][:at], token, *parts[wish][at + 1 :])
        done[n] = (IDLE,)
    return done


def _left(part: Tokens) -> str:
    """The sort that stays as it is, by a clause that says nothing else."""
    cats = {token.cat for token in part}
    plain = all(t.cat in BESIDE or t.text in ENOUGH for t in part)
    stays = cats & LEFT or any(token.text in ENOUGH for token in part)
    if not plain or not stays:
        return ""
    return "video" if any(map(_is_film, part)) else "image" if "pic" in cats else ""


def _is_of(part: Tokens, cats: frozenset[str]) -> bool:
    """It is about the one sort, and names none of its clips."""
    there = {token.cat for token in part}
    plural = all(t.text.endswith("s") or not t.text.isascii() for t in part if t.cat in cats)
    return bool(there & cats) and plural and not there & NAMED and not there & DENYING


def _only_films(parts: Sequence[Tokens], films: e.Clips) -> list[Tokens]:
    """ "Only the videos: make them cooler", 只有视频才调色，弄冷一点."""
    done = list(parts)
    for n, (one, then) in enumerate(pairwise(parts)):
        if one[0].cat != "only":
            continue
        cats = {token.cat for token in then}
        only = any(map(_is_film, one)) and not cats & (NAMED | {"others"})
        if only and cats & WISHED and not {t.cat for t in one} & (WISHED | DENYING):
            done[n + 1] = (*then, Token("ref", films, "the films"))
    return done


def _contrasted(parts: Sequence[Tokens], films: e.Clips) -> list[Tokens]:
    """ "Grain on the video, a vignette on the photos": the one sort, and the other."""
    cats = [{token.cat for token in part} for part in parts]
    looks = [bool(told & LOOKS) and not told & (NAMED | {"all", EXCEPT, OTHERS}) for told in cats]
    stills = any(one and _is_of(part, PICTURED) for one, part in zip(looks, parts, strict=True))
    if not stills:
        return list(parts)
    return [
        tuple(Token("ref", films, t.text) if _is_film(t) else t for t in part)
        if one and not told & PICTURED
        else part
        for one, told, part in zip(looks, cats, parts, strict=True)
    ]


def _on_film(part: Tokens, films: e.Clips) -> Tokens:
    """ "The contrast on the video", "fade to black before the video"."""
    cats = {token.cat for token in part}
    if len(films) != 1 or not cats & (DONE | BLACK) or cats & NAMED:
        return part
    done = list(part)
    for n, (one, then) in enumerate(pairwise(part)):
        if one.cat == "in" and _is_film(then) and PASSING not in cats:
            done[n + 1] = Token("ref", films, then.text)
        elif cats & (BLACK | {PASSING}) and one.cat == "into" and _is_film(then):
            done[n + 1] = Token("into_clip", films, then.text)
        elif PASSING in cats and (side := _side(one, then)):
            done[n + 1] = Token("into_clip", (films[0] + SIDES[side],), then.text)
    return tuple(done)


def _side(one: Token, then: Token) -> str:
    """ "Before the video", 视频前面."""
    if one.cat in SIDES and _is_film(then) and then.text.isascii():
        return one.cat
    return then.cat if then.cat in SIDES and _is_film(one) and not one.text.isascii() else ""
