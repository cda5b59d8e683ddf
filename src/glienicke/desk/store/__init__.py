"""What the desk keeps: one chain of entries a case and audience, and what is read from them.

`engine` opens a store, `tables` names its tables, `entries` writes and verifies the chains, `scope` is the one object
through which pages read and write, `members` is who may sign in, `jobs` is long work, `backup` a copy under a
passphrase.
"""
