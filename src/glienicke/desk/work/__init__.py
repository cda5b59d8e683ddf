"""Questions to the engine, which run beside the server: as data, the worker that answers, the words of the answer."""

STORE_VARIABLE = "GLIENICKE_STORE"
"""The environment's variable that tells a worker its store."""
