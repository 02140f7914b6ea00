"""Every rule for clients is implemented at one place that begins with its id."""

from collections import Counter

from tools.client_rules import PAGE, page, places

from nemo_contract import CATALOGUE, Party


def test_each_rule_has_one_place() -> None:
    """No rule is forgotten, none is implemented twice, none is invented."""
    rules = [row.id for row in CATALOGUE.values() if row.party is Party.CLIENT]

    assert Counter(place.rule for place in places()) == Counter(rules)


def test_the_page_tells_the_places() -> None:
    """docs/client-rules.md is what ``python -m tools.client_rules`` writes."""
    assert PAGE.read_text("utf-8") == page()
