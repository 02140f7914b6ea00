"""Guessing what somebody meant who wrote a name that nobody has."""

from collections.abc import Iterable


def meant(written: str, known: Iterable[str]) -> str:
    """`` Did you mean "…"?`` behind a sentence; empty when nothing known is near."""
    from difflib import get_close_matches  # noqa: PLC0415 -- only for who misspelt something

    by_letters = {name.casefold(): name for name in known}
    near = get_close_matches(written.casefold(), by_letters, n=1)
    return f' Did you mean "{by_letters[near[0]]}"?' if near else ""


def unknown(what: str, written: str, known: Iterable[str]) -> str:
    """A sentence: there is no such thing, these are there, that may be meant."""
    there = tuple(known)
    guess = meant(written, there)
    return f'There is no {what} "{written}"; there are {", ".join(there)}.{guess}'
