"""From a message to what it asks for: by rules, and by what examples teach."""

import re
from dataclasses import replace
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.doubts import is_doubtful
from nemo_emulator.agent.evidence import Weighing, words
from nemo_emulator.agent.expecting import AGREED, TAKEN, Expecting
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.model import Model, load
from nemo_emulator.agent.intents.reading import FORBIDDEN, STRANGE, Reading
from nemo_emulator.agent.intents.renumbering import all_renumbered
from nemo_emulator.agent.quotes import is_too_long
from nemo_emulator.agent.ruled import Understanding, ruled
from nemo_emulator.agent.scan import scan
from nemo_emulator.agent.second import RULES, candidates, readings, weighed
from nemo_emulator.agent.tokens import Token
from nemo_emulator.agent.words.needs import folded, met, needs

# Log-odds in units of 32: below, it is asked back where nothing is known of the scene, so that no
# decoder is asked.
UNSEEN: Final = 20
# A question stays one, unless something else is as likely as that.
FIRM: Final = 64
FILMS: Final = ("video", "movie", "film", "slideshow", "视频", "影片", "短片")
# A single word or value is no request by example.
FEWEST: Final = 2

# What tokens are that no word of the lexicon is.
UNKNOWN: Final = frozenset({"word", "num"})
_READ: Final = re.compile(r"[0-9a-z\u3400-\u9fff]", re.IGNORECASE)
# Said before and after a wish, it changes nothing.
_POLITE: Final = re.compile(
    r"^\s*(?:hey, |(?:could you )?please |(?:请帮我|麻烦帮我|麻烦你|帮我)(?![生做制弄剪出])"
    r"|请(?=只用|除了|第))"
    r"|[,\s]*\b(?:please|thanks)[!.\s]*$"
    r"|[，,]\s*(?:好吗|好不好|行吗|可以吗|谢谢|谢谢你|谢谢您|谢啦)[？?！!。~\s]*$"
    r"|(?<=[0-9]秒)吧[！!。~\s]*$",
    re.IGNORECASE,
)
# Without any of these nothing polite is said.
_CUES: Final = tuple(frozenset(map(folded, need)) for need in needs(_POLITE.pattern))

__all__ = ["Understanding", "understand"]


def understand(message: str, *, uploads: bool = True, known: Facts | None = None) -> Understanding:
    """Read a message. Without ``uploads`` a video of something means one drawn.

    Two readers are asked; what neither is likely to be right about is asked back. ``known`` is what
    the scene says about it. What is shouted means what it means in small letters.
    """
    if is_too_long(message):
        return Understanding(unclear="length")
    message = (met(_CUES, folded(message)) and _POLITE.sub("", message)) or message
    if _is_shouted(message):
        calm = _understood(message.lower(), uploads=uploads, known=known)
        if not any(map(_shows, calm.edits)):
            return calm
    return _understood(message, uploads=uploads, known=known)


def _is_shouted(message: str) -> bool:
    """Most letters are capitals; after the first one hardly ever any is."""
    if message[1:].islower():
        return False
    return sum(map(str.isupper, message)) > sum(map(str.islower, message))


def _shows(edit: e.Edit) -> bool:
    """Words that somebody wrote in capitals are shown in capitals."""
    return bool(getattr(edit, "text", "") or getattr(edit, "lines", ()))


def _understood(message: str, *, uploads: bool, known: Facts | None) -> Understanding:
    tokens = scan(message)
    first = ruled(tokens, uploads=uploads)
    if len(first.edits) > 1:
        first = replace(first, edits=all_renumbered(first.edits, tokens, known))
    said = [token for token in tokens if _says(token)]
    if (first.edits and not uploads) or len(said) < FEWEST or _is_foreign(said):
        return first
    read = readings(message, load(), known)
    expecting = None if known is None else Expecting(tokens, known, load().expected)
    enough = len(read[0].told) >= FEWEST
    meant = agreed(first, read, load(), known, expecting) if enough else first
    doubtful = meant.edits and is_doubtful(message, meant.edits, known)
    return Understanding(unclear="request") if doubtful else meant


def _says(token: Token) -> bool:
    return token.cat != "filler" and any(map(str.isalnum, token.text))


def _is_foreign(said: list[Token]) -> bool:
    """Most of it is in other scripts than are read here, and none of it is in the lexicon."""
    if not UNKNOWN.issuperset([token.cat for token in said]):
        return False
    return 2 * sum(1 for token in said if _READ.search(token.text)) < len(said)


def agreed(
    first: Understanding,
    read: tuple[Reading, ...],
    model: Model,
    known: Facts | None = None,
    expecting: Expecting | None = None,
) -> Understanding:
    """What two readings of a message come to: the likeliest one, if it is likely enough."""
    options = candidates(first, read, known)
    if any(map(_is_black_page, first.edits)) and not any(map(_joins, options[0].meant.edits)):
        return first
    if _draws(options[0].meant, first) and any(map(_is_film, read[0].told)):
        return first
    scales = Weighing(words(read[0].told), model.trust.pairs)
    rated = [(scales.of(one.source, one.meant, one.signs), one) for one in options]
    if expecting is not None:
        rated = expecting.rated(rated)
    score, best = max(rated, key=weighed)
    if not best.meant.edits:
        told = _is_told(first, best.meant) or _is_beyond(first, known)
        return first if told else best.meant
    if first.talk and not first.edits and score < FIRM:
        return first
    forbidden = FORBIDDEN in read[0].spare and best.source != RULES
    less = {type(edit) for edit in best.meant.edits} < {type(edit) for edit in first.edits}
    by_rules = any(one.source == RULES and one.meant.edits == best.meant.edits for one in options)
    least = UNSEEN if expecting is None else AGREED if by_rules else TAKEN
    taken = weighed((score, best)) >= least and not forbidden and STRANGE not in read[0].spare
    if _is_beyond(first, known) and (less or not taken):
        return first
    return best.meant if taken else Understanding(unclear=first.unclear or "request")


def _is_told(first: Understanding, other: Understanding) -> bool:
    """The rules know what is said where the examples only know that no edit is asked for."""
    plain = not first.edits and not first.cannot
    return plain and bool(
        (first.talk and other.unclear == "request") or (first.unclear == "text" and other.talk)
    )


def _is_black_page(edit: e.Edit) -> bool:
    """ "Fade to black": only the rules know how to say that."""
    return isinstance(edit, e.AddCard) and not edit.text


def _joins(edit: e.Edit) -> bool:
    """ "Fade to black between everything" is no page."""
    return isinstance(edit, e.SetTransition)


def _draws(meant: Understanding, first: Understanding) -> bool:
    """A clip to be drawn where the rules see a video to be made of what was uploaded."""
    kinds = [{type(edit) for edit in one.edits} for one in (meant, first)]
    return e.Generate in kinds[0] and e.Make in kinds[1] and e.Generate not in kinds[1]


def _is_film(token: Token) -> bool:
    """ "A video of a sunset" may be what was uploaded; a clip or a scene is a piece of one."""
    return any(word in token.text for word in FILMS)


def _is_beyond(first: Understanding, known: Facts | None) -> bool:
    """A clip is named that there is not; nothing is changed, and the user is told why."""
    named = [place for edit in first.edits for place in _places(edit)]
    return known is not None and any(place > known.total for place in named)


def _places(edit: e.Edit) -> e.Clips:
    one: int = getattr(edit, "clip", 0)
    several: e.Clips = getattr(edit, "clips", ())
    return (*several, one)
