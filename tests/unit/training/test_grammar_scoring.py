"""How the bench counts what an analysis has right of a made sentence."""

from __future__ import annotations

from typing import Any

from bench.grammar.scoring import f1, found, gold, tally
from training.grammar.constructions import CONSTRUCTIONS
from training.grammar.corpus import Made
from training.grammar.trees import Node, Word, sign

from lagebild.analysis import Analysis, Name


def sentence() -> Made:
    """*Ada Ott griff Karsum an.*"""
    name = Node(
        Word("Ada", "Ada", "PROPN", "_", "B-PER"),
        "nsubj",
        (),
        (Node(Word("Ott", "Ott", "PROPN", "_", "I-PER"), "flat"),),
    )
    town = Node(Word("Karsum", "Karsum", "PROPN", "_", "B-LOC:state"), "obj")
    particle = Node(Word("an", "an", "ADP"), "compound:prt")
    verb = Node(Word("griff", "greifen", "VERB"), "root", (name,), (town, particle, sign(".")))
    return Made(CONSTRUCTIONS[0], (), verb)


def analysis(**changed: Any) -> Analysis:
    given: dict[str, Any] = {
        "text": "Ada Ott griff Karsum an.", "starts": (0, 4, 8, 14, 21, 23), "ends": (3, 7, 13, 20, 23, 24),
        "lemmas": ("Ada", "Ott", "greifen", "Karsum", "an", "."), "tags": ("PROPN", "PROPN", "VERB", "PROPN", "ADP", "PUNCT"),
        "feats": ("",) * 6,
        "heads": (2, 0, -1, 2, 2, 2), "labels": ("nsubj", "flat:name", "root", "obj", "compound:prt", "punct"),
        "sentences": ((0, 6),), "names": (Name(0, 2, "PER"), Name(3, 4, "LOC")),
    }  # fmt: skip
    return Analysis(**{**given, **changed})


def measured(other: Analysis) -> dict[str, float]:
    return f1(tally(gold(sentence()), found(other)))


def test_an_analysis_like_the_tree_has_all_right_whatever_the_subtypes() -> None:
    assert sentence().text == analysis().text
    assert measured(analysis()) == {"UPOS": 100, "LAS": 100, "roles": 100, "names": 100}


def test_each_measure_falls_by_its_own_fault() -> None:
    right = analysis()
    swapped = analysis(labels=("obj", "flat", "root", "nsubj", "compound:prt", "punct"))
    assert measured(swapped)["roles"] == 0
    assert round(measured(swapped)["LAS"]) == 67
    untagged = analysis(tags=("NOUN", *right.tags[1:]))
    assert measured(untagged)["UPOS"] < measured(untagged)["LAS"] == 100
    cut = analysis(names=(Name(0, 1, "PER"), Name(3, 4, "LOC")))
    assert measured(cut)["names"] == 50
    assert measured(analysis(names=(Name(0, 2, "ORG"), Name(3, 4, "LOC"))))["names"] == 50


def test_a_word_that_the_analyser_splits_is_wrong_without_moving_the_others() -> None:
    split = analysis(
        starts=(0, 4, 8, 14, 17, 21, 23), ends=(3, 7, 13, 17, 20, 23, 24), lemmas=("",) * 7, feats=("",) * 7,
        tags=("PROPN", "PROPN", "VERB", "PROPN", "PROPN", "ADP", "PUNCT"), heads=(2, 0, -1, 2, 3, 2, 2),
        labels=("nsubj", "flat", "root", "obj", "flat", "compound:prt", "punct"), sentences=((0, 7),), names=(),
    )  # fmt: skip
    assert measured(split)["UPOS"] == 100 * 2 * 5 / 13
