"""Our annotation of further Wikinews reports and of sentences of newspapers: its form, and how it finds its words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
from training.weighing.examples import READ, SENTENCES, TREES, lines, of_read, of_sentences, of_trees

from lagebild.reading import EventStatus, EventType

MOST_WORDS = 8
"""A trigger or a name is a few words; nobody's sentence is in the file."""


@pytest.mark.parametrize(("file", "name"), [(READ, "wikinews-"), (SENTENCES, "germeval-s")])
def test_each_report_is_there_once_in_order(file: Path, name: str) -> None:
    numbers = [int(line["id"].removeprefix(name)) for line in lines(file)]
    assert numbers == sorted(set(numbers))


def test_each_sentence_of_the_treebanks_is_there_once() -> None:
    names = [line["id"] for line in lines(TREES)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("file", [READ, SENTENCES, TREES])
def test_every_event_has_what_the_guidelines_ask_for(file: Path) -> None:
    types, statuses = set(get_args(EventType)), set(get_args(EventStatus))
    for line in lines(file):
        for event in line["events"]:
            assert {event["type"], *event.get("also", ())} <= types, (line["id"], event)
            assert event["status"] in statuses, (line["id"], event)
            assert isinstance(event["actors"], list), (line["id"], event)
            assert isinstance(event["recipients"], list), (line["id"], event)
            words = (
                event["trigger"],
                *event["actors"],
                *event["recipients"],
                event.get("place") or "",
                event["source"] or "",
            )
            assert all(len(one.split()) <= MOST_WORDS for one in words), (line["id"], event)


def test_a_word_is_found_where_it_stands_for_the_nth_time(tmp_path: Path) -> None:
    event = {"type": "COERCE", "actors": ["Polizei"], "recipients": [], "status": "happened", "source": "outlet"}
    annotation, texts = tmp_path / "annotation.jsonl", tmp_path / "texts.jsonl"
    events = [{**event, "trigger": "Festnahme", "nth": 2, "time": "2021-03-08"}, {**event, "trigger": "Flucht"}]
    annotation.write_text(json.dumps({"id": "w-1", "events": events}) + "\n", encoding="utf-8")
    report = {"id": "w-1", "published": "2021-03-09", "title": None, "outlet": "Blatt"}
    rows = [
        {**report, "text": "Die Festnahme am Montag war die letzte Festnahme."},
        {**report, "id": "w-2", "text": "Nichts."},
    ]
    texts.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (found,) = of_read(annotation, texts)
    (one,) = found.events  # *Flucht* is not in the text
    assert found.document.text[one.span.start : one.span.end] == "Festnahme"
    assert one.span.start == found.document.text.rindex("Festnahme")
    assert (one.time, one.actors, one.optional) == ("2021-03-08", ("Polizei",), False)


def test_a_sentence_of_germeval_is_put_together_with_its_day(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.tsv"
    sentences = [["Nichts", "geschah", "."], ["Mara", "Holt", "(", "Linke", ")", "trat", "zurück", "."]]
    tags = {"Mara": "B-PER", "Holt": "I-PER", "Linke": "B-ORG"}
    corpus.write_text(
        "".join(
            f"#\thttp://blatt.example/{day}\t[{day}]\t\n"
            + "".join(f"{n}\t{form}\t{tags.get(form, 'O')}\tO\n" for n, form in enumerate(forms, start=1))
            + "\n"
            for day, forms in zip(("2008-01-02", "2009-03-04"), sentences, strict=True)
        ),
        encoding="utf-8",
    )
    event = {"type": "OFFICE", "trigger": "trat", "actors": ["Mara Holt"], "recipients": [], "status": "happened"}
    (found,) = of_sentences([{"id": "germeval-s2", "events": [{**event, "source": "outlet"}]}], corpus)
    assert (found.document.text, found.document.published) == ("Mara Holt (Linke) trat zurück.", "2009-03-04")
    (one,) = found.events
    text = found.document.text
    assert text[one.span.start : one.span.end] == "trat"
    assert found.names is not None
    assert [(text[n.start : n.end], n.kind) for n in found.names] == [("Mara Holt", "PER"), ("Linke", "ORG")]


def test_a_sentence_of_a_treebank_is_a_report_without_a_day(tmp_path: Path) -> None:
    bank = tmp_path / "bank.conllu"
    bank.write_text(
        "# sent_id = n1\n# text = Es regnet.\n1\tEs\n\n"
        "# newdoc id = n02\n# sent_id = n2\n# parallel_id = pud/n2\n# text = Mara Holt trat zurück.\n1\tMara\n",
        encoding="utf-8",
    )
    event = {"type": "OFFICE", "trigger": "trat", "actors": ["Mara Holt"], "recipients": [], "status": "happened"}
    (found,) = of_trees([{"id": "n2", "events": [{**event, "source": "outlet"}]}, {"id": "n3", "events": []}], bank)
    assert (found.document.text, found.document.published, found.names) == ("Mara Holt trat zurück.", None, None)
    assert [one.actors for one in found.events] == [("Mara Holt",)]
