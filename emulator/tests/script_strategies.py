"""Rules and streams drawn by Hypothesis; every kind of effect comes up."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from nemo_emulator.script import LAYERS, Amount, Match, Rule, Span, Unit
from nemo_emulator.script import effects as e
from nemo_emulator.script.errors import ScriptError

seconds = st.floats(0, 1e6)
percents = st.floats(0, 99.5)
rates = st.floats(0.01, 1e9)
counts = st.integers(1, 500)
words = st.from_regex(r"[A-Za-z][A-Za-z0-9_.-]{0,8}", fullmatch=True)
names = st.from_regex(r"[A-Za-z][A-Za-z-]{0,12}", fullmatch=True)
values = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=12)
spans = st.one_of(
    st.builds(Span, counts, st.none()),
    st.builds(lambda a, b: Span(min(a, b), max(a, b)), counts, counts),
)
fractions = st.sampled_from((0.0, 0.5, 1.0, 2.25, 3.0, 40.0))


def amounts(*units: Unit) -> SearchStrategy[Amount]:
    """Amounts of these units."""
    made = {
        Unit.EVENTS: st.builds(Amount, fractions, st.just(Unit.EVENTS)),
        Unit.BYTES: st.builds(Amount, st.integers(0, 999).map(float), st.just(Unit.BYTES)),
        Unit.WIRE_BYTES: st.builds(
            Amount, st.integers(0, 999).map(float), st.just(Unit.WIRE_BYTES)
        ),
        Unit.SECONDS: st.builds(Amount, seconds, st.just(Unit.SECONDS)),
        Unit.PERCENT: st.builds(Amount, percents, st.just(Unit.PERCENT)),
        Unit.ALL: st.just(Amount(0.0, Unit.ALL)),
    }
    return st.one_of(*(made[unit] for unit in units))


COUNTED = (Unit.EVENTS, Unit.BYTES, Unit.SECONDS, Unit.PERCENT)
rising = st.sets(counts, min_size=1, max_size=4).map(lambda them: tuple(sorted(them)))
sizes = st.lists(counts, min_size=1, max_size=4).map(tuple)
EFFECTS: dict[type[Any], SearchStrategy[Any]] = {
    e.Delay: st.builds(e.Delay, seconds),
    e.Answer: st.builds(
        e.Answer,
        st.sampled_from((200, 402, 429, 500, 503, 1001, 2001, 9999)),
        st.none() | st.integers(200, 599),
        st.none() | st.integers(0, 99),
        st.sampled_from(e.Work),
    ),
    e.Body: st.builds(e.Body, st.sampled_from(e.Shape)),
    e.BodyText: st.builds(e.BodyText, st.text(max_size=20)),
    e.Header: st.builds(e.Header, names, values),
    e.NoHeader: st.builds(e.NoHeader, names),
    e.Duplicate: st.builds(e.Duplicate, st.sampled_from(e.Twice)),
    e.Silent: st.builds(e.Silent),
    e.Heartbeats: st.builds(
        e.Heartbeats, st.floats(1, 60), st.none() | st.floats(0, 900), st.sampled_from(e.Beat)
    ),
    e.Stall: st.builds(e.Stall, seconds, amounts(*COUNTED)),
    e.Trailing: st.builds(e.Trailing, st.sampled_from(e.Tail)),
    e.Repeat: st.builds(e.Repeat, spans),
    e.Unknown: st.builds(e.Unknown, st.sampled_from(e.Unheard)),
    e.Comments: st.builds(e.Comments),
    e.Bom: st.builds(e.Bom),
    e.Lines: st.builds(e.Lines, st.sampled_from(e.LineEnd)),
    e.Huge: st.builds(e.Huge, st.integers(1, 5000) | st.just(2048)),
    e.SplitAt: st.builds(e.SplitAt, rising),
    e.SplitEvery: st.builds(e.SplitEvery, counts),
    e.SplitUtf8: st.builds(e.SplitUtf8),
    e.Drip: st.builds(e.Drip, st.floats(50, 1e9)),
    e.Late: st.builds(e.Late, seconds),
    e.NoEffect: st.builds(e.NoEffect),
    e.Cut: st.builds(e.Cut, amounts(*Unit), st.sampled_from(e.By)),
    e.Garbage: st.builds(e.Garbage, st.integers(0, 99), counts),
    e.ContentLength: st.builds(e.ContentLength, counts.map(lambda n: n - 600)),
    e.SlowHead: st.builds(e.SlowHead, rates),
    e.SlowBody: st.builds(e.SlowBody, rates),
    e.Segments: st.builds(e.Segments, sizes),
    e.Refuse: st.builds(e.Refuse, st.floats(0.1, 3600)),
    e.Accept: st.builds(e.Accept, st.sampled_from(e.Greeting)),
    e.AcceptLate: st.builds(e.AcceptLate, st.floats(0, 3600)),
    e.FailAt: st.builds(e.FailAt, percents),
    e.StuckAt: st.builds(e.StuckAt, percents),
    e.Slow: st.builds(e.Slow, st.floats(0.1, 100)),
    e.Progress: st.builds(e.Progress, st.sampled_from(e.Pace), counts),
    e.LinkMissing: st.builds(e.LinkMissing, counts),
    e.LinkExpired: st.builds(e.LinkExpired),
    e.FileCut: st.builds(e.FileCut, percents),
}


def sound(operation: str, effect: e.AnyEffect) -> bool:
    """Whether the operation can have the effect."""
    try:
        Rule(Match(operation=operation), (effect,))
    except ScriptError:
        return False
    return True


@st.composite
def matches(draw: DrawFn, operation: str) -> Match:
    since = draw(st.none() | seconds)
    return Match(
        operation=operation,
        nth=draw(st.none() | spans),
        run=draw(st.none() | words),
        session=draw(st.none() | counts | words | st.just("7312345678901234567")),
        p=draw(st.just(1.0) | st.floats(0, 1)),
        seed=draw(st.none() | st.integers(-5, 99)),
        since=since,
        until=draw(st.none() | st.floats(1e6 + 1, 1e7)),
        after=draw(st.none() | words),
    )


@st.composite
def rules(draw: DrawFn) -> Rule:
    operation = draw(st.sampled_from(sorted(LAYERS)))
    kinds = [kind for kind, layer in e.LAYER.items() if layer in LAYERS[operation]]
    chosen = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=3, unique=True))
    effects = tuple(
        draw(EFFECTS[kind].filter(lambda effect: sound(operation, effect))) for kind in chosen
    )
    times = draw(st.none() | st.just("*") | counts)
    name = draw(st.none() | words)
    return Rule(draw(matches(operation)), effects, times=times, name=name)  # type: ignore[arg-type]
