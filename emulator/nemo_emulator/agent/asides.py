"""What people say beside a wish: clauses that give a reason or tell how something came to be.

A message that is not clear is read once more without them. What is left must be clear by itself;
a clause that could carry a wish is never left out.
"""

from collections.abc import Iterator
from typing import Final

from nemo_emulator.agent.grammar.slots import COMMANDS
from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]

_ENDS: Final = frozenset({"stop", "comma", "then", "but", "mark"})
# What names the thing that a remark is about.
_CLIPS: Final = frozenset({"ord", "nth", "num", "number_word", "number_sign", "first_few", "and"})
_KINDS: Final = frozenset({"pic", "clip", "video", "one"})
_NAMING: Final = _CLIPS | _KINDS
_THINGS: Final = frozenset({"music", "transition", "title", "caption", "subtitle"})
# With one of these a clause says itself what it is about.
_OWN: Final = frozenset(
    ("music", "mine", "whole", "total", "title", "caption", "subtitle", "transition", "quote")
)
# What a remark is made of besides words that nobody knows.
_LIGHT: Final = frozenset(
    (
        *("word", "filler", "praise", "love", "because", "shrug", "bit", "much", "it", "in"),
        *("from", "for", "by", "as", "at", "after", "before", "and", "out", "subject", "inside"),
        *("whole", "slideshow", "film", "when", "all", "each", "total", "again", "dash"),
        *("with", "to", "into", "mine", "texture", "loud", "speech", "offtopic", "times", "end"),
    )
)
_TOLD: Final = _LIGHT | _KINDS
_TOLD_OF: Final = _TOLD | {"mood", "adjust_noun"}
# Verbs that tell something when a subject stands before them ("it sets the scene").
_TELLING: Final = frozenset({"set", "make", "show", "put", "add", "move", "with", "take", "keep"})
# They deny a fact; "don't" and "not" forbid.
_DENYING: Final = frozenset(
    (
        *("can't", "cannot", "isn't", "doesn't", "won't", "不会", "不能", "没", "没有", "不", "无"),
        "no",
    )
)
_FILLING: Final = frozenset({"word", "filler", "subject", "inside", "praise", "bit", "love"})


# "Send it to my boss": what is asked of others than an editor.
_SENDING: Final = frozenset(
    ("post", "upload", "publish", "email", "mail", "send", "text", "tweet", "whatsapp", "dm")
)
_SENT: Final = frozenset(
    (
        "word",
        "filler",
        "it",
        "to",
        "in",
        "whole",
        "platform",
        "for",
        "with",
        "offtopic",
        "mark",
        "stop",
    )
)
# What a clause is that only says what shall be done with the stretch named before it.
_BARE: Final = frozenset({"filler", "it", "remove", "trim", "off", "out", "shorten", *_ENDS})
_STRETCH: Final = frozenset({"word", "praise", "inside", "subject"})


def is_sending(tokens: Tokens) -> bool:
    """The video shall be posted or sent to somebody, and nothing else is asked for."""
    said = [token for token in tokens if token.cat != "filler"]
    goes = len(said) > 2 and said[0].text in _SENDING and said[1].cat in ("it", "whole")
    return goes and any(t.cat == "to" for t in said) and {t.cat for t in said[1:]} <= _SENT


def left_out(tokens: Tokens) -> Tokens:
    """The tokens without remarks; a remark that names something keeps the name."""
    clauses = _joined([_without_reason(clause) for clause in _clauses(tokens)])
    kept: list[Tokens] = []
    for n, clause in enumerate(clauses):
        *body, end = clause if clause[-1].cat in _ENDS else (*clause, None)
        said = tuple(token for token in body if token is not None)
        if not said or not _is_aside(said):
            kept.append(clause)
        elif n + 1 < len(clauses) and (name := _run(said) or _needed(said, clauses[n + 1])):
            kept.append((*name, end or Token("comma", None, ",")))
    return tuple(token for clause in kept for token in clause)


