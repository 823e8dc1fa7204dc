"""A spaCy pipeline, trained here on a few sentences, in the shipped analyser's place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lagebild import run
from lagebild.document import Document
from lagebild.errors import AnalyserError
from lagebild.language import load_analyser
from lagebild.reading import Reading
from lagebild.settings import Settings

TRAINED = (
    ("Ada kommt heute .", ["PROPN", "VERB", "ADV", "PUNCT"], [1, 1, 1, 1], ["nsubj", "ROOT", "advmod", "punct"], ["U-PER"]),
    ("Karl geht morgen .", ["PROPN", "VERB", "ADV", "PUNCT"], [1, 1, 1, 1], ["nsubj", "ROOT", "advmod", "punct"], ["U-PER"]),
    ("Heute schläft Ada .", ["ADV", "VERB", "PROPN", "PUNCT"], [1, 1, 1, 1], ["advmod", "ROOT", "nsubj", "punct"], None),
)  # fmt: skip


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spacy: Any = pytest.importorskip("spacy", reason="spaCy is an extra and not installed here")
    from spacy.training import Example

    nlp = spacy.blank("de")
    for name in ("morphologizer", "parser", "ner"):
        nlp.add_pipe(name, config={} if name == "morphologizer" else {"min_action_freq": 1} if name == "parser" else {})
    examples = []
    for text, tags, heads, labels, names in TRAINED:
        words = text.split()
        entities = (names or []) + ["O"] * (len(words) - len(names or []))
        gold = {"words": words, "pos": tags, "morphs": [""] * 4, "heads": heads, "deps": labels, "entities": entities}
        examples.append(Example.from_dict(nlp.make_doc(text), gold))
    optimiser = nlp.initialize(lambda: examples)
    for _ in range(40):
        nlp.update(examples, sgd=optimiser)
    folder = tmp_path_factory.mktemp("spacy") / "kleine_pipeline"
    nlp.to_disk(folder)
    return folder


def test_a_users_pipeline_analyses(pipeline: Path) -> None:
    analysis = load_analyser(f"spacy:{pipeline}")("Ada kommt heute .\nKarl geht morgen .")
    assert analysis.forms == ("Ada", "kommt", "heute", ".", "Karl", "geht", "morgen", ".")
    assert analysis.tags[:4] == ("PROPN", "VERB", "ADV", "PUNCT")
    assert analysis.heads[0] == 1
    assert analysis.labels[:2] == ("nsubj", "root")
    assert [(n.first, n.kind) for n in analysis.names][:1] == [(0, "PER")]
    assert analysis.text[analysis.starts[4] : analysis.ends[4]] == "Karl"


def test_the_whole_reading_runs_on_it(pipeline: Path) -> None:
    settings = Settings(analyser=f"spacy:{pipeline}")
    (reading,) = run.read([Document(id="a", text="Ada kommt heute .", published="2021-05-04")], settings=settings)
    assert isinstance(reading, Reading)
    assert [t.value for t in reading.times] == ["2021-05-04"]
    assert reading.reader.model == load_analyser(f"spacy:{pipeline}").model_hash


def test_what_is_missing_is_said() -> None:
    with pytest.raises(AnalyserError, match="unknown analyser 'fr'"):
        load_analyser("fr")
    with pytest.raises(AnalyserError, match="spaCy"):
        load_analyser("spacy:gibt_es_nicht")
