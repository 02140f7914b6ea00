"""A server asked at random, by a model of what it should be: drawn by Hypothesis, and shrunk.

The model knows the people, their sessions and renders, and so what must succeed and what must be
refused. After each conversation the judge reads all of it; one that breaks a rule which none before
it broke is shrunk to the fewest steps that still break it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Final, TypeVar
from unittest import SkipTest

from hypothesis import HealthCheck, Phase, Verbosity, reject, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from nemo_conformance.judge import Status
from nemo_conformance.server.conversations.access import NEVER, no_session
from nemo_conformance.server.conversations.conversation import CALM
from nemo_conformance.server.conversations.messages import AFTER, EDIT, FIRST, TALK, TITLE
from nemo_conformance.server.conversations.money import MADE, MAKE
from nemo_conformance.server.conversations.renders import EMPTY, SMALL
from nemo_conformance.server.judge import judge
from nemo_conformance.server.lab import Lab, Person, Stuck
from nemo_conformance.server.report import Judged
from nemo_conformance.server.visit import Guest
from nemo_contract import Exposure as X

T = TypeVar("T")
BROKEN: Final = frozenset({Status.FAIL, Status.WARN, Status.HARNESS_ERROR})
STEPS: Final = 15
ROUNDS: Final = 3
"""How many different rules are looked for at most."""
TRIES: Final = 100
"""Conversations that shrinking may cost."""
TALKS: Final = (TALK, "what is on the timeline?", "你好")
PICTURES: Final = ("sample.jpg", "sample.png", "sample.gif")
SOUND: Final = "sample.mp3"
QUICK: Final = 20.0
"""Virtual seconds in which no render has ended yet."""


class Wrong(AssertionError):
    """The server broke a rule."""


@dataclass(slots=True)
class Room:
    """A session: what the model knows of it."""

    owner: Person
    session: str
    pictures: int = 0
    drafted: bool = False
    paid: bool = False


@dataclass(slots=True)
class Job:
    """A render: what the model knows of it; ``at`` virtual seconds."""

    owner: Person
    room: Room
    render_id: str
    draft: Any
    at: float


@dataclass(slots=True)
class Hunt:
    """What is looked for: the first rule that breaks and is not ``known``."""

    guest: Guest
    known: frozenset[str]
    aim: str = ""
    smallest: Judged | None = None
    fine: list[Judged] = field(default_factory=list[Judged])
    tries: int = 0

    def told(self, judged: Judged) -> None:
        """A conversation is over. Raises ``Wrong`` when it breaks what is aimed at.

        Shrinking ends, with what is smallest so far, after so many tries.
        """
        self.tries += bool(self.aim)
        if self.tries > TRIES:
            raise SkipTest("it is small enough")
        broken = {one.requirement for one in judged[1] if one.status in BROKEN} - self.known
        self.aim = self.aim or min(broken, default="")
        if self.aim and self.aim in broken:
            if self.smallest is None or _size(judged) <= _size(self.smallest):
                self.smallest = judged
            raise Wrong(self.aim)
        if not self.aim:
            rest = tuple(one for one in judged[1] if one.requirement not in self.known)
            self.fine.append((judged[0], rest))


def _size(judged: Judged) -> int:
    return len(judged[0].calls)


class Visitors(RuleBasedStateMachine):
    """The people who ask; ``hunt`` is set before it runs."""

    hunt: ClassVar[Hunt]
    people = Bundle[Person]("people")
    rooms = Bundle[Room]("rooms")
    jobs = Bundle[Job]("jobs")

    def __init__(self) -> None:
        super().__init__()
        self.lab: Lab = self.hunt.guest.enter(CALM)
        self.known: dict[str, Person] = {}
        self.left: dict[str, int] = {}

    def teardown(self) -> None:
        """The judge reads it all. Raises ``Wrong``."""
        record = self.hunt.guest.leave(self.lab, "drawn")
        self.hunt.told((record, judge(record)))

    @staticmethod
    def given(wish: Callable[[], T]) -> T:
        """What a server must give for the conversation to go on; without it, it is none."""
        try:
            return wish()
        except Stuck:
            reject()

    # people

    @initialize(target=people)
    def somebody(self) -> Person:
        """The first one."""
        return self.newcomer()

    @rule(target=people)
    def somebody_else(self) -> Person:
        """One more."""
        return self.newcomer()

    def newcomer(self) -> Person:
        """Somebody with a grant; a third one is the second again."""
        name = f"visitor{min(len(self.known) + 1, 2)}"
        if name not in self.known:
            self.known[name] = self.given(lambda: self.lab.newcomer(name))
            self.left[name] = self.lab.setup.grant
        return self.known[name]

    @rule(who=people)
    def asks_again_for_a_token(self, who: Person) -> None:
        """With the same client id."""
        if who.client_id:
            self.lab.token(who.client_id, shows=[X.TOKEN_AGAIN])

    @rule(operation=st.sampled_from(("credits", "create_session")))
    def comes_without_a_token(self, operation: str) -> None:
        """Or with one that nobody was given."""
        stranger = Person(name="nobody", token=NEVER, user_id="")
        self.lab.ask(operation, stranger, json=None, shows=[X.TOKEN_WRONG])

    @rule(who=people)
    def reads_the_balance(self, who: Person) -> None:
        """In peace."""
        self.lab.credits(who)

    # sessions

    @rule(target=rooms, who=people, language=st.sampled_from(("en", "zh", None)))
    def enters(self, who: Person, language: str | None) -> Room:
        """A new session."""
        return Room(who, self.given(lambda: self.lab.session(who, language)))

    @rule(room=rooms, name=st.sampled_from((*PICTURES, SOUND)))
    def uploads(self, room: Room, name: str) -> None:
        """One file."""
        self.lab.upload(room.owner, room.session, name)
        room.pictures += name != SOUND

    @rule(room=rooms)
    def uploads_words(self, room: Room) -> None:
        """A file that is none."""
        self.lab.ask(
            "upload",
            room.owner,
            files=(("notes.txt", b"words " * 50),),
            shows=[X.BAD_FILE_SENT],
            session_id=room.session,
        )

    @rule(room=rooms)
    def looks(self, room: Room) -> None:
        """At the state."""
        self.lab.state(room.owner, room.session)

    @rule(who=people, room=rooms)
    def peeps(self, who: Person, room: Room) -> None:
        """Into somebody else's session, and one that is nobody's."""
        if who.name != room.owner.name:
            self.lab.state(who, room.session, shows=[X.FOREIGN_SESSION])
            self.lab.state(who, no_session(room.session), shows=[X.UNKNOWN_SESSION])

    # messages

    @rule(room=rooms, text=st.sampled_from(TALKS))
    def talks(self, room: Room, text: str) -> None:
        """About nothing that costs."""
        self.lab.say(room.owner, room.session, text)

    @rule(room=rooms)
    def wants_a_video(self, room: Room) -> None:
        """Of what was uploaded; of a picture, if nothing was."""
        if not room.pictures:
            self.uploads(room, PICTURES[0])
        if not room.drafted:
            self.works(room, EDIT, self.lab.setup.edit, FIRST)

    @rule(room=rooms)
    def wants_a_title(self, room: Room) -> None:
        """On what there is; only the first edit of a session costs."""
        if room.drafted:
            price, shows = (0, (X.EDIT_DONE,)) if room.paid else (self.lab.setup.edit, FIRST)
            self.works(room, TITLE, price, shows)

    @rule(room=rooms)
    def wants_a_clip(self, room: Room) -> None:
        """Of nothing: in a session where nothing was uploaded or made."""
        if not room.pictures and not room.drafted:
            self.works(room, MAKE, self.lab.setup.generation, MADE)

    def works(self, room: Room, text: str, price: int, shows: tuple[X, ...]) -> None:
        """Work that costs so much, if that is left, between two balances."""
        who, total = room.owner, price + self.lab.setup.message
        if total > self.left[who.name]:
            self.lab.say(who, room.session, text, shows=[X.NO_CREDITS_LEFT])
            return
        self.lab.credits(who)
        call = self.lab.say(who, room.session, text, shows=shows)
        self.lab.credits(who)
        self.lab.state(who, room.session)
        if call.is_stream:
            self.left[who.name] -= total
            room.drafted = True
            room.paid = room.paid or X.EDIT_DONE in shows

    @rule(room=rooms)
    def leaves_early(self, room: Room) -> None:
        """A video is wanted, and nobody waits for it."""
        who, price = room.owner, self.lab.setup.edit + self.lab.setup.message
        if not room.pictures or room.drafted or price > self.left[who.name]:
            return
        self.lab.credits(who)
        call = self.lab.leave(who, room.session, EDIT, shows=[X.EDIT_DONE])
        self.lab.wait(AFTER)
        self.lab.state(who, room.session)
        self.lab.credits(who)
        if call.is_stream and self.lab.setup.continues:
            self.left[who.name] -= price
            room.drafted = room.paid = True

    # renders

    @rule(target=jobs, room=rooms, output=st.booleans())
    def exports(self, room: Room, output: bool) -> Job:  # noqa: FBT001 - as it is drawn
        """What is on the timeline, if anything is."""
        draft = self.lab.state(room.owner, room.session).get("draft") or EMPTY
        if room.drafted:
            draft = {**draft, "m": {"canvas": SMALL}}
        name = self.lab.submit(room.owner, room.session, draft, output=output)
        return Job(room.owner, room, name, draft, self.lab.now())

    @rule(job=jobs)
    def polls(self, job: Job) -> None:
        """A render that was accepted."""
        if job.draft.get("t"):
            self.lab.poll(job.owner, job.render_id)

    @rule(job=jobs)
    def exports_again(self, job: Job) -> None:
        """Under the same id."""
        if job.draft.get("t"):
            self.lab.submit(
                job.owner,
                job.room.session,
                job.draft,
                render_id=job.render_id,
                shows=[X.RENDER_ID_AGAIN],
            )

    @rule(job=jobs)
    def cancels(self, job: Job) -> None:
        """While it goes on."""
        soon = self.lab.setup.exact and self.lab.now() - job.at < QUICK
        if job.draft.get("t") and soon:
            name, shows = job.render_id, [X.EXPORT_CANCELLED]
            self.lab.ask("render_cancel", job.owner, shows=shows, render_id=name)
            self.lab.poll(job.owner, name)

    @rule(who=people, job=jobs)
    def peeps_at_a_render(self, who: Person, job: Job) -> None:
        """Of somebody else, and one that is nobody's."""
        if who.name != job.owner.name:
            self.lab.poll(who, job.render_id, shows=[X.FOREIGN_RENDER])
            self.lab.poll(who, self.lab.names.render(), shows=[X.UNKNOWN_RENDER])

    @rule(seconds=st.sampled_from((1.0, 29.0, 31.0, 95.0)))
    def waits(self, seconds: float) -> None:
        """Time goes by."""
        self.lab.wait(seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """Draws ``examples`` conversations at most; the same ``number`` draws the same."""

    examples: int
    number: int = 0
    steps: int = STEPS

    def __call__(self, guest: Guest, known: frozenset[str] = frozenset()) -> Iterator[Judged]:
        """Those that were fine, and for each rule that broke the smallest; ``known`` are left."""
        for turn in range(ROUNDS):
            hunt = Hunt(guest, known)
            self._run(hunt, self.number * ROUNDS + turn)
            yield from hunt.fine
            if hunt.smallest is None:
                return
            record, verdicts = hunt.smallest
            mine = tuple(one for one in verdicts if one.requirement == hunt.aim)
            yield replace(record, conversation=f"drawn-{hunt.aim}"), mine
            known |= {hunt.aim}

    def _run(self, hunt: Hunt, number: int) -> None:
        machine = seed(number)(type("Visitors", (Visitors,), {"hunt": hunt}))
        wanted = settings(
            max_examples=self.examples,
            stateful_step_count=self.steps,
            database=None,
            deadline=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
            print_blob=False,
            report_multiple_bugs=False,
            verbosity=Verbosity.quiet,
        )
        try:
            run_state_machine_as_test(machine, settings=wanted)
        except (Wrong, SkipTest):
            pass
        except Flaky:
            hunt.smallest = None
