"""The shipped German analyser: text in, :class:`Analysis` out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from lagebild.analysis import LONGEST_WEIGHED, ROOT, Analysis, States
from lagebild.document import Span
from lagebild.language.carry import carry_names
from lagebild.language.decode import drawn_tight, names_of, parted
from lagebild.language.encoder.encoder import FOLDER as ENCODER
from lagebild.language.encoder.encoder import Encoder, encoder_hash
from lagebild.language.encoder.naming import TAGS
from lagebild.language.network import Network, Parsed, model_hash
from lagebild.language.tokens import split_sentences, tokenise
from lagebild.lexicon.lemmas import lemma

MODEL = Path(__file__).parent / "model"
KINDS = frozenset(("PER", "LOC", "ORG", "OTH"))
_TEXTS_AT_ONCE = 64
_HEARD = 2.0
"""What the encoder's rating of a name counts beside the network's; chosen on annotated reports that trained neither."""
_LONGEST_SENTENCE = 160
_LEAST_MARKS = 40
_LEAST_WORDS = 0.3
"""Of so many tokens and more at least this share are words, else they are no sentence but marks, figures or a table."""


class GermanAnalyser:
    """Tokens, tags, morphology, lemmas, dependencies and names of German text, by the model in a folder.

    The states of its tokens are those of the network and, beside them, those of the encoder in `encoder` (None: without).
    Both are loaded with the first text. Raises :class:`AnalyserError` if one is missing or broken.
    """

    def __init__(self, folder: Path = MODEL, encoder: Path | None = ENCODER) -> None:
        self.folder = folder
        self.encoder_folder = encoder
        self._network: Network | None = None

    @property
    def network(self) -> Network:
        """The network, loaded when first asked for."""
        if self._network is None:
            self._network = Network(self.folder)
        return self._network

    @cached_property
    def encoder(self) -> Encoder | None:
        """The encoder, loaded when first asked for."""
        return Encoder(self.encoder_folder) if self.encoder_folder else None

    @cached_property
    def model_hash(self) -> str:
        """A hash of this model (16 hexadecimal digits), and behind it one of the encoder."""
        beside = f"-{encoder_hash(self.encoder_folder)}" if self.encoder_folder else ""
        return f"{self._network.hash if self._network else model_hash(self.folder)}{beside}"

    def __call__(self, text: str) -> Analysis:
        """The analysis of one text."""
        return next(self.batch([text]))

    def batch(self, texts: Iterable[str]) -> Iterator[Analysis]:
        """The analyses of texts, in order; faster in batches than one by one."""
        waiting: list[str] = []
        for text in texts:
            waiting.append(text)
            if len(waiting) == _TEXTS_AT_ONCE:
                yield from self._analyse(waiting)
                waiting = []
        yield from self._analyse(waiting)

    def _analyse(self, texts: Sequence[str]) -> Iterator[Analysis]:
        tokens = [tokenise(text) for text in texts]
        ranges = [_bounded(split_sentences(text, spans)) for text, spans in zip(texts, tokens, strict=True)]
        forms = [
            [tuple(text[start:end] for start, end in spans[first:last]) for first, last in parts]
            for text, spans, parts in zip(texts, tokens, ranges, strict=True)
        ]
        known = {
            weighed: self._parsed(
                (s for spans, some in zip(tokens, forms, strict=True) if _is_weighed(spans) == weighed for s in some),
                states=weighed,
            )
            for weighed in (True, False)
        }
        for text, spans, parts, some in zip(texts, tokens, ranges, forms, strict=True):
            here = known[_is_weighed(spans)]
            parsed = [here.get(sentence) or _flat(sentence) for sentence in some]
            seen = None
            if self.encoder is not None and any(part.states is not None for part in parsed):
                seen = self._seen(self.encoder, text, spans, parts, parsed)
                parsed = self._named(parsed, parts, self.encoder.naming(seen))
            analysis = assemble(text, spans, parts, parsed)
            if seen is not None and analysis.states is not None:
                states = States(np.concatenate([analysis.states.array, seen], 1))
                analysis = msgspec.structs.replace(analysis, states=states)
            lists = tuple(map(self.network.table.lists_of, analysis.forms))
            yield msgspec.structs.replace(analysis, lists=lists)

    def _seen(
        self, encoder: Encoder, text: str, tokens: Sequence[Span], ranges: Sequence[Span], parsed: Sequence[Parsed]
    ) -> npt.NDArray[np.float16]:
        """What the encoder makes of each token; zeros for those of sentences that are none (figures, marks, tables)."""
        found = []
        worded = [part.states is not None for part in parsed]
        for is_worded, some in groupby(zip(ranges, worded, strict=True), key=itemgetter(1)):
            here = [sentence for sentence, _ in some]
            first, last = here[0].start, here[-1].end
            if is_worded:
                moved = [Span(start - first, end - first) for start, end in here]
                found.append(encoder(text, tokens[first:last], moved))
            else:
                found.append(np.zeros((last - first, encoder.width), np.float16))
        return np.concatenate(found)

    def _named(self, parsed: Sequence[Parsed], ranges: Sequence[Span], rated: npt.NDArray[np.float32]) -> list[Parsed]:
        """The sentences of a text with the names that their network and the encoder take for likeliest together."""
        votes = _HEARD * rated[:, [TAGS.index(tag) if tag in TAGS else 0 for tag in self.network.names]]
        asked = [
            (part, part.name_scores + votes[first:last])
            for part, (first, last) in zip(parsed, ranges, strict=True)
            if part.name_scores is not None
        ]
        tags = iter(self.network.named([scores for _, scores in asked]))
        return [part if part.name_scores is None else replace(part, names=next(tags)) for part in parsed]

    def _parsed(self, sentences: Iterable[tuple[str, ...]], *, states: bool) -> dict[tuple[str, ...], Parsed]:
        """The analyses of sentences that are some; each is made once, however often it comes (a page's menus, a table)."""
        worded = list(dict.fromkeys(sentence for sentence in sentences if not _wordless(sentence)))
        return dict(zip(worded, self.network(worded, states=states), strict=True)) if worded else {}


def _is_weighed(tokens: Sequence[Span]) -> bool:
    """Whether a text is short enough for its states to be kept."""
    return len(tokens) <= LONGEST_WEIGHED


def _bounded(ranges: list[Span]) -> list[Span]:
    """The sentences; very long ones that no writer meant (tables, lists of names) are cut."""
    return [
        Span(at, min(at + _LONGEST_SENTENCE, last))
        for first, last in ranges
        for at in range(first, last, _LONGEST_SENTENCE)
    ]


def _wordless(forms: Sequence[str]) -> bool:
    """Whether so few of many tokens are words that a tree of them says nothing; the network is slowest at these."""
    return len(forms) >= _LEAST_MARKS and sum(form[0].isalpha() for form in forms) < _LEAST_WORDS * len(forms)


def _flat(forms: Sequence[str]) -> Parsed:
    """Tokens that are no sentence: signs, numbers and words side by side, without names."""
    rest = len(forms) - 1
    return Parsed(
        tags=["X" if form[0].isalpha() else "NUM" if form[0].isdigit() else "PUNCT" for form in forms],
        feats=[""] * len(forms),
        heads=[-1, *[0] * rest],
        labels=["root", *["dep"] * rest],
        names=["O"] * len(forms),
    )


def _states(parsed: Sequence[Parsed]) -> States | None:
    """The states of all tokens; zeros for those of sentences that are none."""
    known = [part.states for part in parsed if part.states is not None]
    if not known:
        return None
    width = known[0].shape[1]
    return States(
        np.concatenate(
            [
                part.states if part.states is not None else np.zeros((len(part.tags), width), np.float16)
                for part in parsed
            ]
        )
    )


def assemble(text: str, spans: Sequence[Span], sentences: Sequence[Span], parsed: Sequence[Parsed]) -> Analysis:
    """An analysis of a text out of those of its sentences."""
    forms = [text[start:end] for start, end in spans]
    tags = [tag for part in parsed for tag in part.tags]
    names = [
        drawn_tight(one, forms, tags)
        for (first, _), part in zip(sentences, parsed, strict=True)
        for name in names_of(part.names, first)
        if name.kind in KINDS
        for one in parted(name, forms)
    ]
    feats = [feats for part in parsed for feats in part.feats]
    analysis = Analysis(
        text=text,
        starts=tuple(start for start, _ in spans),
        ends=tuple(end for _, end in spans),
        lemmas=tuple(
            lemma(form, tag, finite="VerbForm=Fin" in feat) for form, tag, feat in zip(forms, tags, feats, strict=True)
        ),
        tags=tuple(tags),
        feats=tuple(feats),
        heads=tuple(
            ROOT if head < 0 else head + first
            for (first, _), part in zip(sentences, parsed, strict=True)
            for head in part.heads
        ),
        labels=tuple(label for part in parsed for label in part.labels),
        sentences=tuple(sentences),
        names=tuple(names),
        states=_states(parsed),
    )
    return carry_names(analysis)
