"""The command begun anew, with more memory at hand: what is freed and wanted again at once.

The engine takes and frees some hundred small pieces of memory for each query; of one size glibc keeps seven at hand, and puts all
others together only to cut them up again. With 128 a light query takes a tenth less time. glibc reads this once, as a process begins.
"""

from __future__ import annotations

import os
import sys

_NAME, _TOLD = "GLIBC_TUNABLES", "glibc.malloc.tcache_count=128"


def begin_anew() -> None:
    """Does not return but where this has been done, or the environment tells glibc something else, or there is no glibc."""
    if sys.platform == "linux" and sys.executable and _NAME not in os.environ:
        os.environ[_NAME] = _TOLD
        os.execv(sys.executable, sys.orig_argv)
