"""A rule in text, JSON and Python is one rule, and a wrong line is told where it is wrong."""

import json
from collections.abc import Callable

import pytest
from emulator.tests.script_strategies import EFFECTS, rules
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from nemo_emulator.script import (
    RULE,
    RULES,
    Amount,
    Match,
    Rule,
    RuleSyntax,
    ScriptError,
    Span,
    Unit,
    parse,
    read,
    show,
)
from nemo_emulator.script import effects as e
from nemo_emulator.script.forms import FORMS, MATCH, TAIL

LINES = (
    "run_sse#1: cut after 3 events",
    "run_sse#2-5: cut after 3.5 events",
    "run_sse#3-: end after 2 events, no effect",
    "render_poll: 429 times=2",
    "run_sse session=2: silent, late 40s",
    "run_sse session=7312345678901234567: stall 30s after 40s",
    "upload p=0.5 seed=7: reset after 1000 bytes",
    "render job: fail at 40%",
    "render job#2 after=broken: slow x2.5, progress by polls polls=7",
    "anonymous_token: 429 retry-after=30 times=*",
    "credits: 2001 status=402",
    "run_sse: 502 work=done, body html",
    'state from=10s until=120s: delay 0.5s, header "Content-Type" "text/plain", no-header "Date"',
    'render_submit: body text "{\\"code\\": \\n0}"',
    "render_download: content-length +100",
    "media: hang after 50%",
    "connection#2: accept then reset",
    "connection: refuse for 5s",
    "run_sse: heartbeats every=20s for=900s shape=comment name=beats",
    "run_sse: repeat events 2-3, huge 1MiB, split at 1 2 300, lines crlf, bom, drip 100 bytes/s",
    "* run=r17: garbage at=3 size=64KiB, slow headers 10 bytes/s, segments 1 2 3",
)


@pytest.mark.parametrize("line", LINES)
def test_a_line_reads_and_shows_as_it_is(line: str) -> None:
    assert show(parse(line)) == line


@given(rules())
@settings(max_examples=100, deadline=None)
def test_text_loses_nothing(rule: Rule) -> None:
    """parse ∘ show is the identity, and what is shown is one line."""
    line = show(rule)

    assert parse(line) == rule
    assert "\n" not in line


@given(rules())
@settings(deadline=None)
def test_json_loses_nothing(rule: Rule) -> None:
    """Nor does a plain object, as the control plane takes it."""
    assert RULE.validate_json(RULE.dump_json(rule)) == rule
    assert read(json.loads(RULE.dump_json(rule))) == rule
    assert RULES.validate_json(RULES.dump_json((rule, rule))) == (rule, rule)


@given(rules())
def test_all_doors_give_the_same_rule(rule: Rule) -> None:
    assert read(rule) == read(show(rule)) == rule


def test_every_kind_of_effect_is_drawn_and_written() -> None:
    """The strategies, the layers and the forms know the same kinds."""
    assert set(EFFECTS) == set(e.LAYER) == {form.kind for form in FORMS}


@given(st.one_of(*EFFECTS.values()))
def test_every_effect_is_written_in_one_way(effect: e.AnyEffect) -> None:
    assert sum(form.fits(effect) for form in FORMS) == 1


def test_keys_of_an_effect_never_hide_those_of_the_rule() -> None:
    """``times=`` behind an effect is the rule's."""
    for form in FORMS:
        assert not {option.written for option in form.options} & (TAIL.keys() | {"p"})
    assert not MATCH.keys() & TAIL.keys()


SHORTHANDS = {
    "run_sse: hang": "run_sse: hang after all",
    "upload: reset": "upload: reset after 0 bytes",
    "render_job: fail at 40%": "render job: fail at 40%",
    "  run_sse  until=2m :delay 500ms ,silent": "run_sse until=120s: delay 0.5s, silent",
    "run_sse: repeat events": "run_sse: repeat events 1-",
    "run_sse: cut after 1 event": "run_sse: cut after 1 events",
    "run_sse: huge 2048": "run_sse: huge 2KiB",
    "state: 429 times=3": "state: 429 times=3",
    "state session=1: 429 retry-after=1 name=a times=*": "state session=1: 429 retry-after=1"
    " times=* name=a",
    "credits: delay 1h": "credits: delay 3600s",
    "credits: delay 1d": "credits: delay 86400s",
}


@pytest.mark.parametrize(("short", "whole"), SHORTHANDS.items())
def test_shorthands_mean_what_is_shown(short: str, whole: str) -> None:
    assert show(parse(short)) == whole


