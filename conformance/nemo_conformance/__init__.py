"""Judges clients and servers of the video service.

Nothing is imported here: pytest loads ``pytest_plugin`` in every run.
"""
