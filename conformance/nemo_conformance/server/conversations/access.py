"""Getting in: tokens, claims, sessions, and who may see what."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from nemo_conformance.server.conversations.conversation import Conversation, World, told, variants
from nemo_conformance.server.lab import Lab, Person, Stuck, message, need
from nemo_contract import Exposure as X

DAY: Final = 86_400.0
NEVER: Final = "nmv_usr_0000000000000000000000000000"
STYLES: Final[Mapping[str, World]] = {
    "": {},
    "envelope": {"style": "envelope"},
    "status": {"style": "status"},
}


def no_session(session: str) -> str:
    """A session's id that nobody was given."""
    return str(int(session) + 4_096_007) if session.isdecimal() else "4096007"


def first_contact(lab: Lab) -> None:
    """Somebody who was never there gets a token and two sessions, and reads balance and state."""
    ann = lab.newcomer()
    lab.credits(ann)
    first = lab.session(ann)
    lab.session(ann, language=None)
    lab.state(ann, first)


def refusals(lab: Lab) -> None:
    """Requests without a token, with one never issued, without a client id, for no session."""
    lab.ask("anonymous_token", None, shows=[X.NO_CLIENT_ID])
    nobody = Person(name="nobody", token=NEVER, user_id="")
    for who in (None, nobody):
        lab.ask("credits", who, shows=[X.TOKEN_WRONG])
        lab.ask("create_session", who, json={"task_name": "x"}, shows=[X.TOKEN_WRONG])
    lab.ask("run_sse", nobody, json=message("1", "hello"), shows=[X.TOKEN_WRONG])
    ann = lab.newcomer()
    _ask_of(lab, ann, no_session(lab.session(ann)), X.UNKNOWN_SESSION)


def second_token(lab: Lab) -> None:
    """The same client id asks again while its token is good."""
    ann = lab.newcomer()
    if not ann.client_id:
        raise Stuck("the client id of the token is not known")
    lab.token(ann.client_id, shows=[X.TOKEN_AGAIN])


def old_token(lab: Lab) -> None:
    """A token is used until its time is over, used once more, and replaced."""
    ann = lab.newcomer()
    lab.wait(lab.setup.token_days * DAY - 60)
    lab.credits(ann)
    lab.wait(61)
    lab.credits(ann, shows=[X.TOKEN_EXPIRED])
    again = lab.token(ann.client_id, who="ann", shows=[X.TOKEN_AGAIN, X.TOKEN_REVOKED])
    renewed = need(again.data.get("token"), str, "no new token")
    lab.credits(replace(ann, token=renewed))


def revoked_token(lab: Lab) -> None:
    """A token is revoked, used, and replaced."""
    assert lab.control is not None
    ann = lab.newcomer()
    lab.control.revoke(ann.user_id)
    lab.credits(ann, shows=[X.TOKEN_REVOKED])
    lab.token(ann.client_id, who="ann", shows=[X.TOKEN_AGAIN, X.TOKEN_REVOKED])


def many_tokens(lab: Lab) -> None:
    """More people ask for a token from one address than may."""
    for n in range(lab.setup.per_address):
        lab.newcomer(f"guest{n}")
    lab.token(lab.names.uuid(), shows=[X.ADDRESS_LIMITED])


def claim_link(lab: Lab) -> None:
    """A session is claimed; the claim opens a page, and nothing of the API."""
    ann = lab.newcomer()
    made = lab.ask("create_session", ann, json={"task_name": "conformance"})
    wish = {name: made.data.get(name) for name in ("task_id", "session_id")}
    claim = lab.ask("claim_token", ann, json=wish)
    token = need(claim.data.get("claim_token"), str, "no claim token")
    if lab.web:
        lab.fetch(f"{lab.web}/workspace/claim?ct={token}")
    bearer = Person(name="claim", token=token, user_id="")
    lab.credits(bearer, shows=[X.CLAIM_AS_BEARER])
    lab.ask("create_session", bearer, json={"task_name": "x"}, shows=[X.CLAIM_AS_BEARER])


def strangers(lab: Lab) -> None:
    """Somebody names a session of somebody else, and one that does not exist."""
    ann, bob = lab.newcomer(), lab.newcomer("bob")
    session = lab.session(ann)
    lab.session(bob)
    _ask_of(lab, bob, session, X.FOREIGN_SESSION)
    _ask_of(lab, bob, no_session(session), X.UNKNOWN_SESSION)


def _ask_of(lab: Lab, who: Person, session: str, shown: X) -> None:
    """Everything that can be asked of a session."""
    lab.state(who, session, shows=[shown])
    lab.upload(who, session, "sample.png", shows=[shown])
    lab.say(who, session, "hello", shows=[shown])
    wish = {"task_id": "task_1", "session_id": session}
    lab.ask("claim_token", who, json=wish, shows=[shown])
    draft = {"t": [{"id": "a", "tt": 0, "sg": [{"id": "b", "s": 0, "d": 1000, "m": {}}], "m": {}}]}
    lab.submit(who, session, draft, shows=[shown])


_ENVELOPES = ("S-ENV-1", "S-ENV-2", "S-ENV-3", "S-ENV-4", "S-ENV-5")
ALL: Final[tuple[Conversation, ...]] = (
    told(
        first_contact,
        *(f"S-TOKEN-{n}" for n in (1, 2, 3, 4, 6)),
        *(f"S-SESS-{n}" for n in (1, 2, 3, 4)),
        *("S-ENV-1", "S-OWN-1", "S-CRED-1", "S-CRED-2"),
        *("S-STATE-1", "S-STATE-2", "S-STATE-3"),
    ),
    *variants(refusals, (*_ENVELOPES, "S-AUTH-1", "S-TOKEN-5", "S-SESS-5"), STYLES),
    told(second_token, "S-LIM-1"),
    told(old_token, "S-AUTH-2", "S-LIM-2", control=True),
    told(revoked_token, "S-AUTH-3", "S-LIM-2", control=True),
    told(many_tokens, "S-LIM-3", world={"limits": {"tokens_per_address": 3}}, control=True),
    told(claim_link, "S-CLAIM-1", "S-CLAIM-2", "S-CLAIM-3"),
    told(strangers, "S-OWN-2", "S-SESS-5"),
)
