"""Check the CoNLL-U files of our own treebank.

    python -m training.check_treebank [FILE…]      default: all files of training/treebank

Prints a line for each fault (file, sentence, token, what is wrong) and exits 1 if there is one. Sentences that are not
projective are reported without being faults. The labels and tags allowed are those of UD German GSD and PUD.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

# fmt: off
UPOS = frozenset(
    (
        "NOUN", "PUNCT", "DET", "ADP", "VERB", "ADJ", "ADV", "PRON", "AUX", "PROPN", "CCONJ", "NUM", "PART",
        "SCONJ", "X", "SYM", "INTJ",
    )
)
DEPREL = frozenset(
    (
        "punct", "det", "advmod", "case", "nsubj", "root", "obl", "nmod", "amod", "obj", "conj", "cc", "aux",
        "cop", "mark", "nummod", "flat", "compound", "det:poss", "appos", "ccomp", "xcomp", "aux:pass", "acl",
        "nsubj:pass", "dep", "advcl", "compound:prt", "obl:arg", "parataxis", "expl", "obl:agent", "csubj",
        "fixed", "expl:pv", "vocative", "discourse", "orphan", "csubj:pass",
    )
)
# fmt: on
# What may hang on a word of these relations; all others need a content word as head.
LEAVES = {
    "aux": {"conj", "cc", "punct", "advmod"},
    "aux:pass": {"conj", "cc", "punct"},
    "cop": {"conj", "cc", "punct"},
    "case": {"fixed", "conj", "cc", "advmod", "punct"},
    "cc": {"fixed"},
    "mark": {"fixed", "advmod"},
    "punct": set(),
    "det": {"advmod", "conj", "cc", "punct", "obl", "nmod", "amod"},
}
KINDS = re.compile(r"^[BI]-(PER|LOC|ORG|OTH)(:[a-z]+)?$")
TAG_OF = {
    "aux": {"AUX"},
    "aux:pass": {"AUX"},
    "cop": {"AUX"},
    "punct": {"PUNCT"},
    "det:poss": {"DET"},
    "nummod": {"NUM"},
}
CLOSED = {"acl", "appos", "advcl", "ccomp", "xcomp"}
FINITE = {"Mood", "Tense", "Number", "Person"}

Row = list[str]


def sentences(path: Path) -> Iterator[tuple[str, str, list[Row]]]:
    """The sentences of a file: id, text, rows of ten columns."""
    sent_id = text = ""
    rows: list[Row] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# sent_id = "):
            sent_id = line.removeprefix("# sent_id = ")
        elif line.startswith("# text = "):
            text = line.removeprefix("# text = ")
        elif line.startswith("#"):
            continue
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield sent_id, text, rows
            rows = []


def spelled(rows: list[Row]) -> str:
    """The text that the forms and `SpaceAfter` give."""
    return "".join(row[1] + ("" if "SpaceAfter=No" in row[9].split("|") else " ") for row in rows).rstrip()


def tree_faults(rows: list[Row]) -> Iterator[tuple[str, str]]:
    """Faults of the heads: (token, message)."""
    heads = [int(row[6]) for row in rows]
    roots = [row for row, head in zip(rows, heads, strict=True) if head == 0]
    if len(roots) != 1:
        yield "-", f"{len(roots)} roots"
    for row, head in zip(rows, heads, strict=True):
        if head > len(rows):
            yield row[0], f"head {head} is out of range"
            return
        if (head == 0) != (row[7] == "root"):
            yield row[1], "root label and head 0 do not go together"
        seen, at = set(), int(row[0])
        while at and at not in seen:
            seen.add(at)
            at = heads[at - 1]
        if at:
            yield row[1], "cycle"


def habit_faults(rows: list[Row]) -> Iterator[tuple[str, str]]:
    """Faults against habits of GSD that the labels alone do not show: (token, message)."""
    below: dict[str, list[Row]] = {}
    for row in rows:
        if row[3] != "PUNCT":
            below.setdefault(row[6], []).append(row)

    def last(row: Row) -> int:
        return max([int(row[0]), *(last(child) for child in below.get(row[0], []))])

    for row in rows:
        head = rows[int(row[6]) - 1] if row[6] != "0" else None
        if head and row[1] == "," and head[7] in CLOSED and int(head[6]) < int(head[0]) and last(head) < int(row[0]):
            yield row[1], f"the comma that closes {head[1]} hangs on {rows[int(head[6]) - 1][1]} in GSD"
        if row[7] == "compound:prt" and row[1].lower() in ("ein", "fest", "frei", "teil") and row[3] != "ADV":
            yield row[1], f"particle is {row[3]}, ADV in GSD"
        if row[7] == "fixed" and row[1] == "als" and row[3] != "SCONJ":
            yield row[1], f"als is {row[3]}, SCONJ in GSD"


def crossings(rows: list[Row]) -> list[str]:
    """Forms of the words whose arcs are crossed by another."""
    arcs = [(min(int(r[0]), int(r[6])), max(int(r[0]), int(r[6])), r[1]) for r in rows if r[6] != "0"]
    return [form for low, high, form in arcs if any(low < a < high < b or a < low < b < high for a, b, _ in arcs)]


def word_faults(rows: list[Row]) -> Iterator[tuple[str, str]]:
    """Faults of single words and of what hangs on them: (token, message)."""
    before = ""
    for row in rows:
        form, lemma, upos, feats, head, deprel, misc = row[1], row[2], row[3], row[5], int(row[6]), row[7], row[9]
        if upos not in UPOS:
            yield form, f"tag {upos} is not used in GSD or PUD"
        if deprel not in DEPREL:
            yield form, f"label {deprel} is not used in GSD or PUD"
        if lemma in ("", "_") and form != "_":
            yield form, "no lemma"
        if upos not in TAG_OF.get(deprel, {upos}):
            yield form, f"{deprel} on {upos}"
        values = dict(pair.split("=") for pair in feats.split("|")) if feats != "_" else {}
        if list(values) != sorted(values, key=str.lower):
            yield form, "features are not in order"
        if values.get("VerbForm") == "Fin" and values.get("Mood") != "Imp" and not values.keys() >= FINITE:
            yield form, "finite verb without mood, tense, number or person"
        if upos in ("VERB", "AUX") and "VerbForm" not in values:
            yield form, "verb without VerbForm"
        if upos in ("NOUN", "PROPN") and not {"Case", "Number"} <= values.keys():
            yield form, "noun without case or number"
        if head and head <= len(rows):
            above = rows[head - 1][7]
            if deprel not in LEAVES.get(above, {deprel}):
                yield form, f"{deprel} hangs on {rows[head - 1][1]}, which is {above}"
            if deprel == "nsubj" and any(r[6] == row[6] and r[7] == "aux:pass" for r in rows):
                yield form, "nsubj of a passive"
        entity = next((part.removeprefix("Entity=") for part in misc.split("|") if part.startswith("Entity=")), "")
        if entity and not KINDS.match(entity):
            yield form, f"entity {entity}"
        if entity.startswith("I-") and before[2:] != entity[2:]:
            yield form, f"{entity} after {before or 'nothing'}"
        before = entity


def main(names: list[str]) -> int:
    """Check the files named; 1 if there is a fault."""
    paths = [Path(name) for name in names] or sorted((Path(__file__).parent / "treebank").glob("*.conllu"))
    faults = count = 0
    ids: set[str] = set()
    texts: dict[str, str] = {}
    for path in paths:
        for sent_id, text, rows in sentences(path):
            count += 1
            found = [("-", "ten columns expected")] if any(len(row) != 10 for row in rows) else []
            if not found:
                found = [*tree_faults(rows), *word_faults(rows)]
                if not found:
                    found = list(habit_faults(rows))
                if spelled(rows) != text:
                    found.append(("-", f"the forms spell {spelled(rows)!r}"))
                if crossed := crossings(rows):
                    print(f"{path.name} {sent_id}: not projective at {', '.join(crossed)}")
            if not sent_id or sent_id in ids:
                found.append(("-", "sentence id missing or used twice"))
            if text in texts:
                found.append(("-", f"the same text as {texts[text]}"))
            ids.add(sent_id)
            texts[text] = sent_id
            faults += len(found)
            for token, message in found:
                print(f"{path.name} {sent_id} {token}: {message}")
    print(f"{count} sentences, {faults} faults")
    return 1 if faults or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
