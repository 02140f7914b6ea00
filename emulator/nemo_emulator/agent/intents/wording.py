"""Tokens as what they say of clips, before anything else is made of them."""

from typing import Final

from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.referring import pointed_out
from nemo_emulator.agent.intents.said import DOING
from nemo_emulator.agent.intents.scopes import scoped
from nemo_emulator.agent.intents.standing import parted, standing
from nemo_emulator.agent.tokens import Token
from nemo_emulator.agent.words import references as words

Tokens = tuple[Token, ...]
NUMBERS: Final = frozenset({"num", "one"})
FEW: Final = 3
PLACED: Final = frozenset({"pic", "clip", "video"})
# 6往后的 are all from there on, unless it goes that way.
BACKWARDS: Final = "往后"
NAMED: Final = PLACED | {"num", "nth", "ord", "number_sign", "ref"}
SHIFTING: Final = frozenset(
    ("move", "put", "set", "bit", "num", "one", "to", "shift", "swap", "add", "word", "spot")
)
DESCRIBING: Final = frozenset({"word", "inside", "subject", "cannot"})
# What may stand behind "everywhere but".
BARRED: Final = frozenset({"ord", "before", "into", "between", "number_word", "for"})
NONE: Final = Token("")
THAT_ONE: Final = ("那张", "那个", "那段")
TIMED: Final = frozenset({"unit", "second", "pct", "times"})
HEARD: Final = frozenset({"mute", "sound", "music", "speech"})
# "It was 2am".
HOURS: Final = frozenset({"am", "pm", "o'clock"})
# "The first should be black and white".
OUGHT: Final = ("should", "must", "ought", "has to", "needs to")
DASHES: Final = frozenset({"–", "—", "~"})
LISTING: Final = frozenset({"comma", "and", "to", "dash"})
# What may be meant by other words than its own.
CUES: Final = frozenset(
    (
        *("nr", "uploaded", "first", "second", "later"),
        *(*words.LAST, *words.BARRING, *words.COPIES, *words.MIDDLE, *words.NOUNS, *words.EDGES),
        *(*words.AFTER_ARTICLE, *words.SIZES, *words.WORDS),
    )
)
CUED: Final = frozenset({"num", "ord", "one", "pic", "clip"})
STEPS: Final = frozenset(
    (
        *("spot", "place", "step", "slot", "position", "位置"),
        *(word for word, (cat, _) in words.WORDS.items() if cat == "step"),
    )
)
# What may be meant by other words beside its neighbours; without any of these none is.
RETYPED: Final = frozenset(
    (
        *("nothing", BACKWARDS, *HOURS, *words.DASHES, *words.THOUGH, *words.FULL),
        *(*words.ONWARDS, *(last for _, last in words.COMPOUNDS)),
    )
)
# "The one" is a clip behind "except".
SHORTENED: Final = DASHES | {"title slide", "一个", "4", "the"}


def worded(tokens: Tokens) -> Tokens:
    """Each by the words of ``references``, beside what stands around it."""
    tokens = scoped(pointed_out(_shortened(_written(parted(standing(tokens))))))
    told = tuple(
        [
            _worded(tokens, n) if token.text in CUES or token.cat in CUED else token
            for n, token in enumerate(tokens)
        ]
    )
    return _stepped(_owned(_dozens(told)))


def _written(tokens: Tokens) -> Tokens:
    """ "4–7" is a stretch, "4:5 — no, 1:1" a break; 和 is no "and" in 饱和, 第四张起 goes on."""
    if RETYPED.isdisjoint([token.text for token in tokens]):
        return tokens
    found: list[Token] = []
    for n, token in enumerate(tokens):
        after = tokens[n + 1] if n + 1 < len(tokens) else NONE
        before = found[-1] if found else NONE
        if (before.text, token.text) in words.COMPOUNDS:
            found[-1] = Token(*words.COMPOUNDS[before.text, token.text], before.text + token.text)
        else:
            found.append(_retyped(before, token, after))
    return tuple(found)


def _retyped(before: Token, token: Token, after: Token) -> Token:
    """As what it is between these two."""
    if token.text in words.DASHES and before.cat in NUMBERS and after.cat in NUMBERS:
        return Token("dash", None, token.text)
    if token.text in words.DASHES and after.cat == "no":
        return Token("stop", None, token.text)
    if token.text in words.THOUGH and before.cat not in ("", "as", *LISTING) and after.cat:
        return Token("but", None, token.text)
    if found := _as_value(before, token, after):
        return found
    back = token.text == BACKWARDS and before.cat in NAMED and after.cat not in SHIFTING
    onwards = token.cat == "word" and token.text in words.ONWARDS and before.cat in PLACED
    return Token("onwards", None, token.text) if onwards or back else token


