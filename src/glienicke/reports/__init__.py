"""Documents in, suggested statements out: nothing enters a case until a person accepts it."""
