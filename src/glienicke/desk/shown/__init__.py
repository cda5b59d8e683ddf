"""What pages show, as plain data made of a day: nothing here reads a store or writes HTML."""
