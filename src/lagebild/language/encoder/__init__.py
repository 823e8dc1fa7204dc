"""A pre-trained encoder: what each token means in its report, for the scorers of events.

multilingual-e5-small (Wang et al. 2024, MIT), cut to the pieces of words that German news needs, trained on with the scorers
(`training/weighing`), and run as whole numbers. docs/model-card.md says what it learned from.
"""
