"""Checks on uploads, credits, the summary of the timeline, and what cannot be done."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from nemo_conformance.driver.words import Outcome, Reason
from nemo_conformance.judge.check import Check, breach, unsaid
from nemo_conformance.judge.claims import sells
from nemo_conformance.judge.exposure import draft_in, is_exportable
from nemo_conformance.judge.story import Story, data
from nemo_conformance.judge.texts import sentences
from nemo_conformance.judge.verdict import Finding
from nemo_conformance.record import Ended, Flaw, Limit, Visit, Want, Wish
from nemo_contract.codes import Code

REASON: Final[Mapping[Flaw, Reason]] = MappingProxyType(
    {
        Flaw.MISSING: Reason.FILE_MISSING,
        Flaw.TYPE: Reason.FILE_TYPE,
        Flaw.DISGUISED: Reason.FILE_TYPE,
        Flaw.SIZE: Reason.FILE_SIZE,
        Flaw.BORDERLINE: Reason.FILE_SIZE,
    }
)
LOCAL: Final = frozenset({Flaw.MISSING, Flaw.TYPE, Flaw.SIZE})
"""What can be told without the server."""
REMEDY: Final = MappingProxyType(
    {
        Reason.FILE_MISSING: re.compile(r"\S"),
        Reason.FILE_TYPE: re.compile(r"(?i)mp4|mov|webm|jpe?g|png|mp3|wav"),
        Reason.FILE_SIZE: re.compile(
            r"(?i)compress|trim|short|small|reduce|cut|200|压缩|剪|缩短|小"
        ),
    }
)
TOP_UP: Final = re.compile(
    r"(?i)top.{0,12}up|recharge|refill|buy|purchase|(?:add|get|more|new) (?:\w+ )?credits"
    r"|upgrade|plan\b|subscri|充值|购买|续费|补充|升级|订阅"
)
CANNOT: Final = r"can.?t|cannot|not (?:able|possible|support)|unable|instead|不能|无法|不支持"
LIMITS: Final[Mapping[Limit, re.Pattern[str]]] = MappingProxyType(
    {
        Limit.RATIO: re.compile(
            r"(?i)re-?generat|again|anew|from scratch|new (?:clip|video)|rebuil|重新|再生成"
        ),
        Limit.STREAMING_MUSIC: re.compile(rf"(?i)stock|library|royalty|曲库|素材|{CANNOT}"),
        Limit.PHOTO_EDITING: re.compile(rf"(?i)slideshow|幻灯|{CANNOT}"),
    }
)
TRACKS: Final = re.compile(r"(?i)(\d+)\s*(?:个|条)?\s*(?:tracks?|轨)")


def refuses_files(story: Story) -> Iterator[Finding]:
    """C-UP-1"""
    for wish in story.record.wishes:
        ended = story.ended(wish.n)
        flaws = [file.flaw for file in wish.files if file.flaw]
        if flaws and ended and ended.outcome is not Outcome.UNSUPPORTED:
            yield from _refused(story, wish, flaws[0], ended)


def _refused(story: Story, wish: Wish, flaw: Flaw, ended: Ended) -> Iterator[Finding]:
    uploads = story.during(wish.n, "upload")
    if flaw in LOCAL and len(wish.files) == 1 and uploads:
        yield breach(f"a file with the flaw {flaw} was sent", "refused locally", uploads[0])
    if flaw is Flaw.BORDERLINE and any(one.accepted for one in uploads):
        return
    reason = REASON[flaw]
    if ended.outcome is Outcome.DONE and len(wish.files) == 1:
        yield unsaid("a file that cannot be uploaded was reported as done", reason, ended.at)
    elif _something_else(story, wish) and ended.outcome is not Outcome.DONE:
        return
    elif ended.reason not in (reason, None):
        yield unsaid(f"the reason given is {ended.reason}", reason, ended.at)
    elif not REMEDY[reason].search(story.shown(wish.n)):
        yield unsaid("no remedy was shown", "the formats, or: compress or trim", ended.at)


def _something_else(story: Story, wish: Wish) -> bool:
    """Another refusal stood in the way, and the server never came to say a word of the file."""
    visits = story.during(wish.n)
    return not all(one.accepted for one in visits) and not any(map(_of_the_file, visits))


def _of_the_file(visit: Visit) -> bool:
    return visit.refusal in (Code.UNSUPPORTED_FILE, Code.FILE_TOO_LARGE)


def credits_from_endpoint(story: Story) -> Iterator[Finding]:
    """C-CRED-1"""
    for wish in story.wishes(Want.CREDITS):
        asked = story.during(wish.n, "credits")
        if any(one.is_garbled for one in asked):
            continue
        answers = [data(one) for one in asked if one.accepted]
        ended = story.ended(wish.n)
        if ended and ended.outcome is Outcome.DONE:
            yield from _balance(story, wish, ended, answers)
        elif (
            ended and ended.outcome is not Outcome.UNSUPPORTED and not asked and _fine(story, wish)
        ):
            yield unsaid("nobody asked for the balance", "GET the balance", wish.at)
    yield from _exports_blamed(story)


def _exports_blamed(story: Story) -> Iterator[Finding]:
    for wish in story.wishes(Want.EXPORT):
        ended = story.ended(wish.n)
        blocked = any(one.refusal == Code.NO_CREDITS for one in story.during(wish.n))
        if ended and ended.reason is Reason.CREDITS and not blocked:
            yield unsaid("a failed export was blamed on credits", "the real reason", ended.at)
        elif ended and ended.outcome is not Outcome.DONE and not blocked:
            said = "\n".join(one.text for one in story.statuses(wish.n))
            if any(map(sells, sentences(said))):
                yield unsaid("a failed export was told as one of credits", "the reason", ended.at)


def _fine(story: Story, wish: Wish) -> bool:
    return all(one.accepted for one in story.during(wish.n))


def _balance(
    story: Story, wish: Wish, ended: Ended, answers: list[dict[str, object]]
) -> Iterator[Finding]:
    if not answers:
        yield unsaid("the balance was told without asking", "GET the balance", ended.at)
        return
    available = answers[-1].get("available")
    believed = ended.facts.get("available")
    if believed not in (None, available):
        yield unsaid(f"the client believes {believed}", f"{available}", ended.at)
    elif str(available) not in story.shown(wish.n).replace(",", ""):
        yield unsaid("the balance was not shown", f"{available} credits", ended.at)


def out_of_credits(story: Story) -> Iterator[Finding]:
    """C-CRED-2"""
    one = story.refused(Code.NO_CREDITS)[0]
    ended = story.ended(one.intent)
    seen = f"{story.shown(one.intent)} {ended.facts.get('link', '') if ended else ''}"
    if ended and ended.reason not in (Reason.CREDITS, None):
        yield breach(f"the reason given is {ended.reason}", "credits", one)
    elif story.anonymous and not _registers(seen, story.record.user_id):
        yield breach("no registration link was shown", "…/register?bind=<user_id>", one)
    elif not story.anonymous and not TOP_UP.search(seen):
        yield breach("no advice to top up was shown", "top up", one)


def _registers(seen: str, user_id: str | None) -> bool:
    """Whether a whole link to the registration, bound to the user, was shown."""
    links = re.findall(r"https?://\S+?/register\?\S*\bbind=([^\s&#)\]>\"'”’。，]+)", seen)
    return any(one.rstrip(".,;:!?") == user_id for one in links)


def summarises(story: Story) -> Iterator[Finding]:
    """C-STATE-1"""
    for wish in story.wishes(Want.STATE):
        states = [one for one in story.during(wish.n, "state") if is_exportable(one)]
        if states and story.is_done(wish.n):
            yield from _summary(story, wish, states[-1])


def _summary(story: Story, wish: Wish, state: Visit) -> Iterator[Finding]:
    draft = draft_in(state)
    tracks = len(draft["t"]) if isinstance(draft, dict) else 0
    seen = story.shown(wish.n)
    counted = TRACKS.search(seen)
    items = re.findall(r"(?m)(?:^|\s)\d+[.)、]\s*\S", seen)
    if not counted or int(counted[1]) != tracks:
        yield breach(
            "the summary does not count the tracks", f"Timeline ({tracks} tracks): …", state
        )
    elif len(items) < tracks:
        yield breach("the summary does not number the tracks", "1. Video: … 2. BGM: …", state)


def names_limits(story: Story) -> Iterator[Finding]:
    """C-LIM-1"""
    for wish in story.record.wishes:
        if (
            wish.limit
            and story.ended(wish.n)
            and not story.forbade(wish.n)
            and not LIMITS[wish.limit].search(story.shown(wish.n))
        ):
            yield unsaid("the limit was not named", f"what cannot be done ({wish.limit})", wish.at)


ACCOUNT = (
    Check("C-STATE-1", summarises),
    Check("C-UP-1", refuses_files),
    Check("C-CRED-1", credits_from_endpoint),
    Check("C-CRED-2", out_of_credits),
    Check("C-LIM-1", names_limits),
)
"""By requirement."""
