"""Many articles in, one graph out: a store of what each says, and what is laid over it.

items → record (on every core) → ledger → overlay → export
"""
