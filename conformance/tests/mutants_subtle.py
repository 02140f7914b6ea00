"""Broken clients whose mistake shows only in the right place: words, links, drafts, comparisons."""

import json
import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from importlib import import_module
from typing import Any, Final
from unittest.mock import patch

from conformance.tests.mutants import (
    MUTANTS,
    Memory,
    Steps,
    altered,
    asked,
    breaks,
    requested,
    tells,
)
from conformance.tests.reference import Mutate, Reference, mutant

from nemo_client import gui, sse
from nemo_client.flows.ask import tell
from nemo_client.flows.desk import Desk, State
from nemo_client.flows.recover import report
from nemo_client.flows.state import state
from nemo_client.flows.steps import (
    Call,
    Chunk,
    Flow,
    Kind,
    Open,
    Step,
    Tell,
)
from nemo_client.routing import Route, route
from nemo_client.timeline import read_timeline, summary

FLOWS: Final = "nemo_client.flows"


class Swapped(Reference):
    """Has one function or constant of a flow's module replaced while it works."""

    def __init__(self, module: str, name: str, value: object) -> None:
        super().__init__(name=f"{module}.{name}")
        self._swap = (import_module(f"{FLOWS}.{module}"), name, value)

    def do(self, order: dict[str, Any], told: Any) -> None:
        with ExitStack() as stack:
            stack.enter_context(patch.object(*self._swap))
            super().do(order, told)


def swaps(rule: str, name: str, module: str, what: str, value: object) -> None:
    """A mutant by this name, which breaks the rule."""
    MUTANTS[name] = (rule, lambda: Swapped(module, what, value))


def changes_headers(change: Callable[[dict[str, str], Memory], dict[str, str]]) -> Mutate:
    """Sends other headers with what needs a token."""

    def before(step: Step[Any], memory: Memory) -> Step[Any]:
        if isinstance(step, Call | Open) and requested(step, "credits", "state", "run_sse"):
            return altered(step, headers=change(dict(asked(step).headers), memory))
        return step

    return mutant(before)


def changes_body(operation: str, change: Callable[[dict[str, Any], Memory], Any]) -> Mutate:
    """Sends another body; what it is given may be changed in place."""

    def before(step: Step[Any], memory: Memory) -> Step[Any]:
        if requested(step, operation):
            copy = json.loads(json.dumps(dict(asked(step).json or {})))
            return altered(step, json=change(copy, memory))
        return step

    return mutant(before)


def rewords(name: str, change: Callable[[str], str]) -> None:
    """A mutant that sends other words than the user's."""

    def changed(asked: dict[str, Any], memory: Memory) -> dict[str, Any]:
        part = asked["new_message"]["parts"][0]
        part["text"] = change(part["text"])
        return asked

    MUTANTS[name] = ("C-ROUTE-2", lambda: Reference(changes_body("run_sse", changed), name))


def instead_of(words: str, others: str) -> Mutate:
    """Tells something else where these words would stand."""
    return tells(lambda it: replace(it, text=others) if words in it.text else it)


# getting in


@breaks("C-AUTH-4")
def repeats_with_the_old_token() -> Mutate:
    def first(headers: dict[str, str], memory: Memory) -> dict[str, str]:
        return headers | {
            "Authorization": memory.setdefault("first", headers.get("Authorization", ""))
        }

    return changes_headers(first)


@breaks("C-SEC-2")
def shows_its_client_id() -> Mutate:
    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        if requested(step, "anonymous_token"):
            yield Tell(f"You are {asked(step).headers['X-Client-Id']} from now on.")
        return answer

    return mutant(after=after)


@breaks("C-SESS-2")
def names_the_lost_session() -> Mutate:
    def first(asked: dict[str, Any], memory: Memory) -> dict[str, Any]:
        return asked | {"session_id": memory.setdefault("session", asked["session_id"])}

    return changes_body("run_sse", first)


@breaks("C-SESS-2")
def uploads_into_the_lost_session() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any]:
        if requested(step, "upload"):
            return altered(step, url=memory.setdefault("place", asked(step).url))
        return step

    return mutant(before)


@breaks("C-SESS-2")
def says_nothing_of_a_lost_session() -> Mutate:
    return tells(lambda it: None if "session was gone" in it.text else it)


# routing


def _anywhere(text: str) -> Route:
    found = Route.CREDITS if re.search(r"credit|balance|余额", text) else route(text)
    return Route.STATE if "status" in text else found


def _in_small_letters(text: str) -> Route:
    return route(text) if text == text.lower() else Route.MESSAGE


def _by_first_words(text: str) -> Route:
    return Route.MESSAGE if re.search(r"(?i)download|积分", text) else route(text)


swaps("C-ROUTE-1", "takes_keywords_anywhere", "chat", "route", _anywhere)
swaps("C-ROUTE-1", "knows_small_letters_only", "chat", "route", _in_small_letters)
swaps("C-ROUTE-1", "knows_one_word_each", "chat", "route", _by_first_words)
rewords("joins_lines", lambda text: " ".join(text.split()))
rewords("drops_pictographs", lambda text: re.sub("[\U00010000-\U0010ffff]", "", text))
rewords("straightens_quotes", lambda text: text.replace("“", '"').replace("”", '"'))
rewords("drops_links", lambda text: re.sub(r"https?://\S+", "", text).strip())
rewords("cuts_long_messages", lambda text: text[:200])


