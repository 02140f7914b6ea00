"""Prints the files of the pure modules, as coverage wants them: the list is import-linter's own."""

import tomllib
from pathlib import Path


def files(root: Path) -> list[str]:
    """A pattern for each module that the contract ``pure`` names."""
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (pure,) = (contract for contract in contracts if contract["id"] == "pure")
    return [pattern for module in pure["source_modules"] for pattern in patterns(module)]


def patterns(module: str) -> tuple[str, str]:
    """A module is a file or a folder."""
    path = "*/" + module.replace(".", "/")
    return f"{path}.py", f"{path}/*"


if __name__ == "__main__":
    print(",".join(files(Path(__file__).parents[1])))
