"""An analysis as CoNLL-U (https://universaldependencies.org/format.html)."""

from __future__ import annotations

from lagebild.analysis import Analysis


def to_conllu(analysis: Analysis, *, doc_id: str) -> str:
    """All sentences of an analysis, after `# newdoc id = …`.

    MISC holds `start_char=..|end_char=..` (code points of the text), `SpaceAfter=No` where the next token follows at
    once, and `Entity=B-PER`/`I-PER` for names.
    """
    entities: dict[int, str] = {}
    for name in analysis.names:
        for token in range(name.first, name.last):
            entities[token] = f"{'B' if token == name.first else 'I'}-{name.kind}"
    lines = [f"# newdoc id = {doc_id}"]
    for number, (first, last) in enumerate(analysis.sentences, start=1):
        lines.append(f"# sent_id = {doc_id}-{number}")
        lines.append(f"# text = {' '.join(analysis.sentence_span(number - 1).of(analysis.text).split())}")
        for token in range(first, last):
            start, end = analysis.starts[token], analysis.ends[token]
            misc = [f"start_char={start}", f"end_char={end}"]
            if token + 1 < last and analysis.starts[token + 1] == end:
                misc.append("SpaceAfter=No")
            if token in entities:
                misc.append(f"Entity={entities[token]}")
            head = analysis.heads[token]
            row = (
                str(token - first + 1), analysis.forms[token], analysis.lemmas[token] or "_", analysis.tags[token], "_",
                analysis.feats[token] or "_", str(head - first + 1 if head >= 0 else 0), analysis.labels[token], "_",
                "|".join(misc),
            )  # fmt: skip
            lines.append("\t".join(row))
        lines.append("")
    return "\n".join(lines) + "\n"
