"""Runs the steps of ``action.yml`` on this machine, as a runner would, in a fresh environment.

usage: python -m tools.act [input=value ...], such as driver="bash driver.sh" budget=5s

Steps with ``uses`` are not run: a virtual environment stands for what they set up. Prints the
outputs and the summary; exits with the code of the step that failed.
"""

import os
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
INPUT: Final = re.compile(r"^  ([\w-]+):\n    description: .*\n    default: (.*)$", re.MULTILINE)
STEP: Final = re.compile(r"^    - ", re.MULTILINE)
ENV: Final = re.compile(r"^        (\w+): \$\{\{ inputs\.([\w-]+) \}\}$", re.MULTILINE)
OUTPUT: Final = re.compile(
    r"^  ([\w-]+):\n.*\n    value: \$\{\{ steps\.\w+\.outputs\.([\w-]+) \}\}", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Step:
    """What is run, and which inputs stand in which variables."""

    name: str
    run: str
    env: Mapping[str, str]


def inputs(action: str) -> dict[str, str]:
    """Every input with its default."""
    head = action.partition("\noutputs:")[0]
    return {name: value.strip('"') for name, value in INPUT.findall(head)}


def steps(action: str) -> Iterator[Step]:
    """The steps that run something."""
    for text in STEP.split(action.partition("\n  steps:")[2])[1:]:
        found = re.search(r"^(?:      )?run: (.*)$", text, re.MULTILINE)
        named = re.search(r"name: (.*)", text)
        if found:
            yield Step(named[1] if named else found[1], found[1], dict(ENV.findall(text)))
        else:
            print(f"not run: {text.splitlines()[0]}")


def main(words: list[str]) -> int:
    """The first exit code that is not 0."""
    action = (ROOT / "action.yml").read_text("utf-8")
    given = dict(word.split("=", 1) for word in words)
    known = inputs(action)
    if unknown := sorted(given.keys() - known.keys()):
        raise SystemExit(f"{unknown[0]} is no input; there are {', '.join(known)}.")
    with tempfile.TemporaryDirectory() as place:
        return _run(action, known | given, Path(place))


def _run(action: str, values: Mapping[str, str], place: Path) -> int:
    env = {**os.environ, **_runner(place)}
    code = 0
    for step in steps(action):
        print(f"== {step.name}", flush=True)
        more = {variable: values[name] for variable, name in step.env.items()}
        code = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", step.run], env=env | more, check=False
        ).returncode
        if code:
            break
    told = dict(line.split("=", 1) for line in _read(place / "output").splitlines())
    for name, output in OUTPUT.findall(action):
        print(f"output {name} = {told.get(output, '')}")
    print(_read(place / "summary"))
    return code


def _runner(place: Path) -> dict[str, str]:
    """The variables of a runner, and a Python of its own in front of any other."""
    venv.create(place / "python", with_pip=True)
    return {
        "PATH": f"{place / 'python' / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_OUTPUT": str(place / "output"),
        "GITHUB_STEP_SUMMARY": str(place / "summary"),
        "CI": "true",
    }


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