WRONG = {
    "": (1, "the end of the line where an operation was expected."),
    "run_see: silent": (1, '"run_see" is no operation; possible here: anonymous_token,'),
    "render joob: fail at 4%": (8, '"render joob" is no operation; possible here:'),
    "render": (7, 'the end of the line where "job" was expected.'),
    "run_sse silent": (9, '"silent" where a colon was expected; possible here: a colon, run='),
    "run_sse fo=1: silent": (9, "fo= cannot stand here; possible here: run=, session=, p="),
    "run_sse p=1 p=1: silent": (13, "p= stands here twice."),
    "run_sse#: silent": (9, "the end of the line where which ones, such as 2, 2-5 or 3-"),
    "run_sse#x: silent": (9, '"x" is not which ones, such as 2, 2-5 or 3-.'),
    "run_sse#0: silent": (9, "0 is not there: the first one is 1."),
    "run_sse#5-2: silent": (9, "5-2 runs backwards; write 2-5."),
    "run_sse p=2: silent": (1, "p=2.0 is no probability; write 0 to 1."),
    "run_sse from=9s until=3s: silent": (1, "until= is later than from=."),
    "run_sse run=ä: silent": (1, '"ä" is no name; use a-z 0-9 _ . -'),
    "run_sse session=0: silent": (1, "session= counts from 1, or is an id."),
    "run_sse session=é: silent": (1, '"é" is no session id.'),
    "run_sse: cutt": (10, '"cutt" is no fault of run_sse; possible here: delay, a code such'),
    "upload: silent": (9, '"silent" is no fault of upload; possible here: delay,'),
    "run_sse: slow": (14, "the end of the line is no fault of run_sse; possible here: headers"),
    "run_sse: silent,": (17, "the end of the line is no fault of run_sse; possible here: delay"),
    "run_sse: cut after 3": (21, "the end of the line is no unit; possible here: events, bytes"),
    "run_sse: cut after 3 pigs": (22, '"pigs" is no unit; possible here: events, bytes, wire-byte'),
    "run_sse: cut after soon": (20, '"soon" is not an amount such as 3 events, 1000 bytes'),
    "run_sse: cut after 1.5 bytes": (20, "1.5 bytes: bytes are whole; write 1."),
    "run_sse: cut after 101%": (20, "101.0% is more than everything; write 0% to 100%."),
    "run_sse: stall 30s": (19, "the end of the line where more was expected; possible here: after"),
    "run_sse: stall 30s after all": (10, "A stall comes after events, bytes, % or s."),
    "run_sse: drip 100 b": (19, '"b" where more was expected; possible here: bytes/s.'),
    "run_sse: body large": (15, '"large" is not known; possible here: empty, html, truncated'),
    "run_sse: body text oops": (20, '"oops" where a text in quotation marks such as "oops" was'),
    'run_sse: body "x': (15, 'this quotation has no end; close it with ".'),
    r'run_sse: body "a\q"': (15, r"this text is not quoted as in JSON; write \\ for \."),
    "run_sse: 99": (10, "99 is no code; write 200 to 599, or four digits."),
    "run_sse: 42x": (10, '"42x" is not a code such as 429.'),
    "run_sse: delay 5": (16, '"5" is not a time such as 40s.'),
    "run_sse: huge 5kb": (15, '"5kb" is not a size such as 1000, 64KiB or 1MiB.'),
    "render job: fail at 40": (21, '"40" is not per cent such as 40%.'),
    "render job: slow 3": (18, '"3" is not a factor such as x3.'),
    "run_sse: 429 retry=3": (14, "retry= cannot stand here; possible here: status=, retry-after="),
    "run_sse: silent silent": (17, '"silent" cannot stand here; possible here: a comma, times='),
    "run_sse: silent, silent": (10, "silent stands twice in one rule; once is enough."),
    "run_sse: silent times=0": (10, "times= is 1 or more, or *."),
    "run_sse: silent name=/": (10, "name=/: use a-z 0-9 _ . -"),
    "upload: end after 10 bytes": (9, "upload is no stream; it cannot end early, only cut."),
    "upload: cut after 3 events": (9, "upload has no events; count bytes."),
    "run_sse: end after 3 wire-bytes": (10, "end counts events, bytes, % or s."),
    "run_sse: split at": (10, "split at needs offsets; write split at 1 7 20."),
    "run_sse: split at 3 2": (10, "The offsets of split at rise, from 1."),
    'run_sse: header "a b" "c"': (10, '"a b" is no header name.'),
    'run_sse: header "a" "你"': (10, "A header value holds no control signs, only latin-1."),
}


