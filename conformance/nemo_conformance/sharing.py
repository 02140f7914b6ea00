"""Several processes draw at once, each with its own server and its own client."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace

from nemo_conformance.drawing import Draw
from nemo_conformance.kit import Plan, Ran, Session, conform
from nemo_conformance.openers import joined, opener
from nemo_conformance.processes import helpers
from nemo_conformance.reach import Reach


@dataclass(frozen=True, slots=True)
class Share:
    """What one of them does, as it can be told to another process."""

    reach: Reach
    draw: Draw
    seed: int
    fresh: bool
    watched: bool
    name: str


def drawn(share: Share) -> list[Ran]:
    """Everything that was played. A client that cannot be started played nothing."""
    runs: list[Ran] = []
    plan = Plan(
        scenarios=(),
        joined=joined(share.reach),
        fresh=share.fresh,
        watched=share.watched,
        name=share.name,
        seed=share.seed,
        draw=share.draw,
        hear=runs.append,
    )
    conform(opener(share.reach), plan)
    return runs


@dataclass(frozen=True, slots=True)
class Shared:
    """Draws its own part, then tells what the others found."""

    own: Draw
    others: Sequence[Future[list[Ran]]]

    def __call__(self, session: Session, plan: Plan) -> Iterator[Ran]:
        """As ``Draw`` does; a rule that several found broken is told once."""
        yield from self.own(session, plan)
        for other in self.others:
            for ran in other.result():
                rules = ran.scenario.tests if ran.broken else ()
                if not set(rules) & self.own.known:
                    self.own.known.update(rules)
                    self._keep(session, ran)
                    yield ran

    def _keep(self, session: Session, ran: Ran) -> None:
        if self.own.shelf is not None and ran.broken and session.identity:
            self.own.shelf.keep(session.identity.name, ran.scenario.tests[0], ran.scenario)


@contextmanager
def sharing(share: Share, jobs: int) -> Iterator[Shared | Draw]:
    """The drawing of ``share`` by so many processes, this one among them."""
    if jobs == 1:
        yield share.draw
        return
    examples = -(-share.draw.examples // jobs)
    parts = [replace(share.draw, examples=examples, turn=n + 1, turns=jobs) for n in range(jobs)]
    with helpers(jobs - 1) as pool:
        shares = [replace(share, draw=replace(part, shelf=None)) for part in parts[1:]]
        yield Shared(parts[0], [pool.submit(drawn, one) for one in shares])
