"""No message is too strange, too long or too slow: a short walk of ``make fuzz-agent``."""

import re
from collections import Counter
from random import Random

import pytest
from emulator.tests.agent_fuzz import SAID, fuzz

from nemo_emulator.agent import understand
from nemo_emulator.agent.grammar.measures import RULES as MEASURES
from nemo_emulator.agent.pattern import Rules, code
from nemo_emulator.agent.ruled import RULES
from nemo_emulator.agent.scan import scan

LETTER = "[\ue000-\uf8ff]"
CHOICE = rf"\((?:\?:)?{LETTER}(?:\|{LETTER})+\)"
PIECES = (
    *("\n", " ", "1\n", '"', "「", "'a'b", "第", "字幕：\n/", "subtitles: a/b\n", "1:1:", "-->"),
    *("00:00:00,000 --> 00:00:01,000\nx\n", "0:00:00,0 --> ", "titled ", "每张停留3秒"),
    "with show ",
)


def test_random_messages_leave_valid_drafts() -> None:
    """400 of them; and enough of them change something that this means something."""
    report = fuzz(400, seed=20261129)

    assert report.wrong == []
    assert len(report.times) == 400
    assert report.changed > 60


def test_the_same_seed_says_the_same() -> None:
    """So that a finding can be found again."""
    assert fuzz(30, seed=3).changed == fuzz(30, seed=3).changed


def test_no_choice_names_a_category_twice() -> None:
    """A repeated choice would be read in exponentially many ways, by a regular expression."""
    patterns = [rule.regex.pattern for rule in RULES]
    classes = [found for p in patterns for found in re.findall(r"\[([^^\]]+)\]", p)]
    doubles = [found for found in classes if max(Counter(found).values()) > 1]
    choices = [found for p in patterns for found in re.findall(CHOICE, p)]

    assert len(classes) > 500
    assert (doubles, choices) == ([], [])


def test_no_rule_is_passed_over_that_would_match() -> None:
    """What a rule needs is in everything that it matches."""
    chance = Random(7)
    missed = [
        rule.cat
        for text in chance.choices(SAID, k=300)
        for rules in (RULES, Rules(MEASURES))
        for n, rule in enumerate(rules)
        if rule.regex.search(sentence := _coded(text)) and not rules.open(sentence) >> n & 1
    ]

    assert sum(bool(rule.needs) for rule in RULES) > len(RULES) / 2
    assert missed == []


def _coded(text: str) -> str:
    return "".join(code(token.cat) for token in scan(text))


@pytest.mark.parametrize("piece", PIECES)
def test_what_repeats_itself_is_read_to_its_end(piece: str) -> None:
    """A message of 4,000 letters; one that took hours would never come back from here."""
    understand(piece * (4000 // len(piece)))
    understand("“x”" + piece * (4000 // len(piece)))


def test_the_corpus_is_in_both_languages() -> None:
    """What is mutated comes from the tables and from the blind utterances."""
    chinese = sum(bool(re.search("[一-鿿]", text)) for text in SAID)

    assert chinese > 250
    assert len(SAID) - chinese > 250
