"""Generated conversations with a service that may answer anything: what must never happen."""

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from client.tests.weather import SECRETS, WORDS, Sky
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nemo_client.errors import NemoError
from nemo_client.flows import Words, say
from nemo_client.flows.desk import Desk
from nemo_client.flows.steps import Answer, Ask, Call, Open, Read, Save, Silence, Source, Step
from nemo_client.stage import JPEG, Stage, stranger

TARGET = Path("video.mp4")


@dataclass
class Weather(Stage):
    """Answers every request and every read with what is drawn."""

    sky: Sky = field(default_factory=lambda: Sky(random.Random()))
    asked_again: int = 0

    def _answer(self, step: Step[Any]) -> Answer:
        match step:
            case Call(request) | Open(request) | Save(request, _):
                return self.sky.reply(request.operation, request.json)
            case Read(until):
                heard = self.sky.next()
                self.now = until if isinstance(heard, Silence) else self.now
                return heard
            case Ask():
                self.asked_again += 1
        return Stage._answer(self, step)


def spoken(stage: Weather, desk: Desk, text: str) -> str:
    """One wish; the sentence it ended with, if it failed."""
    words = Words(text, (Source("a.jpg", JPEG),) if "beside" in text else ())
    try:
        stage.play(say(desk, words, TARGET))
    except NemoError as error:
        return str(error)
    return ""


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 2**32))
@example(10829)  # a user id that is a token came into a link
def test_nothing_terrible_happens(seed: int) -> None:
    """Whatever is answered: no error escapes that is not a sentence for the user (C-ERR-3), no
    message arrives twice without consent (C-SSE-6), no secret is shown (C-SEC-2), no token stands
    in a URL (C-SEC-1), tools stay hidden (C-SSE-4), waiting ends."""
    chance = random.Random(seed)
    texts = chance.choices(WORDS, k=chance.randint(1, 5))
    consents = chance.random() < 0.5
    stage = Weather(sky=Sky(chance), files={"a.jpg": (11, JPEG)}, consents=consents)
    at = stranger(token=chance.choice(["", "nmv_usr_mine"]))

    ends = [spoken(stage, at, text) for text in texts]

    assert len(stage.sky.arrived) <= len(texts) + (stage.asked_again if stage.consents else 0)
    shown = "\n".join([*stage.told(), *ends])
    for secret in (*SECRETS, "uuid-"):
        assert secret not in shown
    assert all("nmv_usr_" not in request.url for request in stage.requests)
    assert stage.now < len(texts) * 6 * 3600
