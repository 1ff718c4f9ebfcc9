"""Kinds of lines that are no sentences, one a file; each reads a page into entries."""

from kg.layouts import chronicles, fields, introduced, personnel, profiles, rosters
from kg.layouts.page import Entry, Page

READERS = (fields.read, rosters.read, personnel.read, profiles.read, chronicles.read, introduced.read)

__all__ = ["READERS", "Entry", "Page"]
