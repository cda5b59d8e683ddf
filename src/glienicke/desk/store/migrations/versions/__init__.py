"""One file a version of the store's tables, in the order of `down_revision`."""
