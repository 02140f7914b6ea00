"""The pytest plugin."""

import subprocess
import sys

import pytest

HEAVY = {"fastapi", "hypothesis", "numpy", "httpx", "typer", "rich", "pydantic", "nemo_contract"}
pytest_plugins = ["pytester"]


def test_the_plugin_is_light() -> None:
    """Loading it imports none of what the kit needs for its work."""
    script = "import sys, nemo_conformance.pytest_plugin; print(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    assert HEAVY.isdisjoint(done.stdout.decode().split())


def test_a_test_may_say_which_requirement_it_proves(pytester: pytest.Pytester) -> None:
    """The marker is known, also to a strict run."""
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.nemo_requirement("C-SSE-6", "C-ERR-4")
        def test_it(): ...

        def test_that(): ...
        """
    )

    pytester.runpytest("--strict-markers").assert_outcomes(passed=2)


def test_an_unknown_requirement_stops_the_run(pytester: pytest.Pytester) -> None:
    """A test for a rule that does not exist would prove nothing."""
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.nemo_requirement("C-SSE-99")
        def test_it(): ...
        """
    )

    result = pytester.runpytest()

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*test_it is marked nemo_requirement: There is no*C-SSE-99*"])
