"""Checks on getting in: the token, the session, attribution, what is said while connecting."""

import re
from collections.abc import Iterator
from typing import Final

from nemo_conformance.judge.check import Check, breach, unsaid
from nemo_conformance.judge.story import Story, data, session_of
from nemo_conformance.judge.texts import sentences
from nemo_conformance.judge.verdict import Finding
from nemo_conformance.record import Restarted, TokenGiven, Visit, Want
from nemo_contract.codes import Code

ENV = "token:env"
LOSS: Final = re.compile(
    r"\b(?:lost|los[es]|loss|gone|expire[ds]?|forg[eo]t\w*|vanish\w*|disappear\w*|missing|unknown|over"
    r"|ended|closed|dropped|reset|wiped|empty|earlier|previous|old|new|fresh|another|again|anew"
    r"|re-?\w*(?:open|creat|start|connect|send|upload|made)\w*|not? (?:longer|find|found|know)\w*"
    r"|n.t (?:find|know|have)|any ?more|unavailable)\b"
    r"|丢|失|过期|消失|不见|没了|不存在|找不到|不认|忘|重|再|新|旧|之前|以前|原来",
    re.IGNORECASE,
)
"""What anybody who says that a session is lost uses one of."""
TOKEN: Final = re.compile(
    r"token|access|credential|\bkey\b|account|log.?in|sign.?in|(?:logged|signed) in|anonym|guest"
    r"|authori[sz]|unauthori|令牌|密钥|凭|账号|账户|登录|匿名|访客|授权|身份",
    re.IGNORECASE,
)
"""What anybody who says that a token was refused uses one of."""
ATTRIBUTION = ("x-skill-source", "x-skill-version", "x-skill-platform")


def env_token(story: Story) -> Iterator[Finding]:
    """C-AUTH-1; after its refusal an anonymous token is allowed (C-AUTH-4)."""
    refused = [one.n for one in story.visits if _refused(one) and one.bearer == ENV]
    for one in story.visits:
        if refused and one.n > refused[0]:
            return
        if one.operation == "anonymous_token":
            yield breach("a token was requested", "NEMO_TOKEN is used as it is", one)
        elif one.operation and one.bearer not in (ENV, None):
            yield breach(f"{one.bearer} was sent", "NEMO_TOKEN is used as it is", one)


def own_token(story: Story) -> Iterator[Finding]:
    """C-AUTH-2"""
    issued = False
    for one in story.visits:
        if one.operation == "anonymous_token":
            issued = True
            yield from _asked_for(story, one)
        elif one.operation and not issued:
            yield breach("the API was used before a token was requested", "a token first", one)
        elif one.operation and (one.bearer or "").startswith("odd:"):
            yield breach("a token that was never issued was sent", "the returned token", one)


def _asked_for(story: Story, request: Visit) -> Iterator[Finding]:
    if not (request.client_id or "").startswith("client:"):
        yield breach(f"X-Client-Id was {request.client_id or 'missing'}", "a UUID", request)
    elif _holds_a_good_one(story, request):
        said = "another token was requested although the one it has was never refused"
        yield breach(said, "the returned token is used", request)


def _holds_a_good_one(story: Story, request: Visit) -> bool:
    """In this life of the client: what a restart forgets is the matter of C-AUTH-3."""
    begun = max((one.n for one in story.restarts if one.n < request.intent), default=0)
    since = [one for one in story.visits if one.n < request.n and one.intent > begun]
    given = [one.n for one in since if one.operation == "anonymous_token" and one.accepted]
    return bool(given) and not any(_may_be_bad(one) for one in since if one.n > given[-1])


def _may_be_bad(visit: Visit) -> bool:
    """A reply after which a client may doubt its token."""
    return _refused(visit) or visit.status in (401, 403)


