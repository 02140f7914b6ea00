"""Checks on what must stay inside: tokens, ids of clients, headers, raw JSON."""

import json
import re
from collections.abc import Iterator
from typing import Final

from nemo_conformance.judge.check import Check, breach, unsaid
from nemo_conformance.judge.story import Story
from nemo_conformance.judge.verdict import Finding
from nemo_conformance.record import Asked, Place, Shown

URLS: Final = frozenset({Place.URL, Place.REFERER})
SECRET: Final = re.compile(r"\b(?:token|client|odd):(?:env|\d+)\b|nmv_usr_\w")
LINK: Final = re.compile(r"https?://\S+")
HEADER: Final = re.compile(r"(?i)\b(?:authorization|x-client-id|x-skill-\w+)\b\s*[:=]|bearer nmv_")
OBJECT: Final = re.compile(r"[{\[]\s*[\"{\[]")


def no_token_in_urls(story: Story) -> Iterator[Finding]:
    """C-SEC-1"""
    for one in story.visits:
        if SECRET.search(f"{one.path}?{one.query}"):
            yield breach("a token stands in the address", "tokens in Authorization only", one)
        if SECRET.search(one.headers.get("referer", "")):
            yield breach("a token stands in Referer", "tokens in Authorization only", one)
    for leak in story.record.leaks:
        if leak.place in URLS:
            yield unsaid(f"{leak.secret} stood in {leak.place}", "in no address", leak.at)
    for shown in story.heard(Shown):
        if any(SECRET.search(link) for link in LINK.findall(shown.text)):
            yield unsaid("a link was shown with a token in it", "a claim link", shown.at)


def shows_no_secrets(story: Story) -> Iterator[Finding]:
    """C-SEC-2"""
    for at, text in _texts(story):
        for what, pattern in (("a token or client id", SECRET), ("a header", HEADER)):
            if pattern.search(LINK.sub("", text)):
                yield unsaid(f"{what} was shown", "plain words", at)
        if raw := _json(text, story.said):
            yield unsaid(f"raw JSON was shown: {raw[:60]}", "plain words", at)
    for leak in story.record.leaks:
        if leak.place not in URLS:
            yield unsaid(f"{leak.secret} stood in {leak.place}", "nowhere", leak.at)


def _texts(story: Story) -> Iterator[tuple[float, str]]:
    yield from ((one.at, one.text) for one in story.heard(Shown))
    yield from ((one.at, one.question) for one in story.heard(Asked))


def _json(text: str, said: str) -> str | None:
    """The first piece of a text that is a JSON object or array and was not the user's own."""
    for match in OBJECT.finditer(text):
        try:
            _, end = json.JSONDecoder().raw_decode(text, match.start())
        except ValueError:
            continue
        raw = text[match.start() : end]
        if raw not in said:
            return raw
    return None


SECRECY = (Check("C-SEC-1", no_token_in_urls), Check("C-SEC-2", shows_no_secrets))
"""By requirement."""
