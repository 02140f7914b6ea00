"""What the kit talks about with a server: a curated set, each a few lines, each for some rules."""

from collections.abc import Sequence
from typing import Final

from nemo_conformance.server.conversations import access, messages, money, renders, uploads
from nemo_conformance.server.conversations.conversation import Conversation

__all__ = ["CONVERSATIONS", "Conversation", "about"]
CONVERSATIONS: Final[tuple[Conversation, ...]] = (
    *access.ALL,
    *messages.ALL,
    *money.ALL,
    *uploads.ALL,
    *renders.ALL,
)


def about(rules: Sequence[str]) -> tuple[Conversation, ...]:
    """Those that are there for any of these rules; all of them for none."""
    return tuple(one for one in CONVERSATIONS if not rules or set(rules) & set(one.tests))
