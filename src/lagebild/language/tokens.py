"""Tokens and sentences of German news text, with exact offsets.

Conventions: contractions (*zum*), hyphen compounds (*US-Präsident*), numbers with their separators (*10.000*, *1,5*),
ordinals (*3.*), abbreviations (*z.B.*, *Dr.*), URLs and e-mail addresses are one token each; every other character that
is neither letter nor digit is a token of its own, repeated dots and dashes aside. The text is never altered.
"""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from lagebild import lexicon
from lagebild.document import Span

MONTHS = frozenset(
    "januar jänner februar feber märz april mai juni juli august september oktober november dezember "
    "jan feb febr mär apr jun jul aug sep sept okt nov dez".split()
)
# Capitalised, these words begin a sentence: they are never names or nouns.
OPENERS = frozenset(
    """
    aber alle allerdings als also am an angesichts anschließend auch auf aufgrund aus außerdem bei beide beim bereits
    bis bislang da dabei dabei dafür dagegen daher damals damit danach daneben dann daran darauf daraufhin darüber
    darunter das dass dazu dem demnach den denn dennoch der deren derzeit des deshalb dessen die dies diese dieser
    dieses diesem diesen doch dort durch ebenso eigentlich ein eine einem einen einer einige er erst erstmals es etwa
    euer für ganz gegen gemeinsam gestern gleichzeitig heute hier hierbei hierzu hingegen hinter ich ihm ihr ihre ihrem
    ihren ihrer im immer in indem indes infolge ins insgesamt inzwischen ist ja jede jeder jedes jedoch jener jetzt kein
    keine kurz laut man manche mehr mehrere mein meine mit mittlerweile morgen nach nachdem natürlich neben nicht noch
    nun nur ob obwohl oder ohne schließlich schon sehr sein seine seinem seinen seiner seit seitdem sie so sobald sogar
    solche sollte somit sondern sonst soweit sowohl später trotz trotzdem über überdies um und unser unsere unter viele
    vielmehr vom von vor vorher wann war waren warum was weder wegen weil weiter weitere weiterhin welche wenn wer
    werden wie wieder wir wird wo während wurde wurden zu zudem zuerst zuletzt zum zumal zunächst zur zusätzlich zuvor
    zwar zwei zwischen
    """.split()
)

_CLOSING = "\"'”“’»«›‹)]}"
_ENDINGS = frozenset(_CLOSING) | {"''"}
_OPENING = "\"'„“‚‘«»‹›([{"
_QUOTES = "\"”“„»«›‹‚‘’'`´"

_TOKEN = re.compile(
    r"""
    (?P<url>(?:https?://|www\.)[^\s<>"„“”»«]*[^\s<>"„“”»«.,;:!?)\]}'’])
  | (?P<mail>[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)      # a local part is no longer (RFC 5321)
  | (?P<domain>\b[^\W_]+(?:-[^\W_]+)*\.(?:de|com|org|net|at|ch|eu|tv|info|fm)\b(?![\w-]))
  | (?P<tag>[@\#]\w+)
  | (?P<dotted>(?:[^\W\d_]\.){2,})
  | (?P<number>\d+(?:[.,:]\d+)+(?![\w]))
  | (?P<word>
        (?:\d+(?:[.,]\d+)*|[^\W_](?:[\w])*)           # begins with a letter or a digit
        (?:(?:[-‐‑&+'’´]|[*:](?=in)|\d*)[^\W_]\w*)*     # inner hyphens, apostrophes, &, gender star
        (?:[-‐‑](?=[\s,;:)/]|$))?                     # Außen- und Innenminister
    )
  | (?P<suffix>[-‐‑][^\W\d_]\w+)                      # -politik
  | (?P<dots>\.{2,}|…)
  | (?P<dashes>-{2,}|–{2,})
  | (?P<ticks>``|'')
  | (?P<symbol>\S)
    """,
    re.VERBOSE,
)
LONGEST = 500
"""Code points of the longest token, as `damage.py` says: page addresses are longer than words, nothing is longer."""
_TAIL = 12
"""Code points by which a word is told from every shorter one."""
_AGENCY = re.compile(
    r"(?:REUTERS|Reuters|dpa|AFP|AP|EPA|epa|imago|IMAGO|KNA|APA|TASS|Xinhua|Getty|Images|Alliance|alliance|ddp|DAPD|dapd)"
)
_BULLET = re.compile(r"[-–—•*·▪►]$")
_ROMAN = re.compile(r"[IVX]{1,6}$")


