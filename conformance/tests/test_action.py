"""The GitHub Action: what it runs, and that its inputs and outputs are those of the script."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tools import act

ROOT = Path(__file__).parents[2]
ACTION = (ROOT / "action.yml").read_text("utf-8")
FAKE = f"{sys.executable} {Path(__file__).with_name('fake_driver.py')}"


def test_every_input_reaches_the_script() -> None:
    """And the script reads nothing else."""
    given = set(
        re.findall(r"^        ([A-Z]+): \$\{\{ inputs\.(?:\w+) \}\}$", ACTION, re.MULTILINE)
    )
    read = set(re.findall(r"\$\{([A-Z]+):-", (ROOT / "conformance/action.sh").read_text("utf-8")))

    assert given == read


def test_outputs_and_summary_are_left_behind(tmp_path: Path) -> None:
    """And the exit code is the kit's."""
    env = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "DRIVER": f"{FAKE} strays",
        "ONLY": "C-ATTR-1",
        "OUT": str(tmp_path / "report"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
    }

    done = subprocess.run(
        ["bash", str(ROOT / "conformance/action.sh")], env=env, check=False, capture_output=True
    )

    outputs = dict(line.split("=") for line in (tmp_path / "output").read_text().splitlines())
    assert done.returncode == 1
    assert outputs == {"passed": outputs["passed"], "failed": "1", "report-path": env["OUT"]}
    assert "C-ATTR-1" in (tmp_path / "summary").read_text()


def test_the_action_can_be_run_here() -> None:
    """``make act`` runs every step of it but the set-up of Python, with all inputs."""
    told = list(act.steps(ACTION))

    assert [one.name for one in told] == ["Install the kit", "Judge the client"]
    assert set(told[1].env.values()) == set(act.inputs(ACTION))
