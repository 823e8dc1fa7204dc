"""Training data: CoNLL-U treebanks and GermEval 2014 names, as sentences whose contractions are one token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

TREEBANKS = ("gsd", "pud", "own")
TIGHT_BEFORE, TIGHT_AFTER = set(",.;:!?)]}%“»…") | {"''"}, set("([{„«") | {"``"}
"""Tokens of GermEval before or after which there is no space."""


@dataclass
class Sentence:
    """A sentence with what is annotated of it: `tags` empty where there is no tree, `names` where there are none."""

    forms: list[str]
    tags: list[str] = field(default_factory=list)
    feats: list[dict[str, str]] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    bank: str = "gsd"
    weight: float = 1.0


def read_conllu(path: Path, bank: str) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file; entities stand in MISC as `Entity=PER-B`."""
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            continue
        if line:
            rows.append(line.split("\t"))
        elif rows:
            yield joined(rows, bank)
            rows = []


def joined(rows: list[list[str]], bank: str) -> Sentence:
    """A sentence of CoNLL-U rows in which every contraction has become one token (heads from 0, -1 for the root)."""
    words = {int(r[0]): r for r in rows if r[0].isdigit()}
    groups: list[tuple[str, list[int]]] = []
    covered: set[int] = set()
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            groups.append((row[1], list(range(first, last + 1))))
            covered.update(range(first, last + 1))
        elif row[0].isdigit() and int(row[0]) not in covered:
            groups.append((row[1], [int(row[0])]))
    where = {member: number for number, (_, members) in enumerate(groups) for member in members}
    sentence = Sentence(forms=[form for form, _ in groups], bank=bank)
    entities = [(words[members[0]][9] if len(words[members[0]]) > 9 else "_") for _, members in groups]
    annotated = bank == "own"
    for number, (_, members) in enumerate(groups):
        lead = next((m for m in members if where.get(int(words[m][6]), -1) != number), members[0])
        row = words[lead]
        adposition = len(members) > 1 and words[members[0]][3] == "ADP"
        sentence.tags.append("ADP" if adposition else row[3])
        feats: dict[str, str] = {}
        for member in members:
            if words[member][5] != "_":
                feats |= dict(pair.split("=", 1) for pair in words[member][5].split("|"))
        sentence.feats.append(feats)
        head = int(row[6])
        sentence.heads.append(where[head] if head else -1)
        sentence.labels.append(row[7])
    if annotated:
        sentence.names = [entity(misc) for misc in entities]
    return sentence


def entity(misc: str) -> str:
    """The name tag of a MISC field: `B-PER`, `I-PER` or `O`."""
    for pair in misc.split("|"):
        key, _, value = pair.partition("=")
        if key == "Entity" and "-" in value:
            value = value.split(":")[0]  # states and groups are told apart later
            kind, _, place = value.partition("-")
            if kind in ("B", "I"):
                kind, place = place, kind
            return f"{place}-{kind}"
    return "O"


def read_germeval(path: Path) -> Iterator[Sentence]:
    """The sentences of GermEval 2014, outer names; derivations and parts of words are kinds of their own."""
    forms: list[str] = []
    names: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            continue
        if line.strip():
            cells = line.split("\t")
            tag = cells[2]
            if tag.endswith("deriv"):
                tag = tag[:2] + "DRV"
            elif tag.endswith("part"):
                tag = tag[:2] + "PRT"
            forms.append(cells[1])
            names.append(tag)
        elif forms:
            for number, tag in enumerate(names):
                if tag.startswith("I-") and (number == 0 or names[number - 1][2:] != tag[2:]):
                    names[number] = "B-" + tag[2:]
            yield Sentence(forms=forms, names=names)
            forms, names = [], []


def spaced(forms: Sequence[str]) -> tuple[str, list[int]]:
    """Tokens as a text with natural spacing, and where in it each begins (code points)."""
    text, starts, glue = "", [], True
    for form in forms:
        text += "" if glue or form in TIGHT_BEFORE else " "
        starts.append(len(text))
        text += form
        glue = form in TIGHT_AFTER
    return text, starts


def germeval(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """The sentences of GermEval 2014 in their order: the line with the source and its date, and a row for each token."""
    source, rows = "", []
    with path.open(encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            if line.startswith("#"):
                source = line
            elif line.strip():
                rows.append(line.rstrip("\n").split("\t"))
            elif rows:
                yield source, rows
                source, rows = "", []


def split(sentences: list[Sentence], parts: int, part: int) -> tuple[list[Sentence], list[Sentence]]:
    """What trains, and the part kept back: a run of neighbouring sentences, as documents go."""
    size = len(sentences) / parts
    low, high = int(part * size), int((part + 1) * size)
    return sentences[:low] + sentences[high:], sentences[low:high]