def _joined(clauses: list[Tokens]) -> list[Tokens]:
    """ "The first 5 seconds are rubbish, cut": the stretch and what shall be done with it."""
    out: list[Tokens] = []
    for n, clause in enumerate(clauses):
        cats = {token.cat for token in clause}
        after = {token.cat for token in clauses[n + 1]} if n + 1 < len(clauses) else set[str]()
        if "unit" in cats and not cats & COMMANDS and {"remove", "trim"} & after and after <= _BARE:
            known = tuple(token for token in clause if token.cat not in _STRETCH | _ENDS)
            out.append((*known, *clauses[n + 1]))
        elif not (out and n and out[-1][-len(clause) :] == clause):
            out.append(clause)
    return out


def _clauses(tokens: Tokens) -> Iterator[Tokens]:
    """Each with what ends it; a reason is one of its own."""
    part: list[Token] = []
    for token in tokens:
        if token.cat == "because" and any(t.cat not in ("filler", "word") for t in part):
            yield (*part, Token("comma", None, ","))
            part = []
        part.append(token)
        if token.cat in _ENDS:
            yield tuple(part)
            part = []
    if part:
        yield tuple(part)


def _without_reason(clause: Tokens) -> Tokens:
    """ "Square for the shop listing": what for, in words that mean nothing here."""
    for n, token in enumerate(clause):
        tail = clause[n + 1 :]
        end = tail[-1:] if tail and tail[-1].cat in _ENDS else ()
        said = tail[: len(tail) - len(end)]
        if n and token.cat in ("for", "from") and said and _is_idle(said):
            return (*clause[:n], *end)
    return clause


def _is_idle(tokens: Tokens) -> bool:
    cats = {token.cat for token in tokens}
    return cats <= _FILLING | {"in", "offtopic"} and bool(cats & {"word", "subject", "offtopic"})


def _is_aside(clause: Tokens) -> bool:
    """It has words that nobody knows or a judgement, and nothing that could be asked for."""
    said = [token for token in clause if token.cat != "filler"]
    cats = {token.cat for token in said}
    if said and all(map(_denies, said)):
        return True
    if not cats & {"word", "praise", "love", "because", "shrug", "inside", "subject"}:
        return False
    if not said or (said[0].cat in COMMANDS and not _denies(said[0])):
        return False
    if said[0].cat == "word" and len(said) > 1 and said[1] in _run(clause):
        return False  # an unknown verb, and what it shall be done to
    name = {id(token) for token in (*_run(clause), *_thing(clause))}
    rest = [token for token in said if id(token) not in name]
    light = _TOLD_OF if name else _TOLD
    return all(
        token.cat in light or (n and token.cat in _TELLING) or _denies(token) or _too(token)
        for n, token in enumerate(rest)
    )


def _denies(token: Token) -> bool:
    return token.cat in ("not", "no") and token.text in _DENYING


def _too(token: Token) -> bool:
    """A complaint is no wish by itself."""
    return token.text.startswith(("太", "too "))


def _needed(clause: Tokens, following: Tokens) -> Tokens:
    """The thing that a remark is about, where what follows says nothing else of its own."""
    name = _thing(clause)
    return name if name and not {token.cat for token in following} & _OWN else ()


def _thing(clause: Tokens) -> Tokens:
    """The music or the title, when it is what the clause begins with."""
    first = next((token for token in clause if token.cat != "filler"), None)
    return (first,) if first and first.cat in _THINGS else ()


def _run(clause: Tokens) -> Tokens:
    """The clips that a remark names; nothing when it names several or counts something."""
    best: list[Token] = []
    run: list[Token] = []
    for token in (*clause, Token("end")):
        if token.cat in _NAMING:
            run.append(token)
        elif token.cat != "filler" or token.text in ("is", "'s"):
            cats = {t.cat for t in run}
            numbered = cats & {"ord", "nth"} or (
                "num" in cats and cats & (_KINDS | {"number_word"})
            )
            best = run if numbered and not best else best
            run = []
    while best and best[-1].cat == "and":
        best.pop()
    return tuple(best)