def _as_value(before: Token, token: Token, after: Token) -> Token | None:
    """Nothing and all of it; an hour is none."""
    if token.text == "nothing" and before.cat == "to":
        return Token("percent", 0.0, token.text)
    if _is_full(before, token, after):
        return Token("percent", 100.0, token.text)
    hour = token.cat == "num" and after.text in HOURS
    return Token("word", None, f"{token.text}{after.text}") if hour else None


def _is_full(before: Token, token: Token, after: Token) -> bool:
    """ "Up to full", 声音开满."""
    closed = after.cat in LISTING | {"", "stop", "mark", "then", "but"}
    led = before.cat in ("to", "in", "sound", "speech", "music") or before.text in words.OPENED
    return token.text in words.FULL and token.cat in ("filler", "word") and led and closed


def _shortened(tokens: Tokens) -> Tokens:
    """ "b4"."""
    if SHORTENED.isdisjoint([token.text for token in tokens]):
        return tokens
    found: list[Token] = []
    for n, token in enumerate(tokens):
        if token.text == "title slide" and _is_sliding(tokens[n + 1 : n + 2]):
            found += [Token("title", None, "title"), Token("word", "slide", "slide")]
        elif token.text == "一个" and found and found[-1].cat == "first_few":
            found[-1] = Token("ord", found[-1].value, found[-1].text)
        elif token.cat == "one" and [t.text for t in found[-1:]] == ["the"] and _is_excepted(found):
            found.append(Token("clip", "any", token.text))
        elif token.text in DASHES and _is_between(found, tokens[n + 1 : n + 2]):
            found.append(Token("dash", None, "-"))
        elif token.text == "4" and found and found[-1].text == "b":
            found[-1] = Token("before", None, "before")
        else:
            found.append(token)
    return tuple(found)


def _is_between(before: list[Token], after: Tokens) -> bool:
    """ "4–9"."""
    return [t.cat for t in (*before[-1:], *after)] == ["num", "num"]


def _is_sliding(after: Tokens) -> bool:
    """ "Have the title slide in": no page."""
    return any(token.cat in ("in", "out", "up", "down", "from") for token in after)


def _is_excepted(before: list[Token]) -> bool:
    return any(token.cat == "except" or token.text == "bar" for token in before[-2:])


def _worded(tokens: Tokens, n: int) -> Token:
    rest = [t for t in tokens[n + 1 : n + 6] if t.cat != "filler" or t.text[:1] == "那"]
    after = rest[0] if rest and not (rest[1:] and rest[1].cat in TIMED) else NONE
    found = _as_clip(tokens, n, after) or _as_amount(tokens, n, after)
    return found or _as_place(tokens, n) or _as_word(tokens, n) or tokens[n]


def _as_clip(tokens: Tokens, n: int, after: Token) -> Token | None:
    """A noun for a clip, or the end that a number or a noun behind it is at."""
    text = tokens[n].text
    before = tokens[n - 1].text if n else ""
    if text in words.NOUNS and after.cat != "page" and before != "an":
        return Token(*words.NOUNS[text], text)
    if text in words.EDGES and _is_paired(tokens, n):
        return Token("ref", (words.EDGES[text],), text)
    if text in words.AFTER_ARTICLE and before in words.ARTICLES | {"and"}:
        return Token(*words.AFTER_ARTICLE[text], text)
    if text in words.EDGES and after.text in words.FRAMES:
        return Token("ref", (words.EDGES[text],), text)
    if text in words.EDGES and _leads(after):
        return Token("ord", words.EDGES[text], text)
    middle = text in words.MIDDLE and (_leads(after) or after.text in THAT_ONE)
    return Token("middle", None, text) if middle else None


def _is_paired(tokens: Tokens, n: int) -> bool:
    """ "The opening and the closing shot"."""
    after = [t for t in tokens[n + 1 : n + 4] if t.cat != "filler"]
    return len(after) > 1 and after[0].cat == "and" and after[1].text in words.FACING


def _as_amount(tokens: Tokens, n: int, after: Token) -> Token | None:
    """So many, or a sign that a number follows; "round 3" and "his third sherry" are no clips."""
    token, text = tokens[n], tokens[n].text
    if _is_of_other(tokens, n, after):
        return Token("word", text, text)
    if token.cat == "num" and _is_subject(tokens, n):
        return Token("ref", (int(token.value),), text)
    if text in words.SIZES and token.cat == "word" and _is_size(tokens, n, after):
        return Token("num", words.SIZES[text], text)
    return Token("number_word", None, text) if text == "nr" and after.cat == "num" else None


