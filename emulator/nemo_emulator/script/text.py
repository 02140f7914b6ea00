r"""The one-line text form of a rule: ``parse`` and ``show`` undo each other.

::

    rule      = operation ["#" span] {match "=" value} ":" effect {"," effect} {tail "=" value}
    operation = a name of the contract's ENDPOINTS | "*" | "media" | "render job" | "connection"
    span      = "2" | "2-5" | "3-"
    match     = "run" | "session" | "p" | "seed" | "from" | "until" | "after"
    tail      = "times" | "name"

    run_sse#1: cut after 3 events
    run_sse session=2: silent, late 40s
    render_poll: 429 retry-after=30 times=*
    upload p=0.5 seed=7: reset after 1000 bytes
    render job: fail at 40% name=broken
    credits after=broken: body text "\u2026"

The effects are those of ``forms``.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from nemo_emulator.script.effects import LAYER, AnyEffect
from nemo_emulator.script.forms import FORMS, MATCH, TAIL, Arg, Form, Option
from nemo_emulator.script.rule import LAYERS, RENDER_JOB, Match, Rule
from nemo_emulator.script.tokens import Cursor, Sign, Token, tokens
from nemo_emulator.script.values import SPAN, made

JOB_WORDS = ("render", "job")


def parse(line: str) -> Rule:
    """The rule that the line says. Raises ``RuleSyntax`` with the column of what is wrong."""
    cursor = Cursor(tokens(line))
    match = _match(cursor)
    begin = cursor.token
    effects = [_effect(cursor, match.operation)]
    while cursor.sees(Sign.COMMA):
        cursor.next()
        effects.append(_effect(cursor, match.operation))
    tail = _options(cursor, TAIL)
    if not cursor.sees(Sign.END):
        cursor.fail(f"{cursor.token} cannot stand here", ("a comma", *(f"{key}=" for key in TAIL)))
    rule = made(cursor, begin, lambda: Rule(match, tuple(effects), **tail), "a rule")
    assert isinstance(rule, Rule)
    return rule


def lines(text: str) -> list[str]:
    """The rules of a file: one a line; empty lines and those that begin with # are none."""
    found = (line.strip() for line in text.splitlines())
    return [line for line in found if line and not line.startswith("#")]


def show(rule: Rule) -> str:
    """The line that says the rule."""
    effects = ", ".join(show_effect(effect) for effect in rule.effects)
    return f"{_show_match(rule.match)}: {effects}{_show_options(rule, TAIL.values())}"


def show_effect(effect: AnyEffect) -> str:
    """One effect as it is written."""
    form = next(form for form in FORMS if form.fits(effect))
    words = [*form.words, *(_show_arg(effect, arg) for arg in form.args)]
    return " ".join(word for word in words if word) + _show_options(effect, form.options)


def _match(cursor: Cursor) -> Match:
    start = cursor.token
    operation, nth = _operation(cursor)
    options = _options(cursor, MATCH)
    if not cursor.sees(Sign.COLON):
        cursor.fail(
            f"{cursor.token} where a colon was expected", ("a colon", *(f"{m}=" for m in MATCH))
        )
    cursor.next()
    match = made(cursor, start, lambda: Match(operation=operation, nth=nth, **options), "a match")
    assert isinstance(match, Match)
    return match


def _operation(cursor: Cursor) -> tuple[str, Any]:
    token = cursor.token
    name, mark, which = cursor.take(Sign.WORD, "an operation").partition("#")
    if name == JOB_WORDS[0] and not mark:
        token = cursor.token
        job, mark, which = cursor.take(Sign.WORD, '"job"').partition("#")
        name = RENDER_JOB if job == JOB_WORDS[1] else f"render {job}"
    if name not in LAYERS:
        cursor.fail(f'"{name}" is no operation', map(_subject, LAYERS), at=token)
    place = Token(Sign.WORD, which, token.column + token.value.index("#") + 1 if mark else 0)
    end = Token(Sign.END, "", place.column + len(which))
    return name, SPAN.read(Cursor((place if which else end, end))) if mark else None


def _subject(operation: str) -> str:
    return " ".join(JOB_WORDS) if operation == RENDER_JOB else operation


def _effect(cursor: Cursor, operation: str) -> AnyEffect:
    begin = cursor.token
    form = _form(cursor, operation)
    fields = dict(form.fixed)
    for arg in form.args:
        fields[arg.name] = _arg(cursor, arg)
    fields |= _options(cursor, {option.written: option for option in form.options}, TAIL)
    effect: AnyEffect = made(cursor, begin, lambda: form.kind(**fields), "an effect")
    return effect


def _form(cursor: Cursor, operation: str) -> Form:
    """Word by word, until one form is left or the next word is a value."""
    forms, n = [form for form in FORMS if LAYER[form.kind] in LAYERS[operation]], 0
    while True:
        said = [form for form in forms if form.words[n : n + 1] == (cursor.token.value,)]
        if said and cursor.sees(Sign.WORD):
            cursor.next()
            forms, n = said, n + 1
            continue
        values = [form for form in forms if len(form.words) == n]
        if len(values) == 1 and (n > 0 or cursor.token.value[:1].isdecimal()):
            return values[0]
        begun = [form.after(n) for form in forms]
        cursor.fail(f"{cursor.token} is no fault of {_subject(operation)}", dict.fromkeys(begun))


def _arg(cursor: Cursor, arg: Arg) -> Any:
    if arg.word and not (cursor.sees(Sign.WORD) and cursor.token.value == arg.word):
        if arg.default is None:
            cursor.fail(f"{cursor.token} where more was expected", (arg.word,))
        return arg.default
    if arg.word:
        cursor.next()
    elif arg.default is not None and (not cursor.sees(Sign.WORD) or cursor.sees_option()):
        return arg.default
    value = arg.value.read(cursor)
    if arg.suffix and cursor.take(Sign.WORD, f'"{arg.suffix}"') != arg.suffix:
        cursor.n -= 1
        cursor.fail(f"{cursor.token} where more was expected", (arg.suffix,))
    return value


def _options(
    cursor: Cursor, known: Mapping[str, Option], then: Collection[str] = ()
) -> dict[str, Any]:
    """Every ``key=value`` that is known, up to a key of what comes ``then``."""
    found: dict[str, Any] = {}
    while cursor.sees_option() and cursor.token.value not in then:
        key = cursor.token.value
        if key not in known:
            cursor.fail(f"{key}= cannot stand here", (f"{one}=" for one in (*known, *then)))
        if known[key].name in found:
            cursor.fail(f"{key}= stands here twice")
        cursor.next()
        cursor.next()
        found[known[key].name] = known[key].value.read(cursor)
    return found


def _show_match(match: Match) -> str:
    nth = "" if match.nth is None else f"#{SPAN.show(match.nth)}"
    return f"{_subject(match.operation)}{nth}{_show_options(match, MATCH.values())}"


def _show_arg(effect: object, arg: Arg) -> str:
    value = arg.value.show(getattr(effect, arg.name))
    return " ".join(part for part in (arg.word, value, arg.suffix) if part)


def _show_options(it: Any, options: Iterable[Option]) -> str:
    """All that differ from the field's default."""
    plain = {name: field.default for name, field in it.__dataclass_fields__.items()}
    return "".join(
        f" {option.written}={option.value.show(getattr(it, option.name))}"
        for option in options
        if getattr(it, option.name) != plain[option.name]
    )
