"""What a person says, taken to where it belongs (C-ROUTE-1, C-ROUTE-2)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from nemo_client.flows.ask import tell
from nemo_client.flows.credits import credit_balance
from nemo_client.flows.desk import Desk, State
from nemo_client.flows.export import Exported, export
from nemo_client.flows.send import Talked, send
from nemo_client.flows.sessions import ready
from nemo_client.flows.state import show
from nemo_client.flows.steps import Flow, Inspect, Kind, Source, do
from nemo_client.flows.upload import check, missing, upload
from nemo_client.routing import Route, by_name, files_in, route, without_files
from nemo_client.wording import language_of
from nemo_contract.wire import Credits, Uploaded


@dataclass(frozen=True, slots=True)
class Words:
    """What was said, with files beside it."""

    text: str
    attached: tuple[Source, ...] = ()


Outcome = Talked | Exported | Credits | Uploaded | State | None


def say(desk: Desk, words: Words, target: Path) -> Flow[Outcome]:
    """Do what the words ask for, connecting first when nobody has; an export goes to ``target``."""
    named = yield from _named(words.text)
    sources = (*words.attached, *named.values())
    yield from check(sources)
    yield from ready(desk, language=language_of(words.text))
    if sources:
        return (yield from _with_files(desk, words.text, named, sources))
    match route(words.text):
        case Route.EXPORT:
            return (yield from export(desk, target))
        case Route.CREDITS:
            return (yield from credit_balance(desk))
        case Route.STATE:
            return (yield from show(desk))
        case Route.UPLOAD:
            yield from tell("Name the files to upload, or drop them here.", Kind.HINT)
            return None
        case _:
            return (yield from send(desk, words.text))


def _with_files(
    desk: Desk, text: str, named: Collection[str], sources: Sequence[Source]
) -> Flow[Outcome]:
    """Files first, then the message, if there is one (C-ROUTE-1)."""
    stored = yield from upload(desk, sources)
    rest = without_files(text)
    if not rest or route(rest) is Route.UPLOAD:
        return stored
    return (yield from send(desk, by_name(text, named)))


def _named(text: str) -> Flow[dict[str, Source]]:
    """The files that a text names and that are there; one that is not is only missed in a command.

    Raises ``FileMissing`` for ``upload gone.jpg``.
    """
    sources = {}
    for name in files_in(text):
        source = Source(Path(name).name, Path(name).expanduser())
        facts = yield from do(Inspect(source))
        if facts.size is not None:
            sources[name] = source
        elif route(without_files(text) or "upload") is Route.UPLOAD:
            raise missing(facts)
    return sources
