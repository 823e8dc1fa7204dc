"""The text that is read beside the text as given: composed letters, plain blanks, one word for a gender form.

Nothing of the given text is altered: :class:`~lagebild.document.View` says for every code point that is read which ones
of the given text it stands for. Each change is a value with a sentence in which it is made; the tests make it there.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from lagebild.document import View
from lagebild.lexicon.dictionary import is_known, lemma_of
from lagebild.lexicon.gazetteer import known
from lagebild.lexicon.words import closed, word_set

Piece = str | tuple[int, int]
"""What stands for a match: a slice of it (offsets within it), kept letter by letter, or other letters for all of it."""


class Change(NamedTuple):
    """Something that texts have and that is read as something else.

    `put` gives the pieces that a match is read as, or None where it is left alone. `problem` is said once if the change
    mends damage. `given` and `read` are an example.
    """

    name: str
    why: str
    pattern: re.Pattern[str]
    put: Callable[[re.Match[str]], list[Piece] | None]
    given: str
    read: str
    problem: str = ""


def normalised(text: str) -> View:
    """The view of a text in which every change is made; the text itself where there is nothing to change."""
    if not _suspect(text) and not _capitals(text) and not _spelled_out(text):
        return View.same(text)
    draft = _Draft(text)
    problems = tuple(change.problem for change in CHANGES if draft.make(change) and change.problem)
    return View(text=draft.text, starts=tuple(draft.starts), ends=tuple(draft.ends), problems=problems)


class _Draft:
    """A view in the making."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = list(range(len(text)))
        self.ends = list(range(1, len(text) + 1))

    def make(self, change: Change) -> bool:
        """Make a change wherever its pattern is found; whether it was anywhere."""
        letters: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for match in change.pattern.finditer(self.text):
            pieces = change.put(match)
            if pieces is None:
                continue
            self._keep(letters, starts, ends, at, match.start())
            first, last = match.span()
            done = 0  # code points of the match that are accounted for
            for piece in pieces:
                if isinstance(piece, tuple):
                    done = piece[1]
                    self._keep(letters, starts, ends, first + piece[0], first + piece[1])
                else:
                    letters.append(piece)
                    here = first + done
                    rest = last - here
                    same = len(piece) == rest
                    starts += [self.starts[here + n if same else here] for n in range(len(piece))]
                    ends += [self.ends[here + n if same else last - 1] for n in range(len(piece))]
            at = last
        if not at:
            return False
        self._keep(letters, starts, ends, at, len(self.text))
        self.text, self.starts, self.ends = "".join(letters), starts, ends
        return True

    def _keep(self, letters: list[str], starts: list[int], ends: list[int], first: int, last: int) -> None:
        letters.append(self.text[first:last])
        starts += self.starts[first:last]
        ends += self.ends[first:last]


def _other(text: str) -> Callable[[re.Match[str]], list[Piece]]:
    return lambda match: [text * len(match[0])] if text else []


def _kept(match: re.Match[str]) -> list[Piece]:
    """The groups of a match, one after the other."""
    return [(match.start(n) - match.start(), match.end(n) - match.start()) for n in range(1, len(match.groups()) + 1)]


def _composed(match: re.Match[str]) -> list[Piece] | None:
    found = unicodedata.normalize("NFC", match[0])
    return [found] if found != match[0] else None


def _entity(match: re.Match[str]) -> list[Piece] | None:
    found = html.unescape(match[0])
    return [found] if found != match[0] and found.isprintable() else None


def _mended(match: re.Match[str]) -> list[Piece] | None:
    import ftfy  # noqa: PLC0415  (few texts need it, and questions none)

    found = ftfy.fix_encoding(match[0])
    return [found] if found != match[0] else None


def _gendered(match: re.Match[str]) -> list[Piece] | None:
    """*Journalist:innen* as *Journalistinnen*; a capital within (*LinkedIn*) is one only behind a German noun."""
    stem, ending = match["stem"], match["ending"].lower()
    if ending == match["ending"]:
        return [*_slices(match, "stem", "ending")]
    return [(0, len(stem)), ending] if is_known(stem) or is_known(stem + ending) else None


