"""The rules of the world, as laws over any sequence of commands."""

from contextlib import suppress
from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import settings as effort
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from nemo_contract import Code, JobEvent, Scope, TurnEvent
from nemo_contract.wire import Draft, RenderRequest
from nemo_emulator.agent import Charge, TurnKind, TurnPlan
from nemo_emulator.errors import Refused
from nemo_emulator.memory import STATE
from nemo_emulator.settings import DAY, Prices, Settings
from nemo_emulator.world import EVENT, Account, Caller, Event, Plan, Session, State, World
from nemo_emulator.world import events as e
from nemo_emulator.world.world import Message, TokenWish

NOW = 1_790_000_000.0
DRAFT = Draft.model_validate({"t": [{"tt": 0, "sg": [{"s": 0, "d": 1000}]}], "d": 1000})

CHARGES = {
    TurnKind.EDIT: (Charge(at=0.0, work="edit"),),
    TurnKind.GENERATION: (Charge(at=0.0, work="generation"),),
}


def plan(kind: TurnKind) -> TurnPlan:
    """One that does nothing but what costs."""
    return TurnPlan(kind=kind, steps=CHARGES.get(kind, ()), ends_at=10.0)


def take(world: World, events: tuple[Event, ...]) -> None:
    for event in events:
        world.state.apply(event)


def settle(world: World, name: str = "a", now: float = NOW) -> Caller:
    """Give somebody a token."""
    wish = TokenWish(client_id=f"client-{name}", token=f"token-{name}", user_id=f"anon_{name}")
    take(world, world.issue_token(wish, now))
    return world.caller(f"token-{name}", Scope.READ, now)


def open_session(world: World, who: Caller, name: str = "1") -> Session:
    session = Session(
        session_id=name,
        task_id=f"task_{name}",
        user_id=who.user_id,
        task_name="project",
        language="en",
        created_at=NOW,
    )
    take(world, world.create_session(session))
    return session


def say(world: World, who: Caller, session: Session, kind: TurnKind, turn: str) -> None:
    message = Message(turn, "words", plan(kind))
    fresh = world.caller(f"token-{who.user_id.removeprefix('anon_')}", Scope.READ, NOW)
    now_session = world.session(fresh, session.session_id)
    take(world, world.start_turn(fresh, now_session, message, NOW))


def balance(world: World, who: Caller) -> tuple[int, int]:
    account = world.state.accounts[who.user_id]
    return account.available, account.frozen


def test_a_running_edit_freezes_its_price() -> None:
    """2.6: reserved at the start, captured at success."""
    world = World(Settings())
    who = settle(world)
    session = open_session(world, who)

    say(world, who, session, TurnKind.EDIT, "t1")
    running = balance(world, who)
    take(world, world.end_turn("t1", TurnEvent.FINISH, NOW))

    assert (running, balance(world, who)) == ((50, 50), (50, 0))


@pytest.mark.parametrize("event", [TurnEvent.FAIL, TurnEvent.ABORT])
def test_what_did_not_succeed_is_released(event: TurnEvent) -> None:
    """And the next edit of the session is the first."""
    world = World(Settings())
    who = settle(world)
    session = open_session(world, who)

    say(world, who, session, TurnKind.EDIT, "t1")
    take(world, world.end_turn("t1", event, NOW))
    say(world, who, session, TurnKind.EDIT, "t2")

    assert balance(world, who) == (50, 50)
    assert [row.amount for row in world.state.ledger] == [0]


def test_two_edits_at_once_pay_once() -> None:
    """A message sent twice runs twice; the session's first edit is paid by the first."""
    world = World(Settings())
    who = settle(world)
    session = open_session(world, who)

    say(world, who, session, TurnKind.EDIT, "t1")
    say(world, who, session, TurnKind.EDIT, "t2")

    assert balance(world, who) == (50, 50)


def test_a_world_may_price_every_message() -> None:
    """Then a message sent twice costs twice."""
    world = World(Settings(prices=Prices(message=10, edit=0)))
    who = settle(world)
    session = open_session(world, who)

    for turn in ("t1", "t2"):
        say(world, who, session, TurnKind.ANSWER, turn)
        take(world, world.end_turn(turn, TurnEvent.FINISH, NOW))

    assert [row.amount for row in world.state.ledger] == [10, 10]
    assert balance(world, who) == (80, 0)


def test_generation_costs_a_hundred() -> None:
    world = World(Settings())
    who = settle(world)
    session = open_session(world, who)

    say(world, who, session, TurnKind.GENERATION, "t1")

    assert balance(world, who) == (0, 100)


