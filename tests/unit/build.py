"""Analyses made by hand: a few lines a sentence, without the model."""

from __future__ import annotations

from pathlib import Path

from lagebild.analysis import ROOT, Analysis, Name
from lagebild.document import Span

_CLOSE = frozenset(".,;:!?“”»)'")
"""Before these a text has no blank."""
_OPEN = frozenset("„«(")
"""After these it has none."""


def analysis(rows: str, *, names: tuple[Name, ...] = ()) -> Analysis:
    """An analysis of some sentences, apart by blank lines; a line a token, as in CoNLL-U but with what matters only.

    A line is form, lemma, tag, features (`_`: none), head (the number of a token of the sentence, 0: none) and label:

        Die     der     DET   Case=Nom  2  det
        Wache   Wache   NOUN  Case=Nom  3  nsubj
        schlief schlafen VERB Tense=Past 0 root
        .       .       PUNCT _         3  punct

    The text is the forms with blanks where German has them. Lines that begin with `#` say nothing.
    """
    text = ""
    forms: list[str] = []
    columns: list[list[str]] = []
    starts: list[int] = []
    heads: list[int] = []
    sentences: list[Span] = []
    for block in rows.strip().split("\n\n"):
        first = len(columns)
        for line in block.splitlines():
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            form, lemma, tag, feats, head, label = line.split()
            if forms and form not in _CLOSE and forms[-1] not in _OPEN:
                text += " "
            starts.append(len(text))
            text += form
            forms.append(form)
            heads.append(first + int(head) - 1 if int(head) else ROOT)
            columns.append([lemma, tag, "" if feats == "_" else feats, label])
        sentences.append(Span(first, len(columns)))
    lemmas, tags, feats_, labels = zip(*columns, strict=True)
    return Analysis(
        text=text,
        starts=tuple(starts),
        ends=tuple(start + len(form) for start, form in zip(starts, forms, strict=True)),
        lemmas=lemmas,
        tags=tags,
        feats=feats_,
        heads=tuple(heads),
        labels=labels,
        sentences=tuple(sentences),
        names=names,
    )


def analyses(path: Path) -> dict[str, Analysis]:
    """The analyses of a file by their text; `# text = …` stands before each."""
    blocks = path.read_text(encoding="utf-8").split("# text = ")[1:]
    found = {}
    for block in blocks:
        text, _, rows = block.partition("\n")
        made = analysis(rows)
        if made.text != text:
            raise ValueError(f"{path.name}: the words of {text!r} are {made.text!r}")
        found[text] = made
    return found


def rows(made: Analysis) -> str:
    """An analysis as :func:`analysis` takes it: to begin a tree with what the model says, then to mend it by hand."""
    lines = []
    for first, last in made.sentences:
        for token in range(first, last):
            head = made.heads[token]
            columns = (
                made.forms[token], made.lemmas[token], made.tags[token], made.feats[token] or "_",
                str(head - first + 1 if head != ROOT else 0), made.labels[token],
            )  # fmt: skip
            lines.append("\t".join(columns))
        lines.append("")
    return "\n".join(lines).rstrip("\n")
