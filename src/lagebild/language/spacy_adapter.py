"""Any installed spaCy pipeline as an analyser, in place of the shipped model."""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from lagebild.analysis import ROOT, Analysis, Name
from lagebild.document import Span
from lagebild.errors import AnalyserError
from lagebild.lexicon.lemmas import lemma

# What pipelines call their names, by the four kinds that an analysis knows.
_KINDS = {
    "PER": "PER", "PERSON": "PER", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC", "ORG": "ORG", "NORP": "ORG",
    "MISC": "OTH", "OTH": "OTH",
}  # fmt: skip


class SpacyAnalyser:
    """The pipeline with a name or path. It needs a parser or a sentence splitter; what else it lacks stays empty.

    Raises :class:`AnalyserError` if spaCy or the pipeline is not installed.
    """

    def __init__(self, name: str) -> None:
        try:
            spacy: Any = importlib.import_module("spacy")
            self.pipeline = spacy.load(name)
        except ImportError as error:
            raise AnalyserError(f"spaCy is not installed ({error}); install lagebild[spacy]") from None
        except OSError as error:
            raise AnalyserError(f"spaCy has no pipeline {name!r}: {error}") from None

    @property
    def model_hash(self) -> str:
        """A hash of the pipeline's name, version and components (16 hexadecimal digits)."""
        meta = self.pipeline.meta
        told = json.dumps([meta.get("lang"), meta.get("name"), meta.get("version"), self.pipeline.pipe_names])
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def __call__(self, text: str) -> Analysis:
        """The analysis of one text."""
        return _analysis(self.pipeline(text))

    def batch(self, texts: Iterable[str]) -> Iterator[Analysis]:
        """The analyses of texts, in order."""
        for doc in self.pipeline.pipe(texts):
            yield _analysis(doc)


def _analysis(doc: Any) -> Analysis:
    """A spaCy document as an analysis; tokens of white space are left out."""
    tokens = [token for token in doc if not token.is_space]
    number = {token.i: n for n, token in enumerate(tokens)}
    sentences: list[Span] = []
    spans = doc.sents if doc.has_annotation("SENT_START") else [doc[:]]
    for sentence in spans:
        inside = [number[token.i] for token in sentence if token.i in number]
        if inside:
            sentences.append(Span(inside[0], inside[-1] + 1))
    names = []
    for entity in doc.ents:
        inside = [number[token.i] for token in entity if token.i in number]
        if inside and entity.label_ in _KINDS:
            names.append(Name(inside[0], inside[-1] + 1, _KINDS[entity.label_]))
    return Analysis(
        text=doc.text,
        starts=tuple(token.idx for token in tokens),
        ends=tuple(token.idx + len(token) for token in tokens),
        lemmas=tuple(token.lemma_ or lemma(token.text, token.pos_ or "X") for token in tokens),
        tags=tuple(token.pos_ or "X" for token in tokens),
        feats=tuple(str(token.morph) for token in tokens),
        heads=tuple(number.get(token.head.i, ROOT) if token.head.i != token.i else ROOT for token in tokens),
        labels=tuple("root" if token.head.i == token.i else token.dep_.lower() or "dep" for token in tokens),
        sentences=tuple(sentences),
        names=tuple(names),
    )