def test_an_expired_grant_is_renewed() -> None:
    """Credits come with seven days; a token after that brings a hundred again."""
    world = World(Settings())
    who = settle(world)
    session = open_session(world, who)
    say(world, who, session, TurnKind.EDIT, "t1")
    take(world, world.end_turn("t1", TurnEvent.FINISH, NOW))
    later = NOW + 7 * DAY

    wish = TokenWish(client_id="client-a", token="token-new", user_id="anon_unused")
    take(world, world.issue_token(wish, later))

    assert world.caller("token-new", Scope.READ, later).user_id == who.user_id
    assert balance(world, who) == (100, 0)


def test_a_revoked_token_is_replaced_at_once_without_new_credits() -> None:
    """2.1: with the same id; the account goes on as it is."""
    world = World(Settings())
    who = settle(world)
    session = open_session(world, who)
    say(world, who, session, TurnKind.EDIT, "t1")
    take(world, world.end_turn("t1", TurnEvent.FINISH, NOW))

    take(world, (e.TokenRevoked(who.token.digest),))
    wish = TokenWish(client_id="client-a", token="token-new", user_id="anon_unused")
    take(world, world.issue_token(wish, NOW))

    assert balance(world, who) == (50, 0)
    with pytest.raises(Refused) as refused:
        world.caller("token-a", Scope.READ, NOW)
    assert refused.value.code is Code.BAD_TOKEN


def test_a_scope_that_is_not_there_is_refused() -> None:
    """A token does only what it is for."""
    world = World(Settings())
    who = settle(world)
    take(world, (e.TokenIssued(replace(who.token, scopes=(Scope.READ,))),))

    with pytest.raises(Refused, match="token"):
        world.caller("token-a", Scope.UPLOAD, NOW)


def test_the_free_plan_has_no_export() -> None:
    """402, although all headers are there."""
    world = World(Settings())
    who = settle(world)
    open_session(world, who)
    free = Caller(replace(who.account, plan=Plan.FREE), who.token)
    wish = RenderRequest(id="r", session_id="1", draft=DRAFT)

    with pytest.raises(Refused) as refused:
        world.submit(free, wish, attributed=True, now=NOW, takes=30)

    assert refused.value.code is Code.EXPORT_BLOCKED


def test_a_claim_is_for_the_sessions_own_task() -> None:
    """A task of another session is no task of this one."""
    world = World(Settings())
    who = settle(world)
    open_session(world, who)

    with pytest.raises(Refused) as refused:
        world.issue_claim(who, "1", "task_2", "clm_x", NOW)

    assert refused.value.code is Code.SESSION_NOT_FOUND


def test_two_accounts_may_choose_the_same_render_id() -> None:
    """What somebody else chose does not show."""
    world = World(Settings())
    for name in ("a", "b"):
        who = settle(world, name)
        open_session(world, who, name)
        wish = RenderRequest(id="r", session_id=name, draft=DRAFT)
        take(world, world.submit(who, wish, attributed=True, now=NOW, takes=30))

    assert len(world.open_jobs()) == 2


def test_a_move_that_no_table_allows_is_an_error() -> None:
    """A completed render does not fail afterwards."""
    world = World(Settings())
    who = settle(world)
    open_session(world, who)
    wish = RenderRequest(id="r", session_id="1", draft=DRAFT)
    take(world, world.submit(who, wish, attributed=True, now=NOW, takes=30))
    key = world.job(who, "r").key
    take(world, (e.RenderMoved(key, JobEvent.START, NOW), e.RenderMoved(key, JobEvent.FINISH, NOW)))

    with pytest.raises(KeyError):
        take(world, (e.RenderMoved(key, JobEvent.FAIL, NOW),))


