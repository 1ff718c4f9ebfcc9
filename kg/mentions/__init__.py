"""What is mentioned in a text: one file per kind, each with its RULES and a `find`."""
