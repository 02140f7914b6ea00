"""From a message to what it asks for: by rules, and by what examples teach."""

from dataclasses import replace
from typing import Final

from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.model import load
from nemo_emulator.agent.intents.reading import FORBIDDEN, SPEECH, Reading, read_message
from nemo_emulator.agent.intents.segments import RIVALS
from nemo_emulator.agent.merging import once
from nemo_emulator.agent.ruled import Understanding, ruled
from nemo_emulator.agent.scan import scan
from nemo_emulator.agent.second import TAKEN, confidence, corrected
from nemo_emulator.agent.tokens import Token

# A question stays one, unless the second reader is as sure as that.
FIRM: Final = 64
# Less sure of one kind more, or of any kind at all, it is not believed.
PLAIN, LEAST = 48, -20
# Kinds of edit in one message.
MANY: Final = 3
# A single word is no request by example.
FEWEST: Final = 2

__all__ = ["Understanding", "understand"]


def understand(message: str, *, uploads: bool = True, known: Facts | None = None) -> Understanding:
    """Read a message. Without ``uploads`` a video of something means one drawn.

    Two readers are asked. What the second one is not sure of is asked back, unless both say the
    same; ``known`` is what the scene says about it.
    """
    tokens = scan(message)
    first = ruled(tokens, uploads=uploads)
    if (first.edits and not uploads) or sum(map(_says, tokens)) < FEWEST:
        return first
    return agreed(first, read_message(message, load(), known), _size(tokens))


def _size(tokens: tuple[Token, ...]) -> int:
    """In characters, without what is only polite."""
    words = [token.text for token in tokens if token.cat != "filler"]
    return len((" " if "".join(words).isascii() else "").join(words))


def _says(token: Token) -> bool:
    return token.cat != "filler" and any(map(str.isalnum, token.text))


def agreed(first: Understanding, reading: Reading, size: int) -> Understanding:
    """What two readings of a message of so many characters come to."""
    sure = confidence(reading, first, size)
    second = _second(first, reading)
    wanted = {kind for kind in reading.kinds if kind not in SPEECH}
    told = set(_kinds(first))
    if first.edits and wanted == told:
        return replace(first, edits=corrected(first.edits, second.edits))
    if _stands(first, reading, told, wanted):
        return first
    if sure >= TAKEN or not (second.edits or first.edits):
        return second
    return Understanding(unclear=first.unclear or "request")


def _stands(first: Understanding, reading: Reading, told: set[str], wanted: set[str]) -> bool:
    """What the rules say, against a second reading that is none too sure."""
    if not first.edits:
        sure = FIRM if first.talk and wanted else LEAST if wanted else 0
        return reading.sure < sure
    if wanted > told and reading.sure < PLAIN:
        return True
    if FORBIDDEN in reading.spare:
        return False
    incomplete = bool(reading.spare) or not reading.filled
    if incomplete and (wanted < told or reading.sure < PLAIN):
        return True
    if reading.sure < PLAIN and wanted ^ told in RIVALS:
        return True
    # The second reader forgets one of many sooner than the rules add one.
    forgot = len(told) > MANY and told > wanted
    return forgot or ("Make" in told - wanted and "Generate" in wanted - told)  # of the uploads


def _kinds(meant: Understanding) -> list[str]:
    return [type(edit).__name__ for edit in meant.edits]


def _second(first: Understanding, reading: Reading) -> Understanding:
    """What the second reader makes of it; of mere words it leaves the choice to the first."""
    if reading.edits and reading.filled and not reading.spare:
        return Understanding(edits=tuple(once(reading.edits)))
    said = reading.kinds[0] if len(reading.kinds) == 1 else ""
    if said not in SPEECH or said == "clarify":
        return Understanding(unclear=first.unclear or "request")
    if said == "decline" and reading.topic == "offtopic":
        return first if first.cannot and not first.edits else Understanding(talk="offtopic")
    if said == "decline":
        declined = bool(first.cannot) or first.talk == "offtopic"
        return (
            first
            if declined and not first.edits
            else Understanding(cannot=reading.topic or "photo")
        )
    answered = bool(first.talk) and first.talk != "offtopic"
    return (
        first if answered and not first.edits else Understanding(talk=reading.topic or "question")
    )
