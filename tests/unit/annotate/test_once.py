"""What is true of a whole report is worked out once for it, and forgotten with it."""

from __future__ import annotations

import gc
import weakref

from lagebild.annotate.once import once
from lagebild.annotate.text import Text
from lagebild.document import Document
from lagebild.language import load_analyser
from lagebild.reading import Reading


def text_of(words: str) -> Text:
    return Text(load_analyser("de")(words), Reading.blank(Document(id="x", text=words), ()))


def test_a_report_is_looked_through_once_for_each_question() -> None:
    asked: list[tuple[int, str]] = []

    @once
    def many(text: Text, word: str) -> int:
        asked.append((id(text), word))
        return text.content.count(word)

    one, other = text_of("Die Polizei kam. Die Polizei ging."), text_of("Niemand kam.")
    assert [many(one, "Polizei"), many(one, "Polizei"), many(one, "kam"), many(other, "Polizei")] == [2, 2, 1, 0]
    assert asked == [(id(one), "Polizei"), (id(one), "kam"), (id(other), "Polizei")]


def test_nothing_is_kept_of_a_report_that_is_gone() -> None:
    @once
    def long(text: Text) -> int:
        return len(text.content)

    text = text_of("Die Polizei kam.")
    long(text)
    gone = weakref.ref(text)
    del text
    gc.collect()
    assert gone() is None
