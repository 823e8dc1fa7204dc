"""Labels settled together."""

import numpy as np

from lagebild.language.labels import settle

LABELS = ["aux", "aux:pass", "cop", "nsubj", "nsubj:pass", "obj", "obl", "root"]
VALUES = ["", "Acc", "Dat", "Nom"]


def scores(*rows: dict[str, float]) -> np.ndarray:
    return np.array([[np.log(row.get(label, 1e-4)) for label in LABELS] for row in rows])


def cases(*values: str) -> np.ndarray:
    return np.array([[np.log(0.97 if value == own else 0.01) for own in VALUES] for value in values])


def test_a_verb_has_one_subject_and_the_less_likely_rival_becomes_the_object() -> None:
    rated = scores({"nsubj": 0.9, "obj": 0.1}, {"root": 1.0}, {"nsubj": 0.6, "obj": 0.4})
    assert settle(rated, cases("Nom", "", "Nom"), [1, -1, 1], LABELS, VALUES) == ["nsubj", "root", "obj"]


def test_case_speaks_where_the_labels_are_close() -> None:
    rated = scores({"nsubj": 0.55, "obj": 0.45}, {"root": 1.0}, {"nsubj": 0.45, "obj": 0.55})
    assert settle(rated, cases("Acc", "", "Nom"), [1, -1, 1], LABELS, VALUES) == ["obj", "root", "nsubj"]


def test_the_subject_of_a_passive_is_labelled_so() -> None:
    rated = scores({"nsubj": 0.9, "nsubj:pass": 0.1}, {"aux:pass": 0.9}, {"root": 1.0})
    assert settle(rated, cases("Nom", "", ""), [2, 2, -1], LABELS, VALUES) == ["nsubj:pass", "aux:pass", "root"]


def test_the_root_is_the_root_whatever_its_scores() -> None:
    rated = scores({"obj": 0.9}, {"root": 0.9, "obj": 0.1})
    assert settle(rated, cases("Acc", "Acc"), [-1, 0], LABELS, VALUES) == ["root", "obj"]
