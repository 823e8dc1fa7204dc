"""A treebank made by a grammar: German news sentences with trees, features, names and roles.

`python -m training.grammar OUT` writes it. One question a module: `trees` (what a sentence is made of and how it is
written), `words` (the word lists and which part of the treebank may use them), `verbs` (their forms), `frames` (what the
trigger lexicon says of verbs), `nominals` (who acts), `phrases` (when and where), `clauses` (word order), `constructions`
(the grammar itself, a tuple of named values), `corpus` (how many of each, without repetition).
"""
