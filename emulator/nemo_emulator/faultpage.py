"""The page of faults, made of the table that parses them: ``python -m nemo_emulator.faultpage``."""

import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any, Final

from nemo_emulator.script import LAYERS
from nemo_emulator.script import values as v
from nemo_emulator.script.effects import LAYER, By, Cut, Layer
from nemo_emulator.script.forms import FORMS, MATCH, TAIL, Arg, Form
from nemo_emulator.script.values import Value

HEAD: Final = """# Faults

A rule says when, what, and how often: `OPERATION[#NTH] [MATCH=…]: FAULT, FAULT … [times=N]
[name=WORD]`. The same line works in Python (`emu.faults.add`), over HTTP (`POST /__nemo/faults`),
in the shell (`nemo-emulator faults add`) and at the start (`--fault`, `--script`). Written by
`python -m nemo_emulator.faultpage`.

```
run_sse#1: cut after 3 events
run_sse session=2: silent, late 40s
render_poll: 429 retry-after=30 times=*
upload p=0.5 seed=7: reset after 1000 bytes
render job: fail at 40% name=broken
credits after=broken: body text "oops"
```

A rule applies once, or to every call that `#NTH` names (`#2`, `#2-5`, `#3-`), or `times=` so
often (`*`: always). On one request each kind of fault is taken by the first rule that wants it;
faults that shall come together stand in one rule. Times are virtual, but on the wire and of
connections, where they are real. Each rule tells how often it still may apply (`remaining`), did
(`consumed`) and came to its end (`completed`).
"""
TITLES: Final[Mapping[Layer, str]] = {
    Layer.DELAY: "The request",
    Layer.REPLY: "The reply",
    Layer.STREAM: "The stream",
    Layer.WORK: "The work behind a stream",
    Layer.WIRE: "The bytes on the wire",
    Layer.CONNECTION: "The connection",
    Layer.JOB: "The render",
}
ENDS: Final[Mapping[By, str]] = {
    By.FIN: "closes the connection under whatever framing was promised",
    By.RST: "resets the connection",
    By.HALF: "closes our direction only",
    By.HANG: "says nothing more and stays open",
    By.END: "ends the stream properly",
}
SIGNS: Final[Mapping[str, str]] = {
    v.SECONDS.what: "TIME",
    v.SIZE.what: "SIZE",
    v.SIZES.what: "N N …",
    v.AMOUNT.what: "AMOUNT",
    v.TEXT.what: '"TEXT"',
    v.PERCENT.what: "N%",
    v.FACTOR.what: "xN",
    v.OFFSET.what: "±N",
    v.SPAN.what: "N-N",
    v.NAME.what: "WORD",
}


def page() -> str:
    """The whole page, in Markdown."""
    parts = [HEAD, *_operations(), *_match()]
    for layer, title in TITLES.items():
        forms = [form for form in FORMS if LAYER[form.kind] is layer]
        parts += [f"\n## {title}\n", "| fault | what happens |", "| --- | --- |"]
        parts += [f"| `{_cell(written(form))}` | {_cell(told(form))} |" for form in forms]
    measures = v.AMOUNT.what.removeprefix("an amount such as ")
    amounts = f"\n`AMOUNT` is {measures}; 0.5 events are half a one."
    times = "`TIME` is written 500ms, 40s, 2m, 1h or 7d; `SIZE` 1000, 64KiB or 1MiB."
    return "\n".join((*parts, amounts, times, ""))


def _operations() -> Iterator[str]:
    yield "\n## Operations\n"
    yield "| operation | which faults |"
    yield "| --- | --- |"
    shown = {"render_job": "render job"}
    for name, layers in LAYERS.items():
        kinds = ", ".join(TITLES[layer].lower() for layer in TITLES if layer in layers)
        yield f"| `{shown.get(name, name)}` | {kinds} |"
    yield "\n`*` is any request, `media` a GET of a signed address."


def _match() -> Iterator[str]:
    yield "\n## When\n"
    yield "| written | which requests |"
    yield "| --- | --- |"
    for option in (*MATCH.values(), *TAIL.values()):
        yield f"| `{option.written}=…` | {_cell(WHEN[option.written])} |"


WHEN: Final[Mapping[str, str]] = {
    "run": "those of a run",
    "session": "those of a session: its number in the run, or its id; `#NTH` then counts in it",
    "p": "each with this probability; the coin falls the same way in every run with the seed",
    "seed": "the seed of that coin; without one the run's",
    "from": "those from this time of the run on",
    "until": "those before this time",
    "after": "those after the rule of this name has been consumed",
    "times": "how often it applies; `*` is always",
    "name": "its own name",
}


def written(form: Form, *, example: bool = False) -> str:
    """How the fault is written: with signs for its values, or with values that can be read."""
    words = [*form.words]
    for arg in form.args:
        text = " ".join(filter(None, (arg.word, _sign(arg.value, example=example))))
        text = f"{text} {arg.suffix}".strip()
        words.append(f"[{text}]" if _left_out(arg) and not example else text)
    for option in form.options:
        text = f"{option.written}={_sign(option.value, example=example)}"
        words.append(text if example else f"[{text}]")
    return " ".join(words)


def _left_out(arg: Arg) -> bool:
    return arg.default is not None


def _sign(value: Value, *, example: bool) -> str:
    if not example:
        return SIGNS.get(value.what) or ("N" if "such as" in value.what else _choice(value))
    found = re.search(r"such as ([^,]*?)(?:,| or | and |$)", value.what)
    if found:
        return found[1]
    return '"oops"' if value.what == v.TEXT.what else value.what.split(" or ")[0]


def _choice(value: Value) -> str:
    return value.what.replace(" or ", "\\|")


def told(form: Form) -> str:
    """What the fault does, as its class says."""
    if form.kind is Cut:
        by: Any = form.fixed["by"]
        return f"After the amount the server {ENDS[by]}; the work behind the reply goes on."
    text = inspect.getdoc(form.kind) or ""
    return " ".join(text.split("\n\n", maxsplit=1)[0].split()).replace("``", "`")


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", text)


if __name__ == "__main__":
    sys.stdout.write(page())
