"""Messages and their streams: both dialects, silent edits, noise, readers who leave."""

from collections.abc import Mapping
from typing import Final

from nemo_conformance.server.conversations.conversation import Conversation, World, told, variants
from nemo_conformance.server.lab import Lab, Person
from nemo_contract import Exposure as X

EDIT: Final = "turn these images into a video, 1 second each"
TITLE: Final = 'add the title "Hello"'
TALK: Final = "hello, what can you do?"
DIALECTS: Final[Mapping[str, World]] = {
    "": {},
    "typed": {"dialect": "typed"},
    "adk": {"dialect": "adk"},
}
LEAVING: Final[Mapping[str, World]] = {
    "": {},
    "continue": {"abort_on_disconnect": False},
    "abort": {"abort_on_disconnect": True},
}
AFTER: Final = 300.0
"""Virtual seconds after which any work of a reader who left is done."""
FIRST: Final = (X.EDIT_DONE, X.WORK_DONE)


def with_pictures(lab: Lab, who: Person) -> str:
    """A session with two uploads."""
    session = lab.session(who)
    lab.upload(who, session, "sample.jpg", "sample.png")
    return session


def small_talk(lab: Lab) -> None:
    """A greeting, a first video, a title on it; every stream is read to its end."""
    ann = lab.newcomer()
    session = with_pictures(lab, ann)
    lab.say(ann, session, TALK)
    lab.say(ann, session, EDIT, shows=FIRST)
    lab.remember(ann, session)
    lab.state(ann, session)
    lab.say(ann, session, TITLE, shows=[X.EDIT_DONE])
    lab.state(ann, session)


def silent_edit(lab: Lab) -> None:
    """An edit whose stream closes without a word is in the state all the same."""
    ann = lab.newcomer()
    session = with_pictures(lab, ann)
    lab.say(ann, session, EDIT, shows=FIRST)
    lab.state(ann, session)


def noisy_edit(lab: Lab) -> None:
    """An edit whose answer ends with "temporary issue" is in the state all the same."""
    silent_edit(lab)


def left_alone(lab: Lab) -> None:
    """The reader of an edit leaves at once, and looks again much later."""
    ann = lab.newcomer()
    session = with_pictures(lab, ann)
    lab.credits(ann)
    lab.leave(ann, session, EDIT, shows=[X.EDIT_DONE])
    lab.wait(AFTER)
    lab.state(ann, session)
    lab.credits(ann)


_STREAMS = (
    "S-SSE-1",
    "S-SSE-2",
    "S-SSE-3",
    "S-SSE-4",
    "S-SSE-12",
    "S-SSE-13",
    "S-SSE-14",
    "S-SSE-15",
    "S-SSE-16",
)
_DRAFTS = tuple(f"S-DRAFT-{n}" for n in range(1, 7))
ALL: Final[tuple[Conversation, ...]] = (
    *variants(small_talk, (*_STREAMS, *_DRAFTS, "S-CRED-10"), DIALECTS),
    told(silent_edit, "S-SSE-7", world={"habits": {"silent_share": 1.0}}, control=True),
    told(
        noisy_edit,
        "S-SSE-11",
        world={"habits": {"silent_share": 0.0, "noise_share": 1.0}},
        control=True,
    ),
    *variants(left_alone, ("S-SSE-8", "S-SSE-9", "S-SSE-10"), LEAVING),
)
