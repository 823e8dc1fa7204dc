"""Whose word an event is: what the rules do together, and whoever speaks looked up by place."""

from __future__ import annotations

import pytest

from lagebild import run
from lagebild.document import Document
from lagebild.reading import OUTLET, Reading


def source(text: str, trigger: str) -> str | None:
    """The name of an event's source, `outlet`, or None for nobody named."""
    (reading,) = run.read([Document(id="x", text=text, published="2021-05-05")])
    assert isinstance(reading, Reading)
    (found,) = [e for e in reading.events if any(text[s:t] == trigger for s, t in e.trigger)]
    entity = reading.entity(found.source)
    return entity.name if entity is not None else found.source


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("Karl Brunn zufolge griffen die Rebellen die Stadt an.", "griffen", "Karl Brunn"),
        # a sentence in the subjunctive carries on
        ("Karl Brunn sagte, es sei still. Die Rebellen hätten die Stadt verlassen.", "verlassen", "Karl Brunn"),
        # whoever demands, announces, fears vouches for the content, the outlet for the demand
        ("Karl Brunn forderte eine Waffenruhe.", "Waffenruhe", "Karl Brunn"),
        ("Karl Brunn forderte eine Waffenruhe.", "forderte", OUTLET),
        ("Karl Brunn warnte vor einem Putsch.", "Putsch", "Karl Brunn"),
        # a deed of one's own is told by the outlet
        ("Karl Brunn kündigte seinen Rücktritt an.", "Rücktritt", OUTLET),
        # a phrase vouches for its own clause
        (
            "Der Streit begann mit einem Putsch, bei dem laut Karl Brunn Rebellen den König erschossen.",
            "Putsch",
            OUTLET,
        ),
        ("Das Zentrum des Bebens lag nach Angaben von Karl Brunn bei Halve.", "Bebens", OUTLET),
        # the next sentence says who told this one; not if it judges or goes on telling
        ("Der König ist ermordet worden. Das meldete am Abend die Polizei.", "ermordet", "Polizei"),
        ("Der König ist ermordet worden. Das verurteilte am Abend die Polizei.", "ermordet", OUTLET),
        # hearsay of nobody named
        ("Seit Mitternacht wurden nach Armeeangaben zehn Angriffe auf Norhaven geflogen.", "Angriffe", None),
        ("Am Abend wurde gemeldet, dass Rebellen die Stadt angegriffen hätten.", "angegriffen", None),
        (
            "Karl Brunn sagte, es sei gemeldet worden, dass Rebellen die Stadt angegriffen hätten.",
            "angegriffen",
            "Karl Brunn",
        ),
        ("Es wird angenommen, dass Rebellen die Stadt angegriffen haben.", "angegriffen", OUTLET),
        # behind a colon the subjunctive is the word of whoever the clause before tells of
        ("Karl Brunn blieb hart: Die Rebellen hätten die Stadt angegriffen.", "angegriffen", "Karl Brunn"),
        ("Karl Brunn griff den Minister an: Jo Hals habe die Stadt angegriffen.", "angegriffen", "Karl Brunn"),
        ("Die Lage ist ernst: Die Rebellen haben die Stadt angegriffen.", "angegriffen", OUTLET),
        # an owner in the genitive without an article, wherever the tree hangs it
        (
            "In Halve wurde nach Angaben libanesischer Sicherheitskreise am Hafen ein Fischer getötet.",
            "getötet",
            "libanesische Sicherheitskreise",
        ),
        ("Talvar wird aufgefordert, die Grenze zu öffnen, so Minister Karl Brunn.", "aufgefordert", "Karl Brunn"),
        # where something known is spoken of beside the speech, the outlet tells of it
        ("Bei dem Treffen sagte Karl Brunn, die Lage sei ernst.", "Treffen", OUTLET),
        # a pronoun means whoever spoke last, not whoever spoke first
        (
            "Karl Brunn sagte, es sei still. Jo Hals sagte, es sei laut. Das Amt schwieg. „Die Rebellen griffen die Stadt"
            " an“, sagte sie.",
            "griffen",
            "Jo Hals",
        ),
    ],
)
def test_source(text: str, trigger: str, wanted: str | None) -> None:
    assert source(text, trigger) == wanted
