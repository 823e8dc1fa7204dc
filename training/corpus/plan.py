"""`python -m training.corpus.plan > corpus/plan.tsv`: what each report of the corpus has to have, so that quotas are met.

A line a report: field, genre and country, four rows of the trigger lexicon (each row twice over all reports), three
constructions of `corpus/constructions.tsv` (each at least forty times), and the languages that its names come from. The
plan is drawn with a fixed seed, so it is the same on every machine as long as the trigger lexicon is.
"""

from __future__ import annotations

import itertools
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from lagebild import lexicon

ROOT = Path(__file__).parents[2]
REPORTS = 1_400
SEED = 2026
FIELDS = (
    "elections", "coups", "courts", "strikes", "floods", "summits", "sanctions", "kidnapping", "border clashes",
    "ceasefires", "parties", "parliaments", "corruption", "police", "migration", "trade", "nuclear", "churches", "unions",
    "local politics", "EU", "UN", "terror", "protests", "secret services", "armies", "epidemics", "disasters", "obituaries",
    "sport politics",
)  # fmt: skip
GENRES = (
    "agency flash", "long report", "feature", "interview", "commentary", "live ticker", "chronology", "obituary",
    "portrait", "press release", "court report", "summary of the week",
)  # fmt: skip
COUNTRIES = ("de", "de", "de", "at", "ch")
TONGUES = (
    "Arabic", "Turkish", "Polish", "Spanish", "Portuguese", "French", "Italian", "English", "Irish", "Russian", "Ukrainian",
    "Serbian", "Croatian", "Albanian", "Greek", "Hungarian", "Romanian", "Bulgarian", "Czech", "Slovak", "Dutch", "Danish",
    "Swedish", "Norwegian", "Finnish", "Estonian", "Latvian", "Lithuanian", "Hebrew", "Persian", "Kurdish", "Georgian",
    "Armenian", "Azerbaijani", "Kazakh", "Hindi", "Urdu", "Bengali", "Tamil", "Sinhala", "Burmese", "Thai", "Vietnamese",
    "Khmer", "Indonesian", "Filipino", "Chinese", "Japanese", "Korean", "Amharic", "Somali", "Swahili", "Hausa", "Yoruba",
    "Akan", "Wolof", "Zulu", "Quechua", "Basque", "Catalan", "Swiss German", "Bavarian", "German nobility",
)  # fmt: skip


def plan() -> Iterator[Sequence[str]]:
    """The lines of the plan, after the line of column names."""
    chance = random.Random(SEED)
    triggers = [
        f"{row['form']} ({row['pos'].lower()}, {row['type']})"
        for concept in lexicon.concepts()
        if concept.startswith("event_triggers/")
        for row in lexicon.load(concept)
    ]
    wanted = [*chance.sample(triggers, len(triggers)), *chance.sample(triggers, len(triggers))]
    lines = (ROOT / "corpus" / "constructions.tsv").read_text(encoding="utf-8").splitlines()
    constructions = [line.split("\t")[0] for line in lines if line and not line.startswith(("#", "form\t"))]
    turn = itertools.cycle(chance.sample(constructions, len(constructions)))
    each = -(-len(wanted) // REPORTS)
    yield "report", "field", "genre", "country", "triggers", "constructions", "names"
    for number in range(REPORTS):
        yield (
            f"{number + 1:04}",
            FIELDS[number % len(FIELDS)],
            GENRES[(number // len(FIELDS) + number) % len(GENRES)],
            chance.choice(COUNTRIES),
            "; ".join(wanted[number * each : (number + 1) * each]),
            "; ".join(itertools.islice(turn, 3)),
            "; ".join(chance.sample(TONGUES, 2)),
        )


if __name__ == "__main__":
    for cells in plan():
        sys.stdout.write("\t".join(cells) + "\n")
