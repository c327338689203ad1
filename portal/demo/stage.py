"""Lets demo people act as if they sat at their screens: a real request each, at the hour that the story wants."""

from __future__ import annotations

from portal.acting import Acting


class Stage(Acting):
    """What the demo people looked at stands in the read log under a word of its own."""

    page = "DEMO"