def _slices(match: re.Match[str], *names: str) -> Iterator[tuple[int, int]]:
    for name in names:
        yield match.start(name) - match.start(), match.end(name) - match.start()


def _either(match: re.Match[str]) -> list[Piece]:
    """*die:der*, *jede:r* and *eine*n* in the feminine, which is what a gender form is read as."""
    if match["short"] is not None:
        return [*_slices(match, "base")] if match["base"].endswith("e") else [*_slices(match, "base", "short")]
    feminine = "other" if match["other"].lower() in ("die", "sie", "ihre", "eine") else "whole"
    return [*_slices(match, feminine)]


def _hyphenated(match: re.Match[str]) -> list[Piece] | None:
    """A word that a line end has torn apart; *Ein- und Ausreise* keeps its hyphen."""
    if match[2].lower() in closed("coordinators"):
        return None
    return _kept(match)


def _link(match: re.Match[str]) -> list[Piece]:
    return [*_slices(match, "words")]


def _umlauted(match: re.Match[str]) -> list[Piece] | None:
    """*fuer* as *für*, *Strasse* is left alone: only words that are none as they stand, and one with the umlaut."""
    word = match[0]
    if word not in word_set("spelled_without_umlaut") and (is_known(word) or is_known(word.lower())):
        return None
    found = _UMLAUTS.sub(lambda m: _LETTERS[m[0]], word)
    fits = is_known(found) or is_known(found.lower()) or is_known(found.capitalize())
    return [found] if found != word and fits else None


def _recased(match: re.Match[str]) -> list[Piece] | None:
    """A line in capitals in the letters that its words are written with."""
    line = match[0]
    if not _capital_line(line):
        return None
    found = _CAPITAL_WORD.sub(lambda m: recased(m[0]), line)
    first = next(n for n, letter in enumerate(found) if letter.isalpha())
    return [found[:first] + found[first].upper() + found[first + 1 :]]


def recased(word: str) -> str:
    """A word given in capitals as it is written in running text; a name or an unknown word with a capital."""
    if known(word) is not None and len(word) <= _ABBREVIATION:
        return word
    low, noun = word.lower(), "-".join(part.capitalize() for part in word.split("-"))
    if not is_known(low) or low in word_set("people_by_adjective"):
        return noun
    lemma = lemma_of(low)
    if lemma[:1].isupper():
        return noun
    # *streik*, *bombe* and *angriff* are forms of verbs, too, but none that headlines have
    verbal = lemma.endswith("n") and lemma != low
    other = low + "en" == lemma or low + "n" == lemma or not low.endswith(("t", "te", "ten", "en", "nd"))
    return noun if verbal and other else low


def _headed(match: re.Match[str]) -> list[Piece] | None:
    """A dateline stands on one of the first lines, behind a title at most."""
    if match.start() > _head(match.string):
        return None
    end = match.end("head" if match["head"] else "agency") - match.start()
    return [(0, end), " \n " if match.end() - match.start() - end > 1 else "\n"]


@lru_cache(maxsize=1)
def _head(text: str) -> int:
    """Where the last line begins on which a dateline may stand."""
    end = -1
    for _ in range(_TITLE_LINES + 1):
        end = text.find("\n", end + 1)
        if end < 0:
            return len(text)
    return end


def _town(match: re.Match[str]) -> list[Piece] | None:
    found = "".join(part.capitalize() for part in re.split(r"([-/ ])", match[0]))
    return [found] if known(match[0]) is None or known(found) is not None else None


def _suspect(text: str) -> bool:
    """Whether a text may have something to change; most sentences have no sign of it, which is seen much faster."""
    if text.startswith("(") or text[:2].isupper() or "In" in text or "- " in text or _SIGN.search(text):
        return _SUSPECT.search(text) is not None
    return False


def _capitals(text: str) -> bool:
    return any(_capital_line(line) for line in text.splitlines())


def _capital_line(line: str) -> bool:
    if line.upper() != line:
        return False
    words = _CAPITAL_WORD.findall(line)
    return len(words) > 1 and sum(map(len, words)) >= _SHOUTED


