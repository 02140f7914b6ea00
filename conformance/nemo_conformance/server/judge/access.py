"""Whether tokens, claims and sessions are given and refused as they should (S-AUTH to S-SESS)."""

from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import pairwise
from typing import Final

from nemo_conformance.judge.verdict import Finding
from nemo_conformance.server.judge.check import Check, breach, reply_of
from nemo_conformance.server.judge.story import Story
from nemo_conformance.server.record import LINK, Call
from nemo_contract import Code
from nemo_contract import Exposure as X

DAY: Final = 86_400.0
EXACT_S, LOOSE_S = 2.0, 3600.0
"""How far a date may be off, in s, by a shared clock and by the ``Date`` of the reply."""
WEEK: Final = 604_800
BITS: Final = 2**64
Breaches = Callable[[Story], Iterator[Finding]]


def refuses(shown: X, code: Code, *operations: str, unless: X | None = None) -> Breaches:
    """What was done on purpose must be refused with this code."""

    def breaches(story: Story) -> Iterator[Finding]:
        for call in story.showing(shown):
            concerned = not operations or call.operation in operations
            if concerned and not (unless and call.showed(unless)) and call.code != code:
                yield breach(
                    f"{call.operation}, {shown.clause.partition(' ')[2]}: {reply_of(call)}",
                    f"code {int(code)}",
                    call,
                )

    return breaches


def _issued(story: Story) -> tuple[Call, ...]:
    """The requests for a token that had to be granted."""
    asked = story.of("anonymous_token")
    return tuple(one for one in asked if not one.shows.intersection(NOT_GRANTED))


NOT_GRANTED: Final = frozenset({X.NO_CLIENT_ID, X.TOKEN_AGAIN, X.ADDRESS_LIMITED})


def _token_fields(story: Story) -> Iterator[Finding]:
    want = "`token`, `user_id`, `credits` and `expires_at`"
    for call in _issued(story):
        kinds = {"token": str, "user_id": str, "credits": int, "expires_at": str}
        wrong = [name for name, kind in kinds.items() if not isinstance(call.data.get(name), kind)]
        if call.refused:
            yield breach(f"a token request answered {reply_of(call)}", want, call)
        elif wrong:
            yield breach(f"the token reply has no {', '.join(wrong)}", want, call)


def _given(story: Story) -> Iterator[Call]:
    return (one for one in story.of("anonymous_token") if one.fine)


def _prefixes(story: Story) -> Iterator[Finding]:
    for call in _given(story):
        for name, prefix in (("token", "nmv_usr_"), ("user_id", "anon_")):
            if not str(call.data.get(name)).startswith(prefix):
                yield breach(f"`{name}` does not begin with {prefix}", f"`{prefix}…`", call)


def _grant(story: Story) -> Iterator[Finding]:
    grant = story.setup.grant
    for call in _issued(story):
        renewed = any(one.fine for one in story.before(call, "anonymous_token"))
        if call.fine and not renewed and call.data.get("credits") != grant:
            yield breach(f"it came with {call.data.get('credits')} credits", f"{grant}", call)


def _expiry(story: Story) -> Iterator[Finding]:
    days = story.setup.token_days
    for call in _given(story):
        until, now = _instant(call.data.get("expires_at")), _now(story, call)
        want = f"an RFC 3339 time {days:g} days ahead"
        slack = EXACT_S if story.setup.exact else LOOSE_S
        if until is None:
            yield breach(f"`expires_at` is {call.data.get('expires_at')!r}", want, call)
        elif now is not None and abs(until - now - days * DAY) > slack:
            yield breach(f"`expires_at` is {(until - now) / DAY:.3f} days ahead", want, call)


def _instant(text: object) -> float | None:
    """Seconds since 1970 of an RFC 3339 time; None for what is none."""
    if not isinstance(text, str) or "T" not in text.upper():
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.timestamp() if found.tzinfo else None


def _now(story: Story, call: Call) -> float | None:
    if story.setup.epoch is not None:
        return story.setup.epoch + call.at
    try:
        return parsedate_to_datetime(call.reply_headers.get("date", "")).timestamp()
    except ValueError:
        return None


def _scopes(story: Story) -> Iterator[Finding]:
    closed = {int(Code.BAD_TOKEN), int(Code.EXPORT_BLOCKED), 403}
    for call in story.of("create_session", "run_sse", "upload", "state", "credits"):
        if _is_plain(call) and (call.code in closed or call.status == 403):
            want = "an anonymous token reads, writes and uploads"
            yield breach(f"{call.operation} answered {reply_of(call)}", want, call)


def _is_plain(call: Call) -> bool:
    return bool(call.who) and not call.shows.intersection(UNWELCOME)


UNWELCOME: Final = frozenset(
    {X.TOKEN_WRONG, X.TOKEN_EXPIRED, X.TOKEN_REVOKED, X.CLAIM_AS_BEARER, X.FREE_PLAN}
)


def _expired(story: Story) -> Iterator[Finding]:
    yield from refuses(X.TOKEN_EXPIRED, Code.BAD_TOKEN)(story)
    for call in story.calls:
        if _is_plain(call) and call.code == Code.BAD_TOKEN and call.who in story.record.users:
            yield breach("a token that has not expired was refused", "it works", call)


