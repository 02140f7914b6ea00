"""Random and mutated messages against the agent: ``make fuzz-agent`` tells how it went.

Conversations of ten messages go on over the same timeline; after every change the draft must be
valid. Times are CPU seconds of understanding and planning one message.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from statistics import median, quantiles
from time import process_time

from emulator.tests.agent_blind import HUNDREDS
from emulator.tests.agent_stage import CHINESE, ENGLISH, bare, film, flaws, photo, song

from nemo_emulator.agent import Change, Scene, after, plan

SAID = (*(row.text for row in (*ENGLISH, *CHINESE)), *(blind.text for blind in HUNDREDS["first"]))
MAKERS = (photo, photo, photo, film, song)
TURNS = 10
ODD = "\0\t\n\"'“”「」《》#%-+:/.,，。？！0123456789x秒张第的 \u200b\ufeff\U0001f600éß\ud7ff\uf000"
GLUE = (
    "",
    " ",
    ", ",
    "，",
    " and ",
    "然后",
    ". ",
    "\n",
    '"',
    " not ",
    "不",
    " -1 ",
    "99999999999 ",
)


@dataclass(slots=True)
class Report:
    """What came of it; ``times`` in CPU seconds a message, ``wrong`` in sentences."""

    times: list[float] = field(default_factory=list[float])
    changed: int = 0
    wrong: list[str] = field(default_factory=list[str])

    def __str__(self) -> str:
        cuts = [cut * 1000 for cut in quantiles(self.times, n=100)]
        return (
            f"{len(self.times)} messages, {self.changed} changed the draft, {len(self.wrong)} went"
            f" wrong; CPU time a message: median {median(self.times) * 1000:.2f} ms, 90 %"
            f" {cuts[89]:.2f} ms, 99 % {cuts[98]:.2f} ms, most {max(self.times) * 1000:.1f} ms"
        )


def fuzz(count: int, seed: int = 0) -> Report:
    """Say so many things; the same seed says the same."""
    chance, report = Random(seed), Report()
    while len(report.times) < count:
        scene = _scene(chance)
        for n, message in enumerate(_messages(chance)):
            scene = _say(message, scene, n, report)
    return report


def _scene(chance: Random) -> Scene:
    makers = chance.choices(MAKERS, k=chance.randrange(6))
    media = [make(n) for n, make in enumerate(makers, start=1)]
    return bare(*media, language=chance.choice(("en", "zh")))


def _say(message: str, scene: Scene, seed: int, report: Report) -> Scene:
    began = process_time()
    try:
        turn = plan(message, scene, seed=seed)
        report.times.append(process_time() - began)
        for step in turn.steps:
            if isinstance(step, Change):
                scene = after(step.edits, scene)
                report.changed += 1
                report.wrong += [f"{message!r}: {flaw}" for flaw in flaws(scene.draft)]
    except Exception as trouble:  # noqa: BLE001 -- whatever it is, it is a finding
        report.times.append(process_time() - began)
        report.wrong.append(f"{message!r}: {trouble!r}")
    return scene


# -- what is said


def _messages(chance: Random) -> Iterator[str]:
    for _ in range(TURNS):
        yield chance.choice(WAYS)(chance)


def _plain(chance: Random) -> str:
    return chance.choice(SAID)


def _glued(chance: Random) -> str:
    parts = chance.choices(SAID, k=chance.randint(2, 4))
    return chance.choice(GLUE).join(part[: chance.randint(0, len(part))] for part in parts)


def _mangled(chance: Random) -> str:
    letters = list(chance.choice(SAID))
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(letters) + 1)
        letters[at : at + chance.randrange(3)] = chance.choices(ODD, k=chance.randrange(3))
    return "".join(letters)


def _stirred(chance: Random) -> str:
    words = chance.choice(SAID).split() + chance.choice(SAID).split()
    chance.shuffle(words)
    return " ".join(words).swapcase() if chance.random() < 0.2 else " ".join(words)


def _numbers(chance: Random) -> str:
    value = chance.choice((0, -1, 7, 10**9, 0.001, 1e300, 5))
    said = chance.choice(SAID)
    return "".join(str(value) if letter.isdigit() else letter for letter in said)


def _noise(chance: Random) -> str:
    return "".join(chr(chance.randrange(32, 0x3000)) for _ in range(chance.randrange(80)))


def _long(chance: Random) -> str:
    return chance.choice(SAID) * chance.randint(2, 40)


WAYS = (_plain, _glued, _glued, _mangled, _mangled, _stirred, _numbers, _noise, _long)


if __name__ == "__main__":
    found = fuzz(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    sys.stdout.write("".join(f"{line}\n" for line in (*found.wrong[:20], found)))
    sys.exit(bool(found.wrong))
