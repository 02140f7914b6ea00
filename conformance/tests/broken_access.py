"""Servers that break the rules of envelopes, tokens, claims, sessions and ownership."""

from conformance.tests.breakage import CLAIM_PAGE, Asked, Reply
from conformance.tests.breaking import (
    JOBS,
    count,
    data,
    edited,
    field,
    render_in,
    replies,
    requests,
    without,
)

# envelopes


@replies("S-ENV-1", "credits")
def bare_balance(asked: Asked, reply: Reply) -> None:
    """No envelope around a balance."""
    if reply.code == 0:
        reply.json = reply.json["data"]


@replies("S-ENV-1", "create_session")
def success_without_data(asked: Asked, reply: Reply) -> None:
    """An envelope that has no ``data``."""
    edited(reply, without("data"))


@replies("S-ENV-2", "anonymous_token")
def four_hundred_in_200(asked: Asked, reply: Reply) -> None:
    """A three-digit code inside HTTP 200."""
    reply.status = 200


@replies("S-ENV-3", "credits", "state", "create_session")
def codes_as_statuses(asked: Asked, reply: Reply) -> None:
    """A four-digit code under an HTTP error in the style ``envelope``."""
    if reply.status == 200 and (reply.code or 0) >= 1000:
        reply.status = 400


@replies("S-ENV-4", "credits", "state", "create_session")
def statuses_lost(asked: Asked, reply: Reply) -> None:
    """A four-digit code under HTTP 200 in the style ``status``."""
    if (reply.code or 0) >= 1000:
        reply.status = 200


@replies("S-ENV-5", "run_sse")
def refusal_as_stream(asked: Asked, reply: Reply) -> None:
    """A message that is refused gets an event stream with the refusal in it."""
    if reply.code:
        reply.headers["content-type"] = "text/event-stream"
        reply.body = b"data: " + reply.body + b"\n\n"
        reply.status = 200


# who is who

data("S-OWN-1", "create_session", "session_of_somebody_else", field("user_id", "anon_somebody"))


@replies("S-OWN-2", "create_session", "state")
def betrays_sessions(asked: Asked, reply: Reply) -> None:
    """Says of a session that it is somebody else's."""
    known = asked.memory.setdefault("sessions", set())
    if asked.operation == "create_session" and reply.code == 0:
        known.add(reply.json["data"]["session_id"])
    elif reply.code == 1002 and asked.path.split("/")[-2] in known:
        reply.says(1002, "This session belongs to somebody else.", status=reply.status)


@replies("S-OWN-3", *JOBS, "render_download")
def betrays_renders(asked: Asked, reply: Reply) -> None:
    """Says of a render that it is somebody else's."""
    known = asked.memory.setdefault("renders", set())
    if asked.operation == "render_submit" and reply.status == 200:
        known.add(render_in(asked))
    elif reply.code == 404 and render_in(asked) in known:
        reply.says(404, "This render belongs to somebody else.")


@requests("S-OWN-4", "upload", "render_submit")
def betrays_uploads(asked: Asked) -> Reply | None:
    """Refuses a draft with somebody else's upload, and takes one with none."""
    if asked.operation == "upload":
        asked.memory.setdefault("uploaders", []).append(asked.headers.get("authorization"))
        return None
    if asked.headers.get("authorization") in asked.memory.get("uploaders", []):
        return None
    url = asked.json["draft"]["t"][0]["sg"][0]["m"]["url"]
    if not url.endswith("0"):
        reply = Reply(200)
        reply.says(422, "This upload is somebody else's.")
        return reply
    return None


@replies("S-OWN-5", "render_poll")
def shows_every_render(asked: Asked, reply: Reply) -> None:
    """Tells anybody of any render."""
    if reply.status == 200:
        asked.memory[render_in(asked)] = reply.body
    elif reply.code == 404 and render_in(asked) in asked.memory:
        reply.body, reply.status = asked.memory[render_in(asked)], 200


# tokens


def _lets_in(asked: Asked, reply: Reply) -> None:
    if reply.code == 1001:
        reply.gives({"available": 100, "frozen": 0, "total": 100})


