"""Every broken client that is a small change of the reference flows, by name."""

from typing import Final

from conformance.tests import mutants_accounts, mutants_more, mutants_subtle
from conformance.tests.mutants import MUTANTS

PARTS: Final = (mutants_more, mutants_subtle, mutants_accounts)
"""Loading them fills the table."""
__all__ = ["MUTANTS", "PARTS"]
