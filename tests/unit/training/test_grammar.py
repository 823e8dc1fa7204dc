"""The treebank that a grammar makes: trees are well-formed, words agree, parts share no names and verbs."""

from __future__ import annotations

import itertools
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from training import check_treebank
from training.grammar.__main__ import main
from training.grammar.constructions import CONSTRUCTIONS, Construction
from training.grammar.corpus import TRIES, Made, corpus, make, near_copies, new
from training.grammar.draw import Draw
from training.grammar.people import KINDS
from training.grammar.trees import Node, Word, in_order, sign, spelled
from training.grammar.words import PARTS, Part, part_of

SENTENCES = 500


@cache
def sample(part: Part) -> tuple[Made, ...]:
    return tuple(corpus(part, SENTENCES, 7))


def values(word: Word) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in word.feats.split("|")) if word.feats != "_" else {}


def pairs(label: str) -> list[tuple[Made, Node, Node]]:
    """All (sentence, dependent, head) with a label."""
    found = []
    for part in PARTS:
        for made in sample(part):
            found += [(made, node, head) for node, head in in_order(made.root) if head and node.label == label]
    return found


def test_what_is_written_passes_the_treebank_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--sentences", "500", "--seed", "3", "--quiet"]) == 0
    assert check_treebank.main([str(tmp_path / f"{part}.conllu") for part in PARTS]) == 0
    said = capsys.readouterr().out
    assert " 0 faults" in said
    assert "not projective" not in said


def test_the_same_seed_gives_the_same_file_and_another_seed_another(tmp_path: Path) -> None:
    for folder, seed in (("a", "3"), ("b", "3"), ("c", "4")):
        assert main([str(tmp_path / folder), "--sentences", "300", "--seed", seed, "--part", "measure", "--quiet"]) == 0
    first, again, other = ((tmp_path / folder / "measure.conllu").read_bytes() for folder in "abc")
    assert first == again
    assert first != other


@pytest.mark.parametrize("construction", CONSTRUCTIONS, ids=lambda c: c.name)
@pytest.mark.parametrize("part", PARTS)
def test_every_construction_yields_sentences_of_both_parts(construction: Construction, part: Part) -> None:
    draw = Draw(part, construction.name)
    made = (make(construction, draw) for _ in range(TRIES))
    texts = {each.text for each in itertools.islice(filter(None, made), 4)}
    assert len(texts) >= 3


def test_names_of_constructions_and_kinds_are_their_own() -> None:
    assert len({c.name for c in CONSTRUCTIONS}) == len(CONSTRUCTIONS)
    assert {kind for part in PARTS for made in sample(part) for kind in made.kinds} >= {kind.name for kind in KINDS}


def test_the_measuring_part_has_no_name_and_no_verb_of_the_training_part() -> None:
    names: dict[str, set[str]] = defaultdict(set)
    verbs: dict[str, set[str]] = defaultdict(set)
    for part in PARTS:
        for made in sample(part):
            for node, _ in in_order(made.root):
                if node.word.entity and node.word.tag == "PROPN" and node.word.lemma[0].isupper():
                    names[part].add(node.word.lemma)
                if node.word.tag == "VERB" and node.word.lemma != "kommen":
                    verbs[part].add(node.word.lemma)
    assert len(names["measure"]) > 200
    assert len(verbs["measure"]) > 100
    assert not names["train"] & names["measure"]
    assert not verbs["train"] & verbs["measure"]


def test_a_word_stays_in_its_part() -> None:
    assert part_of("Müller") == part_of("müller")
    shares = [part_of(f"Wort{n}") for n in range(2000)]
    assert 0.2 < shares.count("measure") / len(shares) < 0.3


@pytest.mark.parametrize("label", ["nsubj", "nsubj:pass"])
def test_the_finite_verb_agrees_with_its_subject(label: str) -> None:
    seen = 0
    for made, subject, head in pairs(label):
        coordinated = any(n.label == "conj" for n in subject.after)
        number = "Plur" if coordinated else values(subject.word)["Number"]
        verbs = [head, *(n for n in (*head.before, *head.after) if n.label in ("aux", "aux:pass"))]
        finite = [values(n.word) for n in verbs if values(n.word).get("VerbForm") == "Fin"]
        assert len(finite) <= 1, made.text
        if finite:
            seen += 1
            assert finite[0]["Number"] == number, made.text
    assert seen > 100


@pytest.mark.parametrize(("label", "case"), [("nsubj", "Nom"), ("nsubj:pass", "Nom"), ("obj", "Acc")])
def test_subjects_are_nominative_and_objects_accusative(label: str, case: str) -> None:
    found = pairs(label)
    assert len(found) > 100
    for made, node, _ in found:
        assert values(node.word)["Case"] == case, made.text