def keeps_identity(story: Story) -> Iterator[Finding]:
    """C-AUTH-3"""
    yield from _again(story)
    for file in story.record.home:
        if file.mode & 0o077 and any(name.startswith(("token:", "client:")) for name in file.holds):
            yield unsaid(f"{file.path} has mode {file.mode:o}", "mode 600", 0.0)
    for other in story.record.outside:
        if other.client_id:
            yield unsaid(
                f"the client id went to {other.host}", "it is kept for its origin", other.at
            )


def _again(story: Story) -> Iterator[Finding]:
    begun = story.restarts[0]
    before = [one for one in story.of("anonymous_token") if one.intent <= begun.n]
    ids = {one.client_id for one in before}
    for one in story.of("anonymous_token"):
        if one in before or _needed(story, one, begun):
            continue
        yield breach("a token was requested again after a restart", "the kept token is used", one)
        if one.client_id not in ids:
            yield breach("another client id was sent", "the kept client id", one)


def _needed(story: Story, request: Visit, begun: Restarted) -> bool:
    """Whether the kept token was refused, or none was ever given, before this request."""
    earlier = [one for one in story.visits if one.n < request.n]
    given = any(one.operation == "anonymous_token" and one.accepted for one in earlier)
    return not given or any(_refused(one) and one.intent > begun.n for one in earlier)


def renews_token(story: Story) -> Iterator[Finding]:
    """C-AUTH-4"""
    told = set()
    for one in story.visits:
        if not _refused(one) or one.operation is None or one.intent in told:
            continue
        told.add(one.intent)
        yield from _env_refused(story, one) if one.bearer == ENV else _own_refused(story, one)


def _env_refused(story: Story, visit: Visit) -> Iterator[Finding]:
    ended = story.ended(visit.intent)
    if ended and ended.reason != "token" and not TOKEN.search(story.shown(visit.intent)):
        yield breach("nothing was said of the refused NEMO_TOKEN", "the user is told", visit)


def _own_refused(story: Story, visit: Visit) -> Iterator[Finding]:
    asked = story.after(visit, "anonymous_token")
    if not asked:
        yield breach("no new token was requested after 1001", "a new token, same client id", visit)
        return
    first = {one.client_id for one in story.of("anonymous_token") if one.n < visit.n}
    if first and asked[0].client_id not in first:
        yield breach("the new token was requested with another client id", "the same", asked[0])
    if not asked[0].accepted or visit.operation == "render_poll":
        return
    again = [one for one in story.after(visit, visit.operation or "") if one.n > asked[0].n]
    if not again:
        yield breach(
            f"{visit.operation} was not repeated", "repeated once with the token", asked[0]
        )
    elif again[0].bearer == visit.bearer:
        yield breach(
            f"{visit.operation} was repeated with the refused token", "with the new one", again[0]
        )
    elif visit.operation != "state" and sum(map(_refused, again)) > 1:
        yield breach(f"{visit.operation} was repeated again and again", "repeated once", again[-1])


def _refused(visit: Visit) -> bool:
    return visit.refusal == Code.BAD_TOKEN


def mends_client_id(story: Story) -> Iterator[Finding]:
    """C-AUTH-5"""
    one = story.refused(400, "anonymous_token")[0]
    later = story.after(one, "anonymous_token")
    if not later:
        yield breach("a 400 ended the attempt", "another request with a client id", one)
    elif not later[0].client_id:
        yield breach("the retry has no X-Client-Id either", "a client id", later[0])
    elif len(later) > 1 and later[0].refusal == 400:
        yield breach("it was tried more than twice", "one retry", later[1])


def attributed(story: Story) -> Iterator[Finding]:
    """C-ATTR-1; media links may be fetched without Authorization (contract.md 2.9)."""
    for one in story.visits:
        if one.operation is None:
            continue
        if one.operation == "anonymous_token" and one.bearer:
            yield breach("the token request carries Authorization", "none there", one)
        elif one.operation != "anonymous_token" and not one.bearer and _has_token(story, one):
            yield breach(f"{one.operation} came without Authorization", "the token on it", one)
        yield from _headers(story, one)
    for other in story.record.outside:
        if other.bearer:
            yield unsaid(f"{other.bearer} went to {other.host}", "to the API only", other.at)