@cache
def abbreviations() -> dict[str, bool]:
    """Lower-cased abbreviations without their full stop, and whether it may also end a sentence."""
    lines = files("lagebild.language").joinpath("abbreviations.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return {word: mark == "end" for word, _, mark in pairs}


def tokenise(text: str) -> list[Span]:
    """The tokens of a text in order, as code points; together they cover every character that is not white space.

    A token longer than any word, number or address is cut into pieces of :data:`LONGEST` code points.
    """
    found: list[Span] = []
    at, size = 0, len(text)
    known = abbreviations()
    while at < size:
        match = _TOKEN.search(text, at)
        if match is None:
            break
        start, end = match.span()
        kind = match.lastgroup
        if kind == "suffix" and start and not text[start - 1].isspace() and text[start - 1] not in _OPENING + "/":
            end = start + 1
        elif kind == "word" and end < size and text[end] == ".":
            end = _with_stop(text, start, end, known)
        found += [Span(piece, min(piece + LONGEST, end)) for piece in range(start, end, LONGEST)]
        at = end
    return found


def _with_stop(text: str, start: int, end: int, known: dict[str, bool]) -> int:
    """The end of the word, its full stop taken in where it belongs to an abbreviation or an ordinal."""
    word = text[start:end]
    if text.startswith("..", end):
        return end
    following = _TOKEN.search(text, end + 1)
    after = following.group() if following else ""
    gap = text[end + 1 : following.start()] if following else "\n\n"
    last = not after or ("\n" in gap and "\n" in gap.strip(" \t"))
    low = word.lower()
    if word.isdecimal():
        return end + 1 if not last and _ordinal(word, after, _word_before(text, start)) else end
    if len(word) == 1 and word.isalpha():
        # An initial (John F. Kennedy) or a single-letter abbreviation (z. B.).
        return (
            end if last or (after.lower() in OPENERS and after[:1].isupper() and word.islower() is False) else end + 1
        )
    if low in known:
        if low in _ALSO_WORDS and (word[0].islower() or last or after.lower() in OPENERS):
            return end
        return end + 1
    if _ROMAN.match(word) and after and (after[0].islower() or after in ("Jahrhundert", "Weltkrieg")):
        return end + 1
    return end


def _word_before(text: str, start: int) -> list[str]:
    """The word before a code point, or the end of it if it is longer than any word asked for; empty if there is none."""
    end = start
    while end and text[end - 1].isspace():
        end -= 1
    first = end
    while first and end - first < _TAIL and not text[first - 1].isspace():
        first -= 1
    return [text[first:end]] if end else []


# Abbreviations that are also words: the stop is theirs only before a capital that opens no sentence.
_ALSO_WORDS = frozenset("art co do fr gen id int int mag max med mi min mo nat op pol red sa sen so str vers".split())
_COUNTED = frozenset("Jahrhundert Jahrhunderts Weltkrieg Weltkriegs Stock Mal Platz Juni Tag Sitzung".split())
_BEFORE_ORDINAL = frozenset(
    "am der dem den zum vom im die das des bis ab beim ein eine einen zur seit und Am Der Die Das Vom Zum Im Ihr ihr".split()
)


def _ordinal(digits: str, after: str, before: list[str]) -> bool:
    """True if a number with a full stop is an ordinal (*3. Januar*, *2. Weltkrieg*), not the end of a sentence."""
    if len(digits) > 3 or not after or not (after[0].isalnum()):
        return bool(after) and len(digits) <= 2 and after in ("/", "-", "–")
    if after.lower().rstrip(".") in MONTHS:
        return int(digits) <= 31
    if after[0].islower():
        return True
    if after[0].isdigit():
        return len(digits) <= 2 and len(after) <= 2
    if after.lower() in OPENERS:
        return False
    if len(digits) > 2:
        return False
    return not before or before[0] in _BEFORE_ORDINAL or before[0].endswith(("en", "ten")) or after in _COUNTED


def split_sentences(text: str, tokens: list[Span]) -> list[Span]:
    """Ranges of token numbers (end exclusive), one a sentence, in order and without gaps."""
    marks = _Marks(text, tokens, _wrap_width(text))
    ranges: list[Span] = []
    first = 0
    for number in range(1, len(tokens)):
        if number > first and _boundary(marks, number, first):
            ranges.append(Span(first, number))
            first = number
    if tokens:
        ranges.append(Span(first, len(tokens)))
    return ranges


def _wrap_width(text: str) -> int:
    """Width in code points at which the text's lines were wrapped by hand, 0 if a line break ends a paragraph."""
    lines = [len(line) for line in text.splitlines() if line.strip()]
    longest = max(lines, default=0)
    if len(lines) < 3 or longest > 110:
        return 0
    full = sum(length >= 0.75 * longest for length in lines)
    return longest if longest >= 40 and full >= 0.5 * len(lines) else 0


class _Marks:
    """A text's tokens, the width at which its lines were wrapped, and what runs of marks lead to on either side.

    Each run is walked once, however long it is, and not once from each of its marks.
    """

    def __init__(self, text: str, tokens: list[Span], wrapped: int) -> None:
        self.text, self.tokens, self.wrapped = text, tokens, wrapped

    @cached_property
    def ended(self) -> list[int]:
        """For each token the last one up to it that is no closing quotation mark or bracket; -1 if there is none."""
        found: list[int] = []
        for number, (start, end) in enumerate(self.tokens):
            closing = self.text[start:end] in _ENDINGS and _closes(self.text, self.tokens, number)
            found.append((found[-1] if found else -1) if closing else number)
        return found

    @cached_property
    def starts(self) -> list[bool]:
        """For each token whether a sentence can begin with it: no lower-case word, no comma or other closing sign."""
        found = [True] * (len(self.tokens) + 1)
        for number in range(len(self.tokens) - 1, -1, -1):
            start, end = self.tokens[number]
            word = self.text[start:end]
            if word[0].isalnum():
                found[number] = not word[0].islower()
            elif word in _LED_IN or word in _QUOTES:
                found[number] = found[number + 1]
            else:
                found[number] = word[0] in "#@+…"
        return found


_LED_IN = frozenset(("-", "–", "—", "(", "[", "•", "*", "``", "''"))
"""Signs that a sentence may have before its first word, beside quotation marks."""


def _boundary(marks: _Marks, number: int, first: int) -> bool:
    """True if a sentence ends before token `number`."""
    text, tokens = marks.text, marks.tokens
    previous, here = tokens[number - 1], tokens[number]
    gap = text[previous.end : here.start]
    word = text[here.start : here.end]
    if "\n" in gap or "\r" in gap:
        if gap.count("\n") > 1:
            return True
        if _line_break_ends(text, previous, here, marks.wrapped):
            return True
    if not gap and word[0] not in _OPENING and not _glued_start(text, tokens, number):
        return False
    # Look back over closing quotation marks and brackets to what ended the sentence.
    back = max(marks.ended[number - 1], first)
    mark = text[tokens[back].start : tokens[back].end]
    if _closing_here(text, tokens, number):
        return False
    if mark in (".", "!", "?", "…") or set(mark) <= set(".!?…"):
        return marks.starts[number] and not (mark[0] in "…" and word[0].islower())
    if back == number - 1 and mark.endswith(".") and len(mark) > 1:
        return _stop_ends(mark, word) or _stop_ends_before_noun(text, tokens, number, first)
    if back == number - 1 and _AGENCY.fullmatch(mark) and number - 2 >= first:
        credit = text[tokens[number - 2].start : tokens[number - 2].end]
        return credit == "/" and word[0].isupper() and not _AGENCY.fullmatch(word)
    return False


def _line_break_ends(text: str, previous: Span, here: Span, wrapped: int) -> bool:
    word = text[here.start : here.end]
    if _BULLET.match(word) and text[here.end : here.end + 1].isspace():
        return True
    if not wrapped:
        return True
    line = text[text.rfind("\n", 0, previous.end) + 1 : previous.end]
    return len(line) < 0.6 * wrapped and not word[0].islower()


def _glued_start(text: str, tokens: list[Span], number: int) -> bool:
    """True if a full stop without a space after it is followed by a sentence all the same (*Ende.Der*)."""
    previous = text[tokens[number - 1].start : tokens[number - 1].end]
    word = text[tokens[number].start : tokens[number].end]
    return previous in ".!?" and word[0].isupper() and word.lower() in OPENERS


def _closes(text: str, tokens: list[Span], number: int) -> bool:
    """True if a quotation mark or bracket stands at the end of a word rather than at the beginning of the next."""
    start, end = tokens[number]
    if text[start:end] in (")", "]", "}", "''"):
        return True
    return start > 0 and not text[start - 1].isspace() and (end == len(text) or not text[end].isalnum())


def _closing_here(text: str, tokens: list[Span], number: int) -> bool:
    """True if token `number` itself only closes what came before it."""
    start, end = tokens[number]
    return text[start:end] in _ENDINGS and start == tokens[number - 1].end and _closes(text, tokens, number)


def _stop_ends(mark: str, word: str) -> bool:
    """True if the full stop of an abbreviation or ordinal also ends the sentence."""
    if not word[0].isupper() and word not in _OPENING:
        return False
    body = mark[:-1].lower()
    if body.isdigit():
        return False
    known = abbreviations().get(body)
    if known or "." in body:
        return word.lower() in OPENERS
    return False


_LIST_ENDS = ("usw.", "etc.", "dgl.")
_LOOK_BACK = 40
"""Tokens before an abbreviation among which its clause's finite verb stands."""


def _stop_ends_before_noun(text: str, tokens: list[Span], number: int, first: int) -> bool:
    """Whether a new clause begins behind an abbreviation: *stieg auf 3 Mrd. Analysten hatten weniger erwartet*.

    A noun and a finite verb follow, and the clause before has its finite verb already, with no comma in between.
    """
    words = [text[start:end] for start, end in tokens[number - 1 : number + 2]]
    if len(words) < 3 or not abbreviations().get(words[0][:-1].lower()):
        return False
    if not (words[1][0].isupper() and _is_finite(words[2])):
        return False
    for start, end in reversed(tokens[max(first, number - 1 - _LOOK_BACK) : number - 1]):
        if text[start:end] in ((";", ":") if words[0] in _LIST_ENDS else (",", ";", ":", "(", ")", "–")):
            return False
        if _is_finite(text[start:end]):
            return True
    return False


@lru_cache(maxsize=50_000)
def _is_finite(word: str) -> bool:
    """Whether a word's form is that of a finite verb and hardly anything else's."""
    sign = _tense_signs().get(word)
    if sign is not None:
        return sign in ("past", "perfect") or word in ("wird", "werden", "soll", "sollen", "will", "wollen", "kann")
    return len(word) > 4 and word.islower() and word.endswith(("te", "ten")) and not word.startswith("ge")


@cache
def _tense_signs() -> dict[str, str]:
    return {row["form"]: row["value"] for row in lexicon.load("time_cues", required=("form", "value"))}
