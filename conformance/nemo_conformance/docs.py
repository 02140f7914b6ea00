"""``python -m nemo_conformance.docs`` writes anew what is generated from the catalogue.

That is: the requirement table of the kit's README, the frozen YAML of the revision, the page of
broken clients and servers, and the JSON Schemas of the driver protocol. It needs a checkout, and
says on stdout what it changed.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from nemo_conformance import matrix, revision
from nemo_conformance.catalogue import as_markdown, select
from nemo_conformance.driver import schemas
from nemo_contract import REVISION, Party

README: Final = Path(__file__).parents[1] / "README.md"
BEGIN: Final = "<!-- requirements: written by python -m nemo_conformance.docs -->\n"
END: Final = "<!-- end of requirements -->\n"


def generated(readme: str) -> Mapping[Path, str]:
    """Each file and what it should hold; ``readme`` is the README as it is."""
    texts = {
        README: with_table(readme),
        revision.FILE: revision.as_yaml(),
        matrix.FILE: matrix.as_page(),
    }
    published = schemas.schemas().items()
    return texts | {
        schemas.FOLDER / f"{name}.json": schemas.as_text(schema) for name, schema in published
    }


def with_table(readme: str) -> str:
    """The README with the table between its markers as the catalogue has it now.

    Raises ``ValueError`` when a marker is missing.
    """
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"Put these two lines around the table in the README:\n{BEGIN}{END}")
    return f"{before}{BEGIN}\n{_tables()}\n{END}{after}"


def _tables() -> str:
    return "\n".join(_table(party) for party in Party)


def _table(party: Party) -> str:
    rows = select(party=party)
    return f"### What a {party} does ({len(rows)}, revision {REVISION})\n\n{as_markdown(rows)}"


def stale(files: Mapping[Path, str]) -> Iterator[Path]:
    """The files that do not hold what they should."""
    return (path for path, text in files.items() if not _holds(path, text))


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text


def write(files: Mapping[Path, str]) -> tuple[Path, ...]:
    """Write the stale ones, and tell which they were."""
    late = tuple(stale(files))
    for path in late:
        path.parent.mkdir(exist_ok=True)
        path.write_text(files[path], "utf-8")
    return late


def main() -> None:
    """Write everything that is stale."""
    if not README.is_file():
        sys.exit("The kit's README is not here: run this from a checkout, installed with pip -e.")
    for path in write(generated(README.read_text("utf-8"))):
        sys.stdout.write(f"wrote {path}\n")


if __name__ == "__main__":
    main()
