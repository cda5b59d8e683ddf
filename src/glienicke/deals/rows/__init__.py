"""A day and the terms of a question become an integer program: positions in, sparse rows out.

alike: people alike become one kind. formula: statements over kinds. program: columns and rows. builder: custody,
results, gains, floors. bind: sentences, law, recipients. build: all of it, for one question.
"""