# streams


class LineByLine(sse.Decoder):
    """Takes every line of data for an event."""

    def feed(self, chunk: bytes) -> list[sse.Event]:
        lines = (line for one in super().feed(chunk) for line in one.data.split("\n"))
        return [sse.Event(line) for line in lines]


class ListenSwapped(Swapped):
    """Reads streams with another decoder."""

    def __init__(self, decoder: type[sse.Decoder]) -> None:
        super().__init__("listen", "sse", sse)
        self._swap = (sse, "Decoder", decoder)


def reads(change: Callable[[bytes], bytes]) -> Mutate:
    """Reads other bytes than there are."""

    def after(step: Step[Any], answer: Any, memory: Memory) -> Steps:
        yield from ()
        return replace(answer, data=change(answer.data)) if isinstance(answer, Chunk) else answer

    return mutant(after=after)


MUTANTS["takes_each_line_for_an_event"] = ("C-SSE-1", lambda: ListenSwapped(LineByLine))


@breaks("C-SSE-1")
def wants_a_blank_after_the_colon() -> Mutate:
    return reads(lambda data: re.sub(rb"(?m)^data:(?=[^ \r\n])", b"?:", data))


@breaks("C-SSE-1")
def knows_no_named_events() -> Mutate:
    return reads(lambda data: b"" if data.startswith(b"event:") else data)


@breaks("C-SSE-11")
def shows_no_text_twice_in_its_life() -> Mutate:
    def before(step: Step[Any], memory: Memory) -> Step[Any] | None:
        known = memory.setdefault("known", set())
        if isinstance(step, Tell) and step.kind is Kind.SAID:
            if step.text in known:
                return None
            known.add(step.text)
        return step

    return mutant(before)


def _at_the_start(text: str) -> gui.Guidance:
    begins = re.match(r"\W*(?:click|open|drag|you can|点击|打开|拖)", text, re.IGNORECASE)
    return gui.translate(text) if begins else gui.Guidance(text)


def _in_english(text: str) -> gui.Guidance:
    return gui.Guidance(text) if re.search("[\u4e00-\u9fff]", text) else gui.translate(text)


def _without_the_verb(text: str) -> gui.Guidance:
    verbs = r"(?i)\b(?:click(?: on)?|open|drag(?: and drop)?|you can preview)\b|点击|打开|拖拽|预览"
    return gui.Guidance(re.sub(verbs, "", text))


def _by_paragraphs(text: str) -> gui.Guidance:
    found = gui.translate(text)
    return gui.Guidance("", found.actions) if found.actions else found


swaps("C-GUI-1", "sees_instructions_at_the_start", "listen", "translate", _at_the_start)
swaps("C-GUI-1", "sees_english_instructions", "listen", "translate", _in_english)
swaps("C-GUI-1", "drops_the_verb_alone", "listen", "translate", _without_the_verb)
swaps("C-GUI-1", "drops_the_whole_paragraph", "listen", "translate", _by_paragraphs)


# silence and loss


def _claims(desk: Desk, before: State) -> Flow[tuple[str, ...]]:
    after = yield from state(desk)
    yield from tell("Done! Your video was updated.")
    yield from tell(summary(read_timeline(after)))
    return ()


def _denies(desk: Desk, before: State) -> Flow[tuple[str, ...]]:
    yield from state(desk)
    yield from tell("The service said nothing, and nothing changed on the timeline.")
    return ()


def _counts(desk: Desk, before: State) -> Flow[tuple[str, ...]]:
    after = yield from state(desk)
    if len(read_timeline(after).pieces) != len(read_timeline(before).pieces):
        return (yield from report(before, after))
    return (yield from _denies(desk, before))


def _nobody() -> Flow[bool]:
    yield from ()
    return False


swaps("C-SSE-5", "claims_a_change_always", "send", "_silent", _claims)
swaps("C-SSE-5", "claims_no_change_ever", "send", "_silent", _denies)
swaps("C-SSE-5", "counts_what_is_on_the_timeline", "send", "_silent", _counts)
swaps("C-SSE-7", "waits_a_minute_before_it_looks", "recover", "FIRST_LOOK", 60.0)
swaps("C-SSE-7", "looks_every_minute_and_a_half", "recover", "NEXT_LOOK", 90.0)
swaps("C-SSE-7", "looks_nine_times", "recover", "UNCHANGED", 9)
swaps("C-SSE-7", "sees_no_change", "recover", "differs", lambda before, after: False)
swaps("C-SSE-8", "listens_for_twenty_minutes", "listen", "LONGEST", 1200.0)


class OffersNothing(Swapped):
    """Reports a loss and leaves it at that."""

    def __init__(self) -> None:
        super().__init__("send", "_may_resend", _nobody)
        self._mutate = instead_of("look at the state later", "It did not work.")


MUTANTS["offers_no_retry"] = ("C-SSE-7", OffersNothing)