def _is_of_other(tokens: Tokens, n: int, after: Token) -> bool:
    """It numbers something else than clips."""
    token, before = tokens[n], tokens[n - 1].text if n else ""
    if token.cat == "num":
        return before in words.ROUNDS and n == 1 and tokens[n - 1].cat != "take"
    owned = before in words.OWNERS or before.endswith(("'s", "s'"))
    return token.cat == "ord" and owned and after.cat == "word" and after.text != "ones"


def _is_subject(tokens: Tokens, n: int) -> bool:
    """ "Two is a panorama", "7 is radioactive": it begins a clause and is said to be something."""
    token, rest = tokens[n], [t.text for t in tokens[n + 1 : n + 4]]
    fine = token.value == int(token.value) and 0 < token.value <= words.MOST_STEPS
    fine = fine and not token.text.startswith("#")
    opens = n == 0 or tokens[n - 1].cat in ("stop", "then", "but", "can")
    return opens and fine and bool(words.BEING & {*rest[:1]}) and not words.AMPLE & {*rest}


def _as_place(tokens: Tokens, n: int) -> Token | None:
    """ "It could come second", the last piece of film, "sort as they were uploaded"."""
    text, before = tokens[n].text, tokens[n - 1].text if n else ""
    if text == "uploaded" and any(t.cat == "order" for t in tokens[:n]):
        return Token("by_upload", None, text)
    if text in words.LAST and [t.text for t in tokens[n + 1 : n + 2]] in words.PIECES:
        return Token("ref", (-1,), "最后一段")
    closed = [t.cat for t in tokens[n - 2 : n - 1]] == ["for"] and _is_closed(tokens[n + 1 : n + 2])
    if text == "first" and before == "the" and (closed or _acts(tokens[n + 1 : n + 2])):
        return Token("ref", (1,), "the first")
    return Token("ord", 2, text) if text == "second" and before in words.COMING else None


def _acts(after: Tokens) -> bool:
    """ "The first gets 4 seconds"."""
    told = ("gets", "should", "could", "may")
    return any(t.text in DOING or t.text in told or t.text.startswith(OUGHT) for t in after)


def _is_closed(after: Tokens) -> bool:
    """ "Still for the first, slow zoom on the second"."""
    return all(t.cat in ("comma", "stop", "and", "then", "but") for t in after)


def _as_word(tokens: Tokens, n: int) -> Token | None:
    token, text = tokens[n], tokens[n].text
    before = tokens[n - 1] if n else NONE
    if text in words.BARRING and _bars(tokens, n):
        return Token("except", None, text)
    if token.cat == "word" and text in words.COPIES and before.text in words.AGAIN:
        return Token("copies", None, text)
    if token.cat == "one" and text == "one" and before.text.endswith(words.POINTING):
        return Token("it", None, f"{before.text.split()[-1]} one")
    if token.cat in ("pic", "clip") and before.text == "that" and _is_known(tokens, n):
        return Token("it", None, "that one")
    if text == "later" and [t.text for t in tokens[n + 1 : n + 2]] == ["of"]:
        return Token("latter", -1, text)
    cat, value = words.WORDS.get(text, ("", None))
    fits = cat not in ("", "step", "later") and token.cat in ("word", "filler", "if")
    fits = fits or (cat == "latter" and token.cat == "ord")
    return Token(cat, value, text) if fits else None


def _is_known(tokens: Tokens, n: int) -> bool:
    """ "Make that photo 7 seconds", not "that photo of the dog" or "that photo 7"."""
    after, then = (tokens[at] if at < len(tokens) else NONE for at in (n + 1, n + 2))
    numbered = after.cat in NUMBERS and then.cat not in TIMED
    return not (tokens[n].text.endswith("s") or after.text in ("of", "with", "where") or numbered)


def _bars(tokens: Tokens, n: int) -> bool:
    """ "All bar one", "every shot but the last"."""
    after = next((t for t in tokens[n + 1 :] if t.cat != "filler"), NONE)
    named = after.cat in BARRED | NUMBERS or after.cat in PLACED
    if tokens[n].text == "bar" and n:
        return tokens[n - 1].cat == "all" or (named and any(map(_is_every, tokens[:n])))
    named = after.cat in BARRED or _is_definite(tokens, n)
    return any(map(_is_every, tokens[max(n - 3, 0) : n])) and named


