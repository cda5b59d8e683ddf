"""What forms say, as edits of a case's files: nothing here reads a store or writes HTML."""
