"""The pages of the desk: one module a page or two, each with its routes in `pages`."""
