"""The command line: a command parses its arguments, calls what does the work, prints.

    kg build article.txt -o graph.ttl

Nothing heavy is imported before a command runs.
"""

from kg.cli.app import app, main

__all__ = ["app", "main"]
