"""The verbs of the desk as JSON under /api/v1: one module each, with its routes in `pages`."""
