"""The lexicon and the pattern engine: data that has to be consistent."""

import re
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_emulator.agent.grammar import slots
from nemo_emulator.agent.pattern import Grammar, Match, Rules, reduce_all
from nemo_emulator.agent.ruled import RULES
from nemo_emulator.agent.tokens import Token
from nemo_emulator.agent.words.amounts import _TABLE as AMOUNTS
from nemo_emulator.agent.words.lexicon import TABLES, lexicon, plain
from nemo_emulator.agent.words.moods import MOODS
from nemo_emulator.agent.words.needs import folded, met, needs
from nemo_emulator.agent.words.rewrites import _TABLE as TURNS
from nemo_emulator.agent.words.rewriting import rewrites, rewritten
from nemo_emulator.agent.words.traditional import SIMPLIFIED
from nemo_emulator.agent.words.typos import mended
from nemo_emulator.render.effects import effect_kind
from nemo_emulator.render.looks import LOOKS
from nemo_emulator.render.moods import MOODS as PLAYED
from nemo_emulator.render.moods import mood_name
from nemo_emulator.render.motions import motion_kind
from nemo_emulator.render.transitions import transition_kind

ROWS = [row for table in TABLES for row in table.ROWS]


def _values(cat: str) -> set[str]:
    return {str(row.value) for row in ROWS if row.cat == cat}


def test_no_phrase_has_two_meanings() -> None:
    """A phrase is one category and one value, wherever it is listed."""
    meanings = defaultdict(set)
    for row in ROWS:
        for phrase in (phrase for phrases in row.phrases for phrase in phrases):
            meanings[plain(phrase)].add((row.cat, str(row.value)))

    assert {phrase: found for phrase, found in meanings.items() if len(found) > 1} == {}


def test_no_row_is_empty() -> None:
    """Every meaning can be said."""
    assert [row for row in ROWS if not any(row.phrases)] == []


def test_longer_phrases_come_first() -> None:
    """So that the longest one wins."""
    for group in lexicon().values():
        sizes, phrases = group
        assert list(sizes) == sorted(set(map(len, phrases)), reverse=True)


@pytest.mark.parametrize(
    ("cat", "known"),
    [("style", transition_kind), ("motion", motion_kind), ("effect", effect_kind)],
)
def test_the_renderer_knows_every_name(cat: str, known: object) -> None:
    """What can be asked for can be drawn."""
    assert callable(known)
    assert [name for name in _values(cat) if known(name) is None] == []


def test_the_renderer_knows_every_look_and_mood() -> None:
    """Colours and music, too."""
    assert {name.replace("-", "") for name in _values("look")} <= set(LOOKS)
    assert {mood_name(name) for name in MOODS} == set(PLAYED)
    assert _values("mood") == set(MOODS)


def test_patterns_name_categories_that_exist() -> None:
    """A misspelt category would never match and nobody would know."""
    scanned = {"quote", "num", "nth", "ord", "word", "size", "ratio", "time", "color", "factor"}
    made = {rule.cat for rule in RULES}
    known = {row.cat for row in ROWS} | scanned | made | {"fraction", "short", "link_url", "srt"}
    marks = {"comma", "stop", "dash"}
    used = {
        slots.GRAMMAR.name(code)
        for rule in RULES
        for code in re.findall(r"[\ue000-\uefff]", rule.regex.pattern)
    }

    assert used - known - marks == set()


def test_a_rule_keeps_what_it_does_not_eat() -> None:
    """The new token comes first, then what is left for other rules."""
    rule = Grammar({}).rule("ab", "a x* b", lambda m: m.all("a", "b"), eaten="a b")

    after = reduce_all((Token("x"), Token("a", 1), Token("x"), Token("b", 2)), Rules((rule,)))

    assert [(token.cat, token.value) for token in after] == [
        ("x", None),
        ("ab", (1, 2)),
        ("x", None),
    ]


def test_a_rule_whose_builder_declines_changes_nothing() -> None:
    """None means that the words fit and the sense does not."""
    rule = Grammar({}).rule("b", "a", lambda _: None)

    assert reduce_all((Token("a"),), Rules((rule,))) == (Token("a"),)


def test_a_match_finds_values_by_category() -> None:
    """The first one, all of them, or a default."""
    match = Match((Token("a", 1), Token("b", 2), Token("a", 3)))

    assert (match.one("a"), match.all("a"), match.one("c", default=9)) == (1, (1, 3), 9)
    assert match.has("b")
    assert not match.has("c")


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("transitons", "transitions"),
        ("transitionss", "transitions"),
        ("subtitels", "subtitles"),
        ("bakground", "background"),
        ("cinematoc", "cinematic"),
        ("slideshwo", "slideshow"),
    ],
)
def test_a_slip_of_the_finger_is_put_right(slip: str, word: str) -> None:
    """One letter too many, too few, another, or two swapped."""
    assert mended(f"the {slip} here") == f"the {word} here"


@pytest.mark.parametrize("word", ["caution", "college", "planning", "zzzzzzzz", "transxxons"])
def test_other_words_stay_what_they_are(word: str) -> None:
    """Words of the language that are near to ours, words far from ours, and short ones."""
    assert mended(word) == word


def test_traditional_characters_are_read_as_simplified() -> None:
    """Each of them; none of those that our phrases are written in is changed."""
    phrases = (phrase for _, group in lexicon().values() for phrase in group)
    written = {letter for phrase in phrases for letter in phrase}

    assert "轉場動畫".translate(SIMPLIFIED) == "转场动画"
    assert {chr(one) for one in SIMPLIFIED if SIMPLIFIED[one] != one} & written == set()


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        ("声儿", "声儿"),
        (r"no\. ?(?=\d)", "no"),
        (r"(?<![a-z])from (\d+|two) (?:sec) on", "from , sec on"),
        (r"(?<=早)(第\d)(?=张图)", "早,第,张图"),
        ("头(?!像里的)(?:张|段)?", "头"),
        ("slo{3,}w", "sl,w"),
        ("(?P<how>一)(?P=how)", "一"),
        ("一概|一律", "一律/一概"),
        ("[前后](?i:word)*", "前/后"),
        ("[前后]?[^上]页", "页"),
        ("(?:第|前(?:头|面))(?:张|)幅+", "前/第,幅"),
        ("(?:那么一|一丁)点", "一丁/那么一,点"),
    ],
)
def test_a_pattern_needs_what_is_written_letter_by_letter(pattern: str, pieces: str) -> None:
    """Outside of what may be left out, and of what must not be there; of choices any."""
    assert ",".join("/".join(sorted(need)) for need in needs(pattern)) == pieces


def test_capitals_are_needed_as_small_letters() -> None:
    """And what looks like one of ours to a pattern that ignores case."""
    needed = needs("(?-i:titled|called) ?(?:this|it)")

    assert met(needed, folded("CALLED IT"))
    assert met(needed, folded("tıtled thiſ"))
    assert not met(needed, folded("called"))


@given(st.text(alphabet="从左到右第三张后面秒点二 first2 second and last s", max_size=30))
def test_nothing_is_rewritten_without_what_it_needs(text: str) -> None:
    """One rewrite after the other comes to the same."""
    rows = rewrites((*TURNS, *AMOUNTS))
    plain_text = text
    for row in rows:
        plain_text = row.pattern.sub(row.new, plain_text)

    assert rewritten(text, rows) == plain_text
