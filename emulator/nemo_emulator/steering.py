"""What a tester makes of faults and renders: the same from Python, HTTP and the command line."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from pydantic import ValidationError

from nemo_emulator.script import Rule, ScriptError, read, show
from nemo_emulator.services import Services
from nemo_emulator.verbs import Unknown, job_row
from nemo_emulator.world import Job

AnyRule = Rule | str | dict[str, Any]


def faults(it: Services) -> list[dict[str, Any]]:
    """Every rule in the order it is asked, and its account."""
    return [asdict(standing) for standing in it.faults]


def add_fault(it: Services, rule: AnyRule) -> dict[str, Any]:
    """One more rule. Raises ``ScriptError``."""
    try:
        return asdict(it.faults.add(rule))
    except ValidationError as error:
        raise ScriptError(_sentence(error)) from None


def put_script(it: Services, rules: Iterable[AnyRule]) -> None:
    """These rules in place of all; one bad rule changes nothing. Raises ``ScriptError``."""
    try:
        it.faults.put(rules)
    except ValidationError as error:
        raise ScriptError(_sentence(error)) from None


def remove_fault(it: Services, which: int | str) -> None:
    """Take a rule out, by its number or name. Raises ``Unknown``."""
    number = int(which) if isinstance(which, str) and which.isdecimal() else which
    try:
        it.faults.remove(number)
    except KeyError:
        raise Unknown(f"There is no fault {which}; {_there(it)}") from None


def _there(it: Services) -> str:
    known = [row.name or str(row.number) for row in it.faults]
    return f"there are {', '.join(known)}." if known else "there are none."


def texts(rules: Iterable[AnyRule]) -> tuple[str, ...]:
    """The rules as lines of text. Raises ``ScriptError``."""
    try:
        return tuple(show(read(rule)) for rule in rules)
    except ValidationError as error:
        raise ScriptError(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "the rule"
    return f"{place}: {first['msg']}"


def move_job(it: Services, render_id: str, progress: float) -> dict[str, Any]:
    """Move a render to so many per cent; nothing else moves it from then on. Raises ``Unknown``."""
    job = _open_job(it, render_id)
    it.jobs.move(job, progress)
    return job_row(it, it.state.jobs[job.key])


def fail_job(it: Services, render_id: str, error: str) -> dict[str, Any]:
    """Let a render fail now. Raises ``Unknown``."""
    job = _open_job(it, render_id)
    it.jobs.fail(job, error)
    return job_row(it, it.state.jobs[job.key])


def _open_job(it: Services, render_id: str) -> Job:
    """The newest of the name that has not ended: ids are unique to an account only."""
    found = [job for job in it.world.open_jobs() if job.render_id == render_id]
    if not found:
        raise Unknown(f"There is no render {render_id} that goes on.")
    return found[-1]