def _spelled_out(text: str) -> bool:
    """Whether a text writes *ae*, *oe*, *ue*: it has no umlaut, and a word that is none without one."""
    if _UMLAUT.search(text):
        return False
    return any(word in text for word in _telling())


@cache
def _telling() -> tuple[str, ...]:
    return tuple(f" {word} " for word in word_set("spelled_without_umlaut"))


_ABBREVIATION = 5
_TITLE_LINES = 3
_TOWNS = r"[A-ZÄÖÜ][\w.-]+(?:[ /-][A-ZÄÖÜ]\w+){0,2}"
_ON = r"(?:, \d\d?\. ?\w+\.?)?"
_SHOUTED = 8
"""Letters that a line in capitals has at least: *BKA* and *USA, EU* are none."""
_UMLAUT = re.compile(r"[äöüÄÖÜ]")
_UMLAUTS = re.compile(r"[aouAOU]e")
_LETTERS = {"ae": "ä", "oe": "ö", "ue": "ü", "Ae": "Ä", "Oe": "Ö", "Ue": "Ü"}
_CAPITAL_WORD = re.compile(r"[A-ZÄÖÜẞ][A-ZÄÖÜẞß]*(?:-[A-ZÄÖÜẞ]+)*")
_ZERO = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_SIGN = re.compile(rf"[{_ZERO}\u00a0\u2000-\u200a\u202f\u205f\u3000\u0300-\u036f\ufffd&ÃÂâ:*_·/\]#>+|\n–—]")
"""A text in which :data:`_SUSPECT` finds something has one of these, or one of what `_suspect` looks for itself."""
_SUSPECT = re.compile(
    rf"[{_ZERO}\u00a0\u2000-\u200a\u202f\u205f\u3000\u0300-\u036f\ufffd]"
    r"|&#?\w+;|[ÃÂâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]"
    r"|\w[:*_·/]-?(?:in|r|n|e|die|der|sie|er)|\wIn|[*_]\w|\w[*_]|\]\(|^[ \t]*(?:#|>|[*+-] )|\w-\n|^[A-ZÄÖÜ]{3}"
    r"|^[^\n]{2,60} [–—|-] |^\([a-z]",
    re.M,
)