def _is_definite(tokens: Tokens, n: int) -> bool:
    """ "Everything but the cat"."""
    after = tokens[n + 1 : n + 3]
    led = _is_every(tokens[n - 1]) and len(after) > 1 and after[0].text in words.DEFINITE
    return led and after[1].cat in DESCRIBING


def _is_every(token: Token) -> bool:
    return token.cat in ("each", "all") or token.text in words.EVERY


def _is_size(tokens: Tokens, n: int, after: Token) -> bool:
    """Beside an end, or before what it counts: "both" alone is none."""
    text = tokens[n].text
    counted = ("clip", "video") if text == "both" else ("pic", "clip", "video")
    counts = after.cat in counted
    ends = n > 0 and (tokens[n - 1].cat == "ord" or tokens[n - 1].text in words.EDGES)
    return counts or (ends and text != "both")


def _leads(token: Token) -> bool:
    return (token.cat in words.AFTER_EDGE and token.text not in words.CARDS) or (
        token.text in words.SIZES
    )


def _dozens(tokens: Tokens) -> Tokens:
    """Half a dozen, and "the half dozen"."""
    if "dozen" not in [token.text for token in tokens]:
        return tokens
    found: list[Token] = []
    for token in tokens:
        if token.text == "dozen" and found and found[-1].cat == "half":
            found[-1] = Token("num", 6, "half dozen")
        else:
            found.append(token)
    return tuple(found)


def _owned(tokens: Tokens) -> Tokens:
    """ "6's slot"."""
    if "spot" not in [token.cat for token in tokens]:
        return tokens
    found: list[Token] = []
    for token in tokens:
        owner = found[-2:] if token.cat == "spot" else []
        if [t.cat for t in owner] == ["num", "filler"] and owner[1].text == "'s":
            found[-2:] = [Token("slot", int(owner[0].value), owner[0].text)]
        else:
            found.append(token)
    return tuple(found)


def _stepped(tokens: Tokens) -> Tokens:
    """ "One spot later", "up two places": so many places on."""
    if STEPS.isdisjoint([token.text for token in tokens]):
        return tokens
    found: list[Token] = []
    for n, token in enumerate(tokens):
        amount = _amount(found[-1]) if found and _is_step(token) else 0
        way = _way(tokens[max(n - FEW - 1, 0) : n], tokens[n + 1 : n + FEW]) if amount else 0
        if way:
            found[-1] = Token("shift", amount * way, token.text)
        else:
            found.append(token)
    return tuple(found)


def _is_step(token: Token) -> bool:
    return token.text in STEPS


def _amount(token: Token) -> int:
    if token.text in ("a", "一个"):
        return 1
    fine = token.cat in NUMBERS and token.value == int(token.value)
    return int(token.value) if fine and 0 < token.value < words.MOST_STEPS else 0


def _way(before: Tokens, after: Tokens) -> int:
    """1 for later, -1 for earlier, 0 where neither is said."""
    for token in (*after, *reversed(before)):
        cat, value = words.WORDS.get(token.text, ("", 0))
        if cat == "later":
            return int(value)
    return 0


def _are_all(before: list[Token], after: list[str]) -> bool:
    """ "Of the five, the middle one", "not all 14"."""
    of = bool(before) and before[-1].text in ("of", "out of") and after[:1] == ["comma"]
    return of or bool(before and before[-1].cat == "all")


def counted_out(tokens: Tokens, known: Facts | None) -> Tokens:
    """Without the number of all clips: "the middle one of five", "out of these ten"."""
    if known is None:
        return tokens
    sizes = {known.shown, known.total} - {0}
    gone: set[int] = set()
    for n, token in enumerate(tokens):
        if token.cat != "num" or token.value not in sizes:
            continue
        before = [
            t
            for t in tokens[max(n - 3, 0) : n]
            if t.text not in words.ARTICLES | {"these", "those"}
        ]
        after = [t.cat for t in tokens[n + 1 : n + 4] if t.cat != "filler"][:2]
        listed = len(after) > 1 and after[0] in LISTING and after[1] in NUMBERS
        timed = any(t.cat in TIMED for t in tokens[n + 1 : n + 2])
        plain = token.text[-1:].isdigit() and [t.text for t in tokens[n - 1 : n]] == ["from"]
        is_whole = not timed and not listed
        opens = len(before) < 2 or before[-2].cat in LISTING | {"stop", "then"}
        heard = any(t.cat in HEARD for t in before[-2:-1])  # "no sound from 3"
        odd = opens or heard or plain
        led = bool(before) and before[-1].text in words.OF and not odd
        if is_whole and (led or _are_all(before, after)):
            gone.add(n)
    return tuple(token for n, token in enumerate(tokens) if n not in gone)
