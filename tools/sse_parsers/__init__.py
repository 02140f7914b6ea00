"""Other people's parsers on the byte cases of fixtures/sse: ``make sse-parsers``."""