def _renewed(story: Story) -> Iterator[Finding]:
    for call in story.showing(X.TOKEN_AGAIN, X.TOKEN_REVOKED):
        if call.operation == "anonymous_token" and call.refused:
            want = "a new token for the same client id at once"
            yield breach(f"after the old one had gone: {reply_of(call)}", want, call)


def _over_limit(story: Story) -> Iterator[Finding]:
    most = story.setup.per_address
    given = [one for one in story.of("anonymous_token") if one.fine]
    if len(given) > most:
        yield breach(f"{len(given)} tokens were given to one address", f"{most}", given[most])
    for call in story.showing(X.ADDRESS_LIMITED):
        if call.refused and call.code != Code.RATE_LIMITED:
            yield breach(f"over the limit: {reply_of(call)}", "429", call)


def _claim(story: Story) -> Iterator[Finding]:
    want = "`claim_token` (`clm_…`) and `expires_in` 604800"
    for call in story.of("claim_token"):
        if call.shows.intersection((X.UNKNOWN_SESSION, X.FOREIGN_SESSION, *UNWELCOME)):
            continue
        token, lasting = call.data.get("claim_token"), call.data.get("expires_in")
        if not str(token).startswith("clm_") or lasting != WEEK:
            told = "a claim_token" if isinstance(token, str) else "no claim_token"
            yield breach(f"{reply_of(call)}, {told}, expires_in {lasting}", want, call)


def _claim_page(story: Story) -> Iterator[Finding]:
    for call in story.links:
        if "/workspace/claim?ct=" in call.path and not call.fine:
            yield breach(f"the claim link gave {reply_of(call)}", "a page", call)


def _session_fields(story: Story) -> Iterator[Finding]:
    want = "`task_id`, `session_id` and `user_id`"
    for call in story.of("create_session"):
        if not _is_plain(call):
            continue
        missing = [
            n for n in ("task_id", "session_id", "user_id") if not isinstance(call.data.get(n), str)
        ]
        if call.refused or missing:
            yield breach(f"{reply_of(call)} without {', '.join(missing)}", want, call)


def _without_language(story: Story) -> tuple[Call, ...]:
    return tuple(
        one
        for one in story.of("create_session")
        if _is_plain(one) and "language" not in (one.asked or {})
    )


def _language(story: Story) -> Iterator[Finding]:
    for call in _without_language(story):
        if call.refused:
            yield breach(f"without `language`: {reply_of(call)}", "a session", call)


def _made(story: Story) -> tuple[Call, ...]:
    return tuple(one for one in story.of("create_session") if one.fine)


def _decimal(story: Story) -> Iterator[Finding]:
    for call in _made(story):
        name = call.data.get("session_id")
        good = isinstance(name, str) and name.isascii() and name.isdecimal()
        if not good or int(str(name)) >= BITS:
            want = "a string of decimal digits that fits 64 bits"
            yield breach(f"`session_id` is {name!r}", want, call)


def _ordered(story: Story) -> Iterator[Finding]:
    numbers = [
        (call, int(name))
        for call in _made(story)
        if (name := str(call.data.get("session_id"))).isdecimal()
    ]
    for (_, first), (call, second) in pairwise(numbers):
        if second <= first:
            yield breach(f"{second} came after {first}", "a greater number", call)


def _fetched_claim(story: Story) -> bool:
    return any(one.operation == LINK and "/claim" in one.path for one in story.calls)


ACCESS: Final = (
    Check("S-AUTH-1", refuses(X.TOKEN_WRONG, Code.BAD_TOKEN)),
    Check("S-AUTH-2", _expired),
    Check("S-AUTH-3", refuses(X.TOKEN_REVOKED, Code.BAD_TOKEN, unless=X.TOKEN_AGAIN)),
    Check("S-TOKEN-1", _token_fields, when=lambda story: bool(_issued(story))),
    Check("S-TOKEN-2", _prefixes, when=lambda story: any(_given(story))),
    Check("S-TOKEN-3", _grant, when=lambda story: any(_given(story))),
    Check("S-TOKEN-4", _expiry, when=lambda story: any(_given(story))),
    Check("S-TOKEN-5", refuses(X.NO_CLIENT_ID, Code.CLIENT_ID_MISSING)),
    Check("S-TOKEN-6", _scopes, when=lambda story: any(_given(story))),
    Check(
        "S-LIM-1",
        refuses(X.TOKEN_AGAIN, Code.RATE_LIMITED, unless=X.TOKEN_REVOKED),
        when=lambda story: any(
            not one.showed(X.TOKEN_REVOKED) for one in story.showing(X.TOKEN_AGAIN)
        ),
    ),
    Check(
        "S-LIM-2", _renewed, when=lambda story: bool(story.showing(X.TOKEN_AGAIN, X.TOKEN_REVOKED))
    ),
    Check("S-LIM-3", _over_limit, when=lambda story: bool(story.showing(X.ADDRESS_LIMITED))),
    Check("S-CLAIM-1", _claim),
    Check("S-CLAIM-2", _claim_page, when=_fetched_claim),
    Check("S-CLAIM-3", refuses(X.CLAIM_AS_BEARER, Code.BAD_TOKEN)),
    Check("S-SESS-1", _session_fields),
    Check("S-SESS-2", _language, when=lambda story: bool(_without_language(story))),
    Check("S-SESS-3", _decimal, when=lambda story: bool(_made(story))),
    Check("S-SESS-4", _ordered),
    Check("S-SESS-5", refuses(X.UNKNOWN_SESSION, Code.SESSION_NOT_FOUND)),
)