@pytest.mark.parametrize(("line", "told"), WRONG.items())
def test_a_wrong_line_is_told_its_column_and_what_is_possible(
    line: str, told: tuple[int, str]
) -> None:
    with pytest.raises(RuleSyntax) as wrong:
        parse(line)

    assert wrong.value.column == told[0]
    assert wrong.value.sentence.startswith(told[1])


def test_a_near_miss_is_guessed() -> None:
    with pytest.raises(RuleSyntax, match=r'Did you mean "run_sse"\?'):
        parse("run_see: silent")


@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from([*' :=,#"', *LINES])).map("".join)))
@settings(max_examples=100, deadline=None)
def test_any_text_is_a_rule_or_a_sentence_about_a_column(line: str) -> None:
    """Nothing else comes out of the parser."""
    got = attempt(line)

    match got:
        case Rule():
            assert parse(show(got)) == got
        case RuleSyntax():
            assert 1 <= got.column <= len(line) + 1
            assert str(got) == f"Column {got.column}: {got.sentence}"


def attempt(line: str) -> Rule | RuleSyntax:
    """The rule, or why there is none."""
    try:
        return parse(line)
    except RuleSyntax as wrong:
        return wrong


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ('{"match":{"operation":"x"},"effects":[{"kind":"silent"}]}', "no operation"),
        ('{"match":{"operation":"upload"},"effects":[{"kind":"silent"}]}', "no stream faults"),
        ('{"match":{"operation":"run_sse"},"effects":[]}', "at least one effect"),
        ('{"match":{"operation":"run_sse"},"effects":[{"kind":"silent","for":1}]}', "for"),
        ('{"match":{"operation":"run_sse"},"effects":[{"kind":"quiet"}]}', "quiet"),
        ('{"match":{"operation":"run_sse","session":"2"},"effects":[{"kind":"bom"}]}', "quotes"),
    ],
)
def test_wrong_json_is_refused(wrong: str, why: str) -> None:
    """By the same rules as text, and unknown fields are not ignored."""
    with pytest.raises(ValidationError, match=why):
        RULE.validate_json(wrong)


OUT_OF_BOUNDS: dict[str, Callable[[], object]] = {
    "Amount(-1, Unit.EVENTS)": lambda: Amount(-1, Unit.EVENTS),
    "Amount(1, Unit.ALL)": lambda: Amount(1, Unit.ALL),
    "Amount(float(nan), Unit.SECONDS)": lambda: Amount(float("nan"), Unit.SECONDS),
    "Span(0, None)": lambda: Span(0, None),
    "Delay(float(inf))": lambda: e.Delay(float("inf")),
    "Delay(-1)": lambda: e.Delay(-1),
    "Answer(429, status=99)": lambda: e.Answer(429, status=99),
    "Answer(429, retry_after=-1)": lambda: e.Answer(429, retry_after=-1),
    "Heartbeats(every=0)": lambda: e.Heartbeats(every=0),
    "Heartbeats(every=1, lasting=1e6)": lambda: e.Heartbeats(every=1, lasting=1e6),
    "Huge(0)": lambda: e.Huge(0),
    "SplitEvery(0)": lambda: e.SplitEvery(0),
    "Drip(0)": lambda: e.Drip(0),
    "Garbage(at=-1)": lambda: e.Garbage(at=-1),
    "Garbage(size=0)": lambda: e.Garbage(size=0),
    "ContentLength(0)": lambda: e.ContentLength(0),
    "Segments(())": lambda: e.Segments(()),
    "Segments((0,))": lambda: e.Segments((0,)),
    "Refuse(0)": lambda: e.Refuse(0),
    "AcceptLate(-1)": lambda: e.AcceptLate(-1),
    "FailAt(101)": lambda: e.FailAt(101),
    "StuckAt(100)": lambda: e.StuckAt(100),
    "Slow(0)": lambda: e.Slow(0),
    "Progress(Pace.POLLS, 0)": lambda: e.Progress(e.Pace.POLLS, 0),
    "LinkMissing(0)": lambda: e.LinkMissing(0),
    "FileCut(100)": lambda: e.FileCut(100),
    "Match(operation=run_sse, session=12)": lambda: Match(operation="run_sse", session="12"),
    "Match(operation=run_sse, since=-1)": lambda: Match(operation="run_sse", since=-1),
}


@pytest.mark.parametrize("make", OUT_OF_BOUNDS.values(), ids=OUT_OF_BOUNDS)
def test_python_refuses_what_text_refuses(make: Callable[[], object]) -> None:
    with pytest.raises(ScriptError):
        make()
