"""The desk: a page that people work at, with its store, its rights and its worker."""
