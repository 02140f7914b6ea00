"""Long proofs, seeded and run by hand: ``python -m soak NAME``. Never part of the tests."""
