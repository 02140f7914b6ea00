"""Ids: unguessable, or repeatable with a seed."""

from itertools import pairwise
from uuid import UUID

from nemo_emulator.chance import Chance


def names(chance: Chance) -> list[str]:
    return [chance.hex(8), chance.uuid(), chance.snowflake(1.8e9), chance.token(), chance.claim()]


def test_a_seed_repeats_itself() -> None:
    assert names(Chance(5)) == names(Chance(5))


def test_another_start_of_the_same_seed_gives_other_names() -> None:
    """A restart on the same data must not hand out a token twice."""
    assert set(names(Chance(5))) & set(names(Chance(5, start=1))) == set()


def test_without_a_seed_nothing_repeats() -> None:
    assert set(names(Chance())) & set(names(Chance())) == set()


def test_session_ids_grow_even_within_one_moment() -> None:
    """Decimal, 64 bits, ordered by time (contract.md 2.3)."""
    chance = Chance(1)

    ids = [int(chance.snowflake(1.8e9)) for _ in range(200)]

    assert all(a < b for a, b in pairwise(ids))
    assert ids[-1] < 2**63


def test_names_have_the_forms_of_the_contract() -> None:
    chance = Chance(1)

    assert chance.token().startswith("nmv_usr_")
    assert chance.claim().startswith("clm_")
    assert UUID(chance.uuid()).version == 4
    assert len(chance.hex(7)) == 7