ARTICLES = {
    "der": {("Nom", "Masc", "Sing"), ("Dat", "Fem", "Sing"), ("Gen", "Fem", "Sing"), ("Gen", "", "Plur")},
    "die": {("Nom", "Fem", "Sing"), ("Acc", "Fem", "Sing"), ("Nom", "", "Plur"), ("Acc", "", "Plur")},
    "das": {("Nom", "Neut", "Sing"), ("Acc", "Neut", "Sing")},
    "den": {("Acc", "Masc", "Sing"), ("Dat", "", "Plur")},
    "dem": {("Dat", "Masc", "Sing"), ("Dat", "Neut", "Sing")},
    "des": {("Gen", "Masc", "Sing"), ("Gen", "Neut", "Sing")},
}


def test_articles_agree_with_their_noun() -> None:
    seen = set()
    for made, node, head in pairs("det"):
        own, noun = values(node.word), values(head.word)
        assert own["Case"] == noun["Case"], made.text
        assert own["Number"] == noun["Number"], made.text
        if node.word.lemma == "der":
            form = node.word.form.lower()
            gender = "" if own["Number"] == "Plur" else noun["Gender"]
            assert (own["Case"], gender, own["Number"]) in ARTICLES[form], made.text
            seen.add(form)
    assert seen == set(ARTICLES)


def test_a_phrase_behind_a_preposition_has_its_case() -> None:
    dative = {"mit", "von", "aus", "nach", "bei", "zu", "laut"}
    accusative = {"gegen", "für", "um", "durch"}
    seen = set()
    for made, node, head in pairs("case"):
        known = values(head.word).get("Case")
        if node.word.lemma in dative:
            assert known == "Dat", made.text
        elif node.word.lemma in accusative:
            assert known == "Acc", made.text
        else:
            continue
        seen.add(node.word.lemma)
    assert len(seen) > 8


def test_an_object_in_front_shows_itself() -> None:
    shown = [made for part in PARTS for made in sample(part) if made.construction.name == "order/object-first"]
    assert len(shown) > 20
    for made in shown:
        by_label = {
            node.label: node
            for node, head in in_order(made.root)
            if head is made.root or (head and head.label == "root")
        }
        subject, object_ = by_label["nsubj"], by_label["obj"]
        numbers = {
            values(n.word)["Number"] if not any(c.label == "conj" for c in n.after) else "Plur"
            for n in (subject, object_)
        }
        forms = [n.word.form.lower() for node in (subject, object_) for n, _ in _all(node)]
        telling = {"den", "der", "ein", "einen", "kein", "keinen", "dieser", "diesen"}
        weak = any(n.word.form != n.word.lemma and values(n.word).get("Gender") == "Masc" for n in (subject, object_))
        assert len(numbers) == 2 or telling & set(forms) or weak, made.text


def _all(node: Node) -> list[tuple[Node, Node | None]]:
    return [pair for child in (*node.before, *node.after) for pair in _all(child)] + [(node, None)]


def test_the_trigger_and_who_takes_part_are_marked(tmp_path: Path) -> None:
    assert main([str(tmp_path), "--sentences", "300", "--part", "train", "--quiet"]) == 0
    roles = events = 0
    for _, text, rows in check_treebank.sentences(tmp_path / "train.conllu"):
        misc = [dict(pair.split("=", 1) for pair in row[9].split("|")) if row[9] != "_" else {} for row in rows]
        triggers = {str(n) for n, pairs_ in enumerate(misc, start=1) if "Event" in pairs_}
        events += len(triggers)
        for pairs_ in misc:
            for role in pairs_.get("Role", "").split(","):
                if role:
                    roles += 1
                    name, _, at = role.partition(":")
                    assert name in ("actor", "coactor", "recipient", "topic", "place", "source"), text
                    assert at in triggers, text
    assert events > 250
    assert roles > 350


def test_no_sentence_twice_and_few_near_copies() -> None:
    for part in PARTS:
        texts = [made.text for made in sample(part)]
        assert len(set(texts)) == len(texts)
    assert near_copies(list(sample("train"))) < 0.05


def test_a_sentence_that_is_there_already_is_drawn_again() -> None:
    construction = CONSTRUCTIONS[0]
    first = new(construction, Draw("train", "again"), frozenset())
    assert new(construction, Draw("train", "again"), frozenset()).text == first.text
    assert new(construction, Draw("train", "again"), {first.text}).text != first.text


def test_near_copies_differ_in_open_words_alone() -> None:
    made = sample("train")[0]
    assert near_copies([made, made]) == 0.5


def test_commas_and_capitals_where_german_has_them() -> None:
    noun = Node(Word("rebell", "Rebell", "NOUN"), "nsubj", (), (sign(","),))
    verb = Node(Word("kam", "kommen", "VERB"), "root", (noun,), (sign(","), sign(".")))
    assert spelled(node.word for node, _ in in_order(verb)) == "Rebell, kam."


@pytest.mark.parametrize("arguments", [["--sentences", "20"], ["--part", "none"]])
def test_options_that_make_no_sense_are_said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["out", *arguments])
    assert stopped.value.code == 2
    assert arguments[0] in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert main([str(tmp_path / "file"), "--sentences", "200", "--quiet"]) == 2
    assert "name another folder" in capsys.readouterr().err
