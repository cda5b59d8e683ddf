"""Long work of the desk: questions to the engine as data, and the process that answers them."""