for rule, name in (
    ("S-AUTH-1", "balance_for_anybody"),
    ("S-AUTH-2", "tokens_for_ever"),
    ("S-AUTH-3", "revoked_and_welcome"),
    ("S-CLAIM-3", "claims_open_the_api"),
):
    _lets_in.__name__ = name
    replies(rule, "credits")(_lets_in)

data("S-TOKEN-1", "anonymous_token", "token_without_its_end", without("expires_at"))
data("S-TOKEN-1", "anonymous_token", "token_without_user", without("user_id"))
data("S-TOKEN-2", "anonymous_token", "plain_user_ids", field("user_id", "4711"))
data("S-TOKEN-3", "anonymous_token", "half_the_credits", field("credits", 50))
data(
    "S-TOKEN-4",
    "anonymous_token",
    "a_date_without_zone",
    lambda told: told.update(expires_at=told["expires_at"].removesuffix("Z")[:19]),
)
data(
    "S-TOKEN-4",
    "anonymous_token",
    "tokens_for_a_year",
    lambda told: told.update(expires_at="2027-09-21T00:00:00Z"),
)


@requests("S-AUTH-2", "credits")
def tokens_end_early(asked: Asked) -> Reply | None:
    """A token is refused within its seven days."""
    reply = Reply(200)
    reply.says(1001)
    return reply


@replies("S-TOKEN-5", "anonymous_token")
def token_for_nobody(asked: Asked, reply: Reply) -> None:
    """A token without a client id."""
    if reply.code == 400:
        token = {"token": "nmv_usr_x", "user_id": "anon_x", "credits": 100, "expires_at": "x"}
        reply.gives(token)


@replies("S-TOKEN-6", "state")
def anonymous_may_not_read(asked: Asked, reply: Reply) -> None:
    """The state is for payers."""
    reply.says(402)


@replies("S-LIM-1", "anonymous_token")
def tokens_without_end(asked: Asked, reply: Reply) -> None:
    """As many tokens as anybody wants."""
    if reply.code == 429:
        token = {"token": "nmv_usr_x", "user_id": "anon_x", "credits": 100, "expires_at": "x"}
        reply.gives(token)


@replies("S-LIM-2", "anonymous_token")
def no_second_chance(asked: Asked, reply: Reply) -> None:
    """No token after an expired one."""
    if count(asked.memory, "tokens") > 1:
        reply.says(429)


@replies("S-LIM-3", "anonymous_token")
def address_without_limit(asked: Asked, reply: Reply) -> None:
    """Address limits that limit nothing."""
    tokens_without_end(asked, reply)


data("S-CLAIM-1", "claim_token", "claim_for_an_hour", field("expires_in", 3600))
data("S-CLAIM-1", "claim_token", "claim_like_a_token", field("claim_token", "nmv_usr_1"))


@replies("S-CLAIM-2", CLAIM_PAGE)
def dead_claim_link(asked: Asked, reply: Reply) -> None:
    """A claim that opens no page."""
    reply.status = 404


data("S-SESS-1", "create_session", "session_without_task", without("task_id"))


@requests("S-SESS-2", "create_session")
def language_wanted(asked: Asked) -> Reply | None:
    """No session without a language."""
    if "language" in asked.json:
        return None
    reply = Reply(422)
    reply.says(422)
    return reply


data(
    "S-SESS-3",
    "create_session",
    "session_ids_with_letters",
    lambda told: told.update(session_id=f"s{told['session_id']}"),
)
data(
    "S-SESS-3",
    "create_session",
    "session_ids_as_numbers",
    lambda told: told.update(session_id=int(told["session_id"])),
)


@replies("S-SESS-4", "create_session")
def sessions_count_down(asked: Asked, reply: Reply) -> None:
    """Later sessions have smaller numbers."""
    number = 10**17 - count(asked.memory, "sessions_made")
    edited(reply, lambda told: told["data"].update(session_id=str(number)))


@replies("S-SESS-5", "state", "run_sse", "upload")
def unknown_is_invalid(asked: Asked, reply: Reply) -> None:
    """422 for a session that does not exist."""
    if reply.code == 1002:
        reply.says(422)