class Ledger(RuleBasedStateMachine):
    """Whatever is asked in whatever order, the money adds up and the log tells it again."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World(Settings(prices=Prices(message=3)))
        self.log: list[Event] = []
        self.turns: list[str] = []
        self.named = 0
        for name in ("a", "b"):
            wish = TokenWish(client_id=name, token=name, user_id=f"anon_{name}")
            self.take(self.world.issue_token(wish, NOW))
            who = self.world.caller(name, Scope.READ, NOW)
            for n in range(2):
                self.take(
                    self.world.create_session(
                        Session(
                            session_id=f"{name}{n}",
                            task_id="t",
                            user_id=who.user_id,
                            task_name="p",
                            language="en",
                            created_at=NOW,
                        )
                    )
                )

    def take(self, events: tuple[Event, ...]) -> None:
        self.log += events
        take(self.world, events)

    @rule(
        name=st.sampled_from("ab"),
        n=st.integers(0, 1),
        kind=st.sampled_from([TurnKind.ANSWER, TurnKind.EDIT, TurnKind.GENERATION]),
    )
    def speak(self, name: str, n: int, kind: TurnKind) -> None:
        who = self.world.caller(name, Scope.WRITE, NOW)
        self.named += 1
        message = Message(f"t{self.named}", "words", plan(kind))
        session = self.world.session(who, f"{name}{n}")
        price = {TurnKind.EDIT: 50, TurnKind.GENERATION: 100}.get(kind, 0)
        if who.account.available < price + 3 and price == 100:
            with pytest.raises(Refused, match="credits"):
                self.world.start_turn(who, session, message, NOW)
            return
        with suppress(Refused):
            self.take(self.world.start_turn(who, session, message, NOW))
            self.turns.append(message.turn_id)

    @precondition(lambda self: self.turns)
    @rule(data=st.data(), event=st.sampled_from(TurnEvent))
    def end(self, data: st.DataObject, event: TurnEvent) -> None:
        turn = data.draw(st.sampled_from(self.turns))
        self.turns.remove(turn)
        self.take(self.world.end_turn(turn, event, NOW))

    @invariant()
    def money_adds_up(self) -> None:
        for account in self.world.state.accounts.values():
            taken = sum(r.amount for r in self.world.state.ledger if r.user_id == account.user_id)
            reserved = sum(
                t.reserved for t in self.world.state.turns.values() if t.user_id == account.user_id
            )
            assert account.available >= 0
            assert account.frozen == reserved
            assert account.available + account.frozen + taken == 100

    @invariant()
    def an_edit_is_paid_once_a_session(self) -> None:
        paid = [
            (row.session_id)
            for row in self.world.state.ledger
            if row.kind == TurnKind.EDIT and row.amount > 3
        ]
        assert len(paid) == len(set(paid))

    def teardown(self) -> None:
        again = State()
        for event in self.log:
            again.apply(EVENT.validate_json(EVENT.dump_json(event)))
        assert again == self.world.state
        assert STATE.validate_json(STATE.dump_json(again)) == again


TestLedger = Ledger.TestCase
TestLedger.settings = effort(max_examples=40, stateful_step_count=25, deadline=None)


def test_an_account_is_known_by_its_plan() -> None:
    """Accounts without a client id are somebody's registered ones."""
    world = World(Settings())

    take(world, (e.AccountOpened(Account(user_id="u", plan=Plan.PAID, available=5)),))

    assert world.state.owner_of_client == {}


def test_undo_and_redo_walk_through_the_history() -> None:
    """A new edit forgets what could be redone; undo and redo come back to where they were."""
    world = World(Settings())
    who = settle(world)
    session = open_session(world, who)
    say(world, who, session, TurnKind.EDIT, "t1")
    first = DRAFT
    second = Draft.model_validate({"t": [], "d": 7})

    def walk(step: int, draft: Draft, direction: Literal["new", "undo", "redo"]) -> Session:
        take(world, (e.DraftChanged("t1", step, draft, direction),))
        return world.state.sessions["1"]

    walk(0, first, "new")
    edited = walk(1, second, "new")
    undone = walk(2, first, "undo")
    redone = walk(3, second, "redo")
    walk(4, first, "undo")
    forked = walk(5, Draft.model_validate({"t": [], "d": 9}), "new")

    assert (edited.history, edited.future) == ((session.draft, first), ())
    assert (undone.draft, undone.history, undone.future) == (first, (session.draft,), (second,))
    assert (redone.draft, redone.history, redone.future) == (second, edited.history, ())
    assert forked.future == ()
    assert world.state.turns["t1"].done_steps == 6


def test_generated_media_enter_the_session() -> None:
    """In the order they were made."""
    world = World(Settings())
    who = settle(world)
    session = open_session(world, who)
    say(world, who, session, TurnKind.GENERATION, "t1")

    take(world, tuple(e.MediaGenerated("t1", n, {"id": n}) for n in range(2)))

    assert world.state.sessions["1"].generated == ({"id": 0}, {"id": 1})
    assert world.state.turns["t1"].done_steps == 2


def test_an_account_without_a_client_id_has_tokens_too() -> None:
    """Registered accounts are not found by a client id."""
    world = World(Settings())
    who = settle(world)

    take(world, (e.TokenIssued(replace(who.token, digest="d", client_id=None)),))

    assert world.state.token_of_client == {"client-a": who.token.digest}
