"""The one error a user is meant to see: where, what is wrong, what to do next, in one line.

InputError("a.txt", "empty", "give a Japanese article") → a.txt: empty; give a Japanese article
"""

from __future__ import annotations


class InputError(Exception):
    """Something that was given cannot be used. `str()` is one line whatever the parts hold."""

    def __init__(self, where: str, what: str, do: str = "") -> None:
        line = f"{where or '(no name)'}: {what}" + (f"; {do}" if do else "")
        super().__init__(" ".join(_printable(line).split()))


def _printable(text: str) -> str:
    # a file's name may hold a line break or an undecodable byte
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
