"""Questions to the engine, which run beside the server: as data, the worker that answers, the words of the answer."""

STORE_VARIABLE = "GLIENICKE_STORE"
"""The environment's variable that tells a worker its store."""

DESK_VARIABLE = "GLIENICKE_DESK_PROCESS"
"""Names the process of the desk that started a worker; without that process the worker ends. Not set for one that was
started by hand."""