def _has_token(story: Story, visit: Visit) -> bool:
    given = story.record.setup.token is not TokenGiven.NONE
    return given or any(one.n < visit.n and one.accepted for one in story.of("anonymous_token"))


def _headers(story: Story, visit: Visit) -> Iterator[Finding]:
    want = story.record.setup.attribution
    for name in ATTRIBUTION:
        if not visit.headers.get(name):
            yield breach(f"{visit.operation} came without {name}", "all three headers", visit)
            return
    source, version, platform = (visit.headers[name] for name in ATTRIBUTION)
    if platform not in want.platforms:
        yield breach(f"x-skill-platform is {platform}", " or ".join(want.platforms), visit)
    if want.source not in (None, source) or want.version not in (None, version):
        said = f"{want.source} {want.version}, as SKILL.md has it"
        yield breach(f"the headers say {source} {version}", said, visit)


def session_first(story: Story) -> Iterator[Finding]:
    """C-SESS-1"""
    made = {}
    for one in story.visits:
        if one.operation == "create_session" and one.accepted:
            made[str(data(one).get("session_id"))] = one.n
        session = session_of(one)
        if session is not None and session not in made:
            yield breach(f"{one.operation} names a session never created", "a session first", one)


def session_again(story: Story) -> Iterator[Finding]:
    """C-SESS-2; a render whose session is gone may end at the new session's empty state."""
    one = story.refused(Code.SESSION_NOT_FOUND)[0]
    made = story.after(one, "create_session")
    if not made:
        yield breach("no session was created after 1002", "a new session", one)
    elif made[0].accepted and (dead := _to_the_dead(story, one, made[0])):
        yield breach(f"{dead.operation} named the lost session again", "the new session", dead)
    elif made[0].accepted and not _repeated(story, one, made[0]):
        yield breach(f"{one.operation} was not repeated", "repeated once", made[0])
    elif not _says_so(story, one):
        yield breach("nothing was said of the lost session", "what was lost is said", one)


def _says_so(story: Story, visit: Visit) -> bool:
    """In words of the client's own, other than those by which it greets everybody."""
    words = {one.text for one in story.statuses(visit.intent)}
    return any(map(LOSS.search, words))


def _to_the_dead(story: Story, visit: Visit, made: Visit) -> Visit | None:
    """What was still wanted of the lost session when there was a new one."""
    same = visit.operation if visit.operation == "state" else ""
    wanted = ("run_sse", "upload", "render_submit", same)
    lost = session_of(visit)
    later = (one for one in story.of(*wanted) if one.n > made.n and session_of(one) == lost)
    return next(later, None) if lost else None


def _repeated(story: Story, visit: Visit, made: Visit) -> bool:
    also = {"render_submit": "state", "render_poll": "state"}.get(visit.operation or "", "")
    later = story.after(visit, visit.operation or "", also)
    return any(one.n > made.n for one in later)


def speaks_while_connecting(story: Story) -> Iterator[Finding]:
    """C-SESS-3"""
    first = story.of("create_session")[0]
    if not first.accepted:
        return
    said = [one for shown in story.statuses(first.intent) for one in sentences(shown.text)]
    wish = story.wish(first.intent)
    enough = 1 if wish and wish.want is Want.CONNECT else 2
    if len(said) < enough:
        yield breach("nothing was shown while connecting", "a short status, then ready", first)


ACCESS = (
    Check("C-AUTH-1", env_token),
    Check("C-AUTH-2", own_token),
    Check("C-AUTH-3", keeps_identity),
    Check("C-AUTH-4", renews_token),
    Check("C-AUTH-5", mends_client_id),
    Check("C-ATTR-1", attributed),
    Check("C-SESS-1", session_first),
    Check("C-SESS-2", session_again),
    Check("C-SESS-3", speaks_while_connecting),
)
"""By requirement, in the order of the contract."""
