"""Hostile texts by kind, each made to any length: what a fault in a web page, a table read as prose or malice sends."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator

_FIRST = "Anna Karl Lisa Peter Ilka Jonas Mira Tomas".split()
_HEADS = "Ba Be Bo Da De Do Fa Fe Ga Ge Ha He Ka Ke Ko La Le Lo Ma Me Mo Na Ne No Pa Pe Ra Re Ro Sa Se So Ta Te".split()
_TAILS = "bel dorn feld gart hoff lers mann nert pich reck sohl tner wald zens brink".split()
_VERBS = "sah hörte rief suchte fand traf holte führte".split()
_NOUNS = "Mann Hund Wagen Brief Garten Turm Zug Markt".split()


def text(kind: str, characters: int) -> str:
    """A text of a kind of so many code points. Raises KeyError for an unknown kind."""
    pieces: list[str] = []
    length = 0
    for piece in KINDS[kind]():
        pieces.append(piece)
        length += len(piece)
        if length >= characters:
            break
    return "".join(pieces)[:characters]


def _again(*pieces: str) -> Callable[[], Iterator[str]]:
    return lambda: itertools.cycle(pieces)


def _family(number: int) -> str:
    """An invented surname, another one for each number."""
    number, head = divmod(number, len(_HEADS))
    name = _HEADS[head]
    while True:
        number, tail = divmod(number, len(_TAILS))
        name += _TAILS[tail]
        if not number:
            return name


def _names() -> Iterator[str]:
    return (f"{_FIRST[n % 8]} {_family(n)}, " for n in itertools.count())


def _deeds() -> Iterator[str]:
    return (f"Die Polizei verhaftete {_FIRST[n % 8]} {_family(n)} in {_family(n)}stadt. " for n in itertools.count())


def _holders() -> Iterator[str]:
    return (f"Minister {_FIRST[n % 8]} {_family(n)}, Präsidentin Lisa {_family(n + 1)} und " for n in itertools.count())


def _chiefs() -> Iterator[str]:
    """Offices whose body is looked for in the whole report."""
    return (
        f"Die {_family(n)} AG und das Landgericht {_family(n)} warten. Konzernchef {_FIRST[n % 8]} {_family(n + 1)}, Richter "
        f"Jonas {_family(n)}, {_family(n)}-Chef Karl {_family(n)} und der Abgeordnete Peter {_family(n)} kamen. "
        for n in itertools.count()
    )


def _parties() -> Iterator[str]:
    return (f"{_FIRST[n % 8]} {_family(n)} (CDU) und der Verband {_family(n)} (V{n}), " for n in itertools.count())


def _turns() -> Iterator[str]:
    return (f"Frage: Wie geht es?\n{_FIRST[n % 8]} {_family(n)}: Gut, danke.\n" for n in itertools.count())


def _headings() -> Iterator[str]:
    """Headings of one word without text below them, each another: no sentence comes again."""
    return (f"== {_family(n)}\n\n" for n in itertools.count())


def _sentence() -> Iterator[str]:
    """One sentence without an end: clauses joined by *und*."""
    return (f"{_FIRST[n % 8]} {_VERBS[n % 7]} den {_NOUNS[n % 5]} und " for n in itertools.count())


def _nested() -> Iterator[str]:
    """Relative clauses, each within the one before, whose verbs never come."""
    return (f"der {_NOUNS[n % 8]}, den {_FIRST[n % 7]} {_VERBS[n % 8]}, " for n in itertools.count())


def _digits() -> Iterator[str]:
    draw = random.Random(7)
    while True:
        yield "".join(draw.choices("0123456789", k=draw.randint(1, 12))) + " "


KINDS: dict[str, Callable[[], Iterator[str]]] = {
    "sentence": _sentence,
    "nested": _nested,
    "names": _names,
    "deeds": _deeds,
    "same-deed": _again("Die Polizei verhaftete am Montag den Minister Karl Dorn in Kolm. "),
    "bodies": _again("UNO, NATO, EU, "),
    "roman": _again("XIV. "),
    "dates": _again("3. Mai, "),
    "ranges": _again("vom 3. bis ", "5. Mai und "),
    "digits": _digits,
    "one-number": _again("7"),
    "ordinals": _again("12. ", "3. "),
    "capitals": _again("DER ", "MINISTER ", "TRAT ", "ZURÜCK "),
    "low-marks": _again("„"),
    "straight-marks": _again('"'),
    "single-marks": _again("‚", " ‘", ","),
    "angle-marks": _again("« ", "» "),
    "answers": _again("„Ja. "),
    "said": _again("sagte er. "),
    "underscores": _again("_"),
    "stars": _again("*a ", "_b "),
    "mail": _again("a.", "b-"),
    "links": _again("[a", "]("),
    "one-word": _again("Donau", "dampf", "schiff"),
    "commas": _again(", "),
    "brackets": _again("("),
    "closed-brackets": _again("(a) [b] "),
    "breaks": _again("\n"),
    "lines": _again("a\n"),
    "tiny-paragraphs": _again("a\n\n"),
    "headings": _headings,
    "word-lines": _again("Haus\n", "Wien\n", "Minister\n"),
    "hyphens": _again("Wort-\n"),
    "long-hyphens": _again("Ost-"),
    "conjunctions": _again("und ", "oder ", "weil ", "dass "),
    "zero-width": _again("\u200b"),
    "zero-width-words": _again("a\u200b", "b\u00ad "),
    "diacritics": _again("a\u0308\u0301 "),
    "combining": _again("\u0301"),
    "mojibake": _again("Ã¶"),
    "entities": _again("&amp;"),
    "titles": _again("Präsident ", "Minister "),
    "demonyms": _again("der deutsche ", "der französische "),
    "agreements": _again("der Plan von Kolm und ", "das Abkommen mit Olm und "),
    "pronouns": _again("er ", "sie ", "ihn "),
    "killed": _again("zwei Tote, ", "drei Verletzte, "),
    "gender": _again("Bürger:innen "),
    "umlauts": _again("fuer "),
    "holders": _holders,
    "chiefs": _chiefs,
    "parties": _parties,
    "turns": _turns,
    "same-turns": _again("Frage: Was nun?\n", "Dorn: Nichts.\n"),
    "credits": _again("Foto: Karl Dorn/dpa\n", "Lesen Sie auch: Karl Dorn tritt zurück\n"),
    "headlines": _again("Dorn: Kein Krieg in Kolm\n"),
    "same-person": _again("Karl Dorn schwieg. "),
    "quoted": _again("„Ja“, sagte Karl Dorn. "),
    "sources": _again("Laut Polizei starb ein Mann, ", "nach Angaben der UNO starben zwei Frauen, "),
    "nested-speech": _again("sie sagte, dass er sagte, dass "),
    "phases": _again("Phase 1: Abzug. "),
    "clocks": _again("8.15 Uhr: "),
    "months": _again("Januar ", "Februar "),
    "weekdays": _again("am Montag ", "am Dienstag "),
    "members": _again("Frankreich ist Mitglied der NATO und der EU. "),
    "colons": _again("Polizei: "),
    "dashes": _again("Kolm – "),
}
"""For each kind the pieces that its text is put together from, without an end."""

USUAL = (
    *("sentence", "nested", "names", "bodies", "roman", "dates", "digits", "capitals", "low-marks", "straight-marks"),
    *("answers", "underscores", "mail", "one-word", "commas", "brackets", "breaks", "word-lines", "conjunctions"),
    *("ordinals", "zero-width", "mojibake", "headlines", "pronouns", "headings", "months"),
)
"""The kinds that stand for the others: each kind of reader's fault, and what once took time without end."""
