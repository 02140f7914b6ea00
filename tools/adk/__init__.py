"""Whether our ``adk`` frames are events of Google's Agent Development Kit: ``make verify-adk``."""
