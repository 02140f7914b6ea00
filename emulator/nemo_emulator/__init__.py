"""A local stand-in for the video service."""
