"""What a sentence of the trigger lexicon teaches the scorers: the type at the row's word, and nothing of what is unknown."""

from __future__ import annotations

import pytest
from training.weighing.rows import lesson

from lagebild import lexicon
from lagebild.annotate.events.lexicon import compile_row
from lagebild.annotate.read import by_rules
from lagebild.annotate.text import Text
from lagebild.annotate.weighing.decide import TYPES
from lagebild.document import Document
from lagebild.language.analyser import GermanAnalyser
from lagebild.language.encoder.encoder import FOLDER
from lagebild.language.encoder.pieces import Pieces

HEADER = "form\tpos\ttype\tmode\tframe\tneeds\tstatus\tweight\texample\tcounter"
EXAMPLE = "Die Polizei verhaftete den Wirt, der gestern lachte und den König tötete."
(ROW,) = lexicon.parse("one.tsv", f"{HEADER}\nverhaften\tVERB\tCOERCE\tarrest\t\t\t\t0.9\t{EXAMPLE}\t")


@pytest.fixture(scope="module")
def text() -> Text:
    return by_rules(Document(id="row", text=EXAMPLE), GermanAnalyser(encoder=None)(EXAMPLE))


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces.load(FOLDER / "pieces.txt")


@pytest.mark.parametrize("hidden", [True, False])
@pytest.mark.parametrize("holds", [True, False])
def test_its_word_tells_its_type_or_any_other(text: Text, pieces: Pieces, holds: bool, hidden: bool) -> None:
    found = lesson(text, compile_row(ROW), pieces, holds=holds, hidden=hidden)
    assert found is not None
    forms = text.analysis.forms
    right = {forms[item.token]: item.right for item in found.words}
    assert [kind for kind, chance in zip(TYPES, right["verhaftete"], strict=True) if chance] == (
        ["COERCE"] if holds else [kind for kind in TYPES if kind != "COERCE"]
    )
    assert right["lachte"][0] == 1 and sum(right["lachte"]) == 1  # noqa: PT018 - one fact
    assert "tötete" not in right  # another row's word: nobody said whether it holds
    assert not found.pairs and not found.events and not found.dates  # noqa: PT018


def test_where_it_is_hidden_nothing_shows_what_the_lexicon_has(text: Text, pieces: Pieces) -> None:
    open_, hidden = (lesson(text, compile_row(ROW), pieces, holds=True, hidden=h) for h in (False, True))
    assert open_ is not None and hidden is not None  # noqa: PT018
    at = text.analysis.forms.index("verhaftete")
    shown, unseen = (next(i.features for i in found.words if i.token == at) for found in (open_, hidden))
    assert {"row:COERCE", "read:COERCE"} <= set(shown)
    assert {f for f in unseen if f.startswith(("row:", "read:", "by:"))} == {"row:none", "read:none"}
    assert not [f for features in hidden.tokens for f in features if f.startswith(("row:", "read:"))]
    assert not [f for f in shown if f.startswith("by:")]


def test_a_sentence_without_its_word_teaches_nothing(text: Text, pieces: Pieces) -> None:
    (other,) = lexicon.parse("one.tsv", f"{HEADER}\nstreiken\tVERB\tPROTEST\tstrike\t\t\t\t0.9\tSie streiken.\t")
    assert lesson(text, compile_row(other), pieces, holds=False, hidden=False) is None
