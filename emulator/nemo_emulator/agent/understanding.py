"""From a message to what it asks for."""

from dataclasses import dataclass

from nemo_emulator.agent.edits import Edit, Make
from nemo_emulator.agent.grammar import measures, requests
from nemo_emulator.agent.pattern import reduce_all
from nemo_emulator.agent.scan import scan
from nemo_emulator.agent.tokens import Token

HEAVY = frozenset({"not", "no", "remove", "except", "instead", "only", "ask"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """What a message asks for; ``unclear`` names what has to be asked back, or is empty."""

    edits: tuple[Edit, ...] = ()
    unclear: str = ""


def parse(message: str) -> tuple[Token, ...]:
    """The tokens after all reductions; those of category ``edit`` hold edits."""
    tokens = tuple(token for token in scan(message) if token.cat != "filler")
    return reduce_all(tokens, (*measures.RULES, *requests.RULES))


def understand(message: str) -> Understanding:
    """The edits in the order of the message, a new slideshow first; or what is unclear."""
    tokens = parse(message)
    edits = tuple(edit for token in tokens if token.cat == "edit" for edit in token.value)
    heavy = [token for token in tokens if token.cat in HEAVY]
    if heavy:
        return Understanding(unclear=str(heavy[0].value or "request"))
    if not edits:
        return Understanding(unclear="request")
    makes = tuple(dict.fromkeys(edit for edit in edits if isinstance(edit, Make)))
    return Understanding(edits=(*makes[:1], *(edit for edit in edits if edit not in makes)))