CHANGES: tuple[Change, ...] = (
    Change(
        "text/mojibake",
        "UTF-8 that was read as Windows-1252 is decoded again (ftfy).",
        re.compile(r"(?<!\S)\S*[ÃÂâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]\S*"),
        _mended,
        "Die BehÃ¶rde schwieg.",
        "Die Behörde schwieg.",
        "the text looks wrongly decoded (UTF-8 read as another encoding); it is read as it was meant",
    ),
    Change(
        "text/html-entity",
        "A character reference of HTML is the character.",
        re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31}\d{0,2});"),
        _entity,
        "M&uuml;ller &amp; S&ouml;hne",
        "Müller & Söhne",
    ),
    Change(
        "text/invisible",
        "Soft hyphens, zero-width signs and marks of direction say nothing.",
        re.compile(rf"[{_ZERO}]+"),
        _other(""),
        "ver\u00adhaf\u200btet",
        "verhaftet",
    ),
    Change(
        "text/blank",
        "Blanks of any width are blanks.",
        re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]"),
        _other(" "),
        "3.\u00a0Mai",
        "3. Mai",
    ),
    Change(
        "text/composed",
        "A letter and its diacritics are one letter (NFC), however they were stored.",
        re.compile(
            r"\w[\u0300-\u036f]{1,30}"
        ),  # no letter has more (Unicode's stream-safe text), and sorting them is costly
        _composed,
        "A\u0308nne Mu\u0308ller",
        "Änne Müller",
    ),
    Change(
        "text/torn-word",
        "A hyphen at the end of a line, before a small letter, is the line's and not the word's.",
        re.compile(r"(\w\w)-\n([a-zäöüß]+)"),
        _hyphenated,
        "Die Minis-\nterin schwieg.",
        "Die Ministerin schwieg.",
    ),
    Change(
        "text/markdown-emphasis",
        "Stars and underscores around words set them off.",
        re.compile(r"(?<![\w*_])(?:\*{1,3}|_{1,3})(?=[^\s*_])([^*_\n]+?)(?<=[^\s*_])(?:\*{1,3}|_{1,3})(?![\w*_])"),
        _kept,
        "Minister **Falk Ruhr** trat zurück.",
        "Minister Falk Ruhr trat zurück.",
    ),
    Change(
        "text/markdown-link",
        "A link is read as its words.",
        re.compile(r"!?\[(?P<words>[^\[\]\n]+)\]\([^()\s]+\)"),
        _link,
        "Der [Präsident](https://example.org/p) schwieg.",
        "Der Präsident schwieg.",
    ),
    Change(
        "text/markdown-line",
        "Marks of a heading, a list or a quoted block at the head of a line are none of its words.",
        re.compile(r"^[ \t]*(?:#{1,6}|>|[*+-])[ \t]+", re.M),
        _other(""),
        "## Zwei Tote\n> Er schwieg.",
        "Zwei Tote\nEr schwieg.",
    ),
    Change(
        "text/gender-noun",
        "A noun for women and men is read as one word, in the feminine.",
        re.compile(
            r"\b(?P<stem>[A-ZÄÖÜ]\w*?[a-zäöüß])(?:[:*_·]|/-?(?=in))?(?P<ending>[Ii]n(?:nen)?)\b(?<![a-zß]in)(?!\w)"
        ),
        _gendered,
        "Zwei Journalist:innen und ein Bürgermeister/in, die DemonstrantInnen.",
        "Zwei Journalistinnen und ein Bürgermeisterin, die Demonstrantinnen.",
    ),
    Change(
        "text/gender-word",
        "An article, a pronoun or an adjective for women and men is read in the feminine.",
        re.compile(
            r"\b(?:(?P<base>\w*?[a-zäöü])[:*_](?P<short>[ernms])|"
            r"(?P<whole>[Dd]ie|[Dd]er|[Ss]ie|[Ee]r|[Ss]eine|[Ii]hre)[:*_/](?P<other>die|der|sie|er|ihre|seine))\b"
        ),
        _either,
        "Jede:r weiß, was ein:e Minister:in sagt: die:der erste, sie*er.",
        "Jede weiß, was eine Ministerin sagt: die erste, sie.",
    ),
    Change(
        "text/spelled-umlaut",
        "In a text without umlauts *ae*, *oe* and *ue* stand for them.",
        re.compile(r"(?<!\w)(?=\w*[aouAOU]e)\w+"),
        _umlauted,
        "Die Regierung will fuer Frieden kaempfen.",
        "Die Regierung will für Frieden kämpfen.",
    ),
    Change(
        "text/capitals",
        "A line in capitals is read as if written with small letters.",
        re.compile(r"^.*[A-ZÄÖÜ].*$", re.M),
        _recased,
        "PRÄSIDENT OLM KANDER TRITT ZURÜCK",
        "Präsident Olm Kander tritt zurück",
    ),
    Change(
        "text/dateline-town",
        "The town of a dateline in capitals is a name like any other.",
        re.compile(
            r"^[A-ZÄÖÜ]{3,}(?:[-/ ][A-ZÄÖÜ]{3,})*(?=(?:,? \d\d?\. ?\w+)?(?: \(|,? [–—-] | \w{2,4} \| |\. [A-Z]))", re.M
        ),
        _town,
        "BERLIN (dpa) - Er schwieg.",
        "Berlin (dpa) \n Er schwieg.",
    ),
    Change(
        "text/dateline",
        "A dateline is read as a line of its own, so that it is no part of the first sentence.",
        re.compile(
            rf"^(?:(?P<head>(?:{_TOWNS}{_ON}(?: \([\w/, ]{{2,30}}\)| [a-z]{{2,5}}(?= \|))?|[a-z]{{3}} {_TOWNS})) [–—|-] "
            r"|(?P<agency>\([a-z]{2,5}(?:/[a-z]{2,5})*\)) )(?=[A-ZÄÖÜ„»\"\d])",
            re.M,
        ),
        _headed,
        "Kolm (agn) – Tausende haben demonstriert.",
        "Kolm (agn) \n Tausende haben demonstriert.",
    ),
)
"""In this order: what was damaged first, what leans on whole words last."""
