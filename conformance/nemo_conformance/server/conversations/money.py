"""What work costs, when it is reserved, taken and given back."""

from typing import Final

from nemo_conformance.server.conversations.conversation import Conversation, World, told
from nemo_conformance.server.conversations.messages import EDIT, FIRST, TITLE, with_pictures
from nemo_conformance.server.lab import Lab
from nemo_conformance.server.record import Call
from nemo_contract import Exposure as X

MAKE: Final = "generate a 3 second clip of a lighthouse at dusk"
MADE: Final = (X.GENERATION_DONE, X.WORK_DONE)


def prices(lab: Lab) -> None:
    """One makes a slideshow of uploads and a title on it; another one lets a clip be generated."""
    ann, bob = lab.newcomer(), lab.newcomer("bob")
    session = with_pictures(lab, ann)
    lab.credits(ann)
    lab.say(ann, session, EDIT, shows=FIRST)
    lab.credits(ann)
    lab.say(ann, session, TITLE, shows=[X.EDIT_DONE])
    lab.credits(ann)
    lab.credits(bob)
    lab.say(bob, lab.session(bob), MAKE, shows=MADE)
    lab.credits(bob)


def no_credits(lab: Lab) -> None:
    """Somebody who spent all that came with the token wants one more clip."""
    bob = lab.newcomer("bob")
    session = lab.session(bob)
    before = lab.credits(bob)
    if before.data.get("available") != 0:
        lab.say(bob, session, MAKE, shows=MADE)
        before = lab.credits(bob)
    if before.data.get("available") == 0:
        lab.say(bob, lab.session(bob), MAKE, shows=[X.NO_CREDITS_LEFT])


def at_work(lab: Lab) -> None:
    """The balance is read before an edit, while it runs, and after it."""
    ann = lab.newcomer()
    session = with_pictures(lab, ann)
    lab.credits(ann)
    opened = lab.begin(ann, session, EDIT, shows=FIRST)
    if isinstance(opened, Call):
        return
    lab.wait(1.0)
    lab.credits(ann, shows=[X.WORK_RUNNING])
    lab.hear_out(*opened)
    lab.credits(ann)


def failed_work(lab: Lab) -> None:
    """An edit comes to nothing."""
    ann = lab.newcomer()
    session = with_pictures(lab, ann)
    lab.credits(ann)
    lab.say(ann, session, EDIT, shows=[X.WORK_FAILED])
    lab.credits(ann)


def other_prices(lab: Lab) -> None:
    """The same in a world with prices and a grant of its own."""
    prices(lab)


SET: Final[World] = {"prices": {"grant": 77, "edit": 7, "generation": 11, "message": 1}}
ALL: Final[tuple[Conversation, ...]] = (
    told(prices, "S-CRED-1", "S-CRED-2", "S-CRED-4", "S-CRED-6", "S-CRED-7", "S-CRED-9"),
    told(no_credits, "S-CRED-12", "S-ENV-5"),
    told(at_work, "S-CRED-3", "S-CRED-4"),
    told(failed_work, "S-CRED-5", world={"faults": ["run_sse: no effect"]}, control=True),
    told(other_prices, "S-CRED-11", world=SET, control=True),
)
