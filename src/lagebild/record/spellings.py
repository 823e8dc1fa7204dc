"""What two spellings of one name have in common: plain words, sounds behind transliterations, one slip of the pen.

A name from another script reaches German news in several transliterations: `Selenskyj`, `Zelensky`,
`Chruschtschow`, `Khrushchev`, `al-Gaddafi`, `Qaddafi`. :func:`sounds` maps the letter groups that these use for
one sound to one letter, so that they meet; no name is listed. Differences that also tell German names apart (`Meier` and
`Mayer`, `Stefan` and `Stephan`) are mapped too, but :func:`transliterated` does not count them as another
transliteration. Sources of the letter groups: DIN 1460, BGN/PCGN, the French and Duden tables for Cyrillic and Arabic.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from lagebild.lexicon import load

Words = tuple[str, ...]

ARTICLES = frozenset("al el ad as asch ash ar an at az ul".split())
"""The Arabic article before a name; its last letter follows the name's first."""

PARTICLES = frozenset(
    "al el ad as asch ash ar an at az ul bin ibn ben bint ould von van vom zu zum zur de del della der den du da di "
    "do dos das la le les lo ten ter".split()
)
"""Small words that begin a surname; a name that begins with one has no first name in it."""

_TITLES = {
    **dict.fromkeys("dr prof professor doktor ing dipl med jur phil".split(), ""),
    **dict.fromkeys("imam rabbi mullah ajatollah ayatollah scheich sheikh shaikh schahid shahid".split(), ""),
    **dict.fromkeys("kardinal graf freiherr baron".split(), "m"),
    **dict.fromkeys("grafin freifrau baronin".split(), "f"),
    **dict.fromkeys("hadschi sayyid seyyed pater monsignore herr herrn sir lord don senor mr mister".split(), "m"),
    **dict.fromkeys("monsieur kollege kollegen".split(), "m"),
    **dict.fromkeys("frau fraulein dame lady dona senora mrs ms madame mme kollegin".split(), "f"),
}
"""Forms of address (plain) that stand before a name and do not belong to it, and the gender that they tell."""

REGNAL = re.compile(r"[ivx]+")
"""The number of a pope or a monarch, as a plain word."""

_GROUPS: tuple[tuple[str, tuple[str, ...], bool], ...] = (
    # letters, the sounds they may stand for, whether one who rewrites another script would write them so
    ("schtsch", ("X",), True),
    ("shch", ("X",), True),
    ("chtch", ("X",), True),
    ("tsch", ("C",), True),
    ("tch", ("C",), True),
    ("tsh", ("C",), True),
    ("dsch", ("J",), True),
    ("dzh", ("J",), True),
    ("dj", ("J",), True),
    ("sch", ("X",), True),
    ("sh", ("X",), True),
    ("zh", ("X",), True),
    ("sz", ("X",), True),
    ("kh", ("K",), True),
    ("gh", ("K",), True),
    ("ch", ("K", "C"), True),
    ("ck", ("K",), False),
    ("dh", ("D",), True),
    ("th", ("T",), False),
    ("ph", ("F",), False),
    ("ts", ("S",), True),
    ("tz", ("S",), False),
    ("ks", ("KS",), False),
    ("ou", ("U",), True),
    ("oo", ("U",), True),
    ("ei", ("AI",), False),
    ("ej", ("AI", "AJ"), True),
    ("ey", ("AI",), False),
    ("ai", ("AI",), False),
    ("aj", ("AI", "AJ"), True),
    ("ay", ("AI",), False),
    ("iya", ("IA",), True),
    ("ija", ("IA",), True),
    ("ij", ("I", "IJ"), True),
    ("iy", ("I",), True),
    ("yj", ("I",), True),
    ("ie", ("I",), False),
    ("ee", ("I",), False),
    ("je", ("A", "JA"), True),
    ("ye", ("A",), True),
    ("jo", ("U", "JU"), True),
    ("yo", ("U",), True),
    ("ju", ("IU", "JU"), True),
    ("yu", ("IU",), True),
    ("ja", ("IA", "JA"), True),
    ("ya", ("IA",), True),
    ("q", ("K",), True),
    ("g", ("K",), False),
    ("k", ("K",), False),
    ("c", ("K", "S"), False),
    ("j", ("I", "J"), True),
    ("w", ("V",), False),
    ("x", ("KS",), False),
    ("z", ("S",), False),
    ("y", ("I",), False),
    ("e", ("A",), False),
    ("o", ("U",), False),
    ("h", ("",), False),
)
_ENDS: tuple[tuple[str, str], ...] = (
    (r"(?:sk[iy](?:[ijy])?)$", "SKI"),
    (r"(?:[jy]?[oe](?:w|v|ff|f))$", "AV"),
    (r"(?:[jy]?[oe](?:wa|va))$", "AVA"),
    (r"i(?:tsch|tch|c|ch)$", "IC"),
)
_GROUP = re.compile("|".join(group for group, _, _ in _GROUPS) + "|.")
_SOUND = {group: sounds for group, sounds, _ in _GROUPS}
_FOREIGN = frozenset(group for group, _, foreign in _GROUPS if foreign)
_BARE = str.maketrans({"ß": "ss", "ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe"})


@lru_cache(maxsize=65536)
def plain_name(name: str) -> str:
    """A name in lower case without accents and punctuation, words separated by one blank."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_BARE))
    return " ".join(re.findall(r"\w+", "".join(c for c in folded if not unicodedata.combining(c))))


@lru_cache(maxsize=65536)
def name_words(name: str) -> Words:
    """The plain words of a person's name, without forms of address before it (`Sir`, `Dr.`)."""
    words = plain_name(name).split()
    while len(words) > 1 and words[0] in _TITLES:
        del words[0]
    return tuple(words)


def untitled(name: str) -> str:
    """A plain name without the titles in it (`joseph kardinal lohm`), if anything is left."""
    first, *words = name.split() or [""]
    return " ".join([first, *(word for word in words if word not in _TITLES)])


@lru_cache(maxsize=65536)
def is_full(name: str) -> bool:
    """True if a name is enough to identify its bearer; a court's `Thomas M.` is not, nor is a mere surname."""
    parts = plain_name(name.replace("-", "")).split()
    while len(parts) > 1 and parts[0] in _TITLES:
        del parts[0]
    return len(parts) > 1 and not (len(parts) == 2 and len(parts[-1]) == 1)


def address_gender(name: str) -> str:
    """The gender of the bearer (m, f, empty) that a form of address before a name tells."""
    return next(filter(None, (_TITLES.get(word, "") for word in plain_name(name).split()[:2])), "")


def without_articles(words: Words) -> Words:
    """A name's words without the Arabic article, which outlets write or leave out (`al-Gaddafi`, `Gaddafi`)."""
    kept = tuple(w for n, w in enumerate(words) if w not in ARTICLES or n + 1 == len(words))
    return kept or words


@lru_cache(maxsize=65536)
def usual(words: Words, *, articles: bool = False) -> Words:
    """A name's words, each as most outlets write it (`name_spellings.tsv`); without Arabic articles, unless they are kept."""
    return tuple(_usual().get(word, word) for word in (words if articles else without_articles(words)))


@cache
def _usual() -> Mapping[str, str]:
    return {
        plain_name(other): plain_name(row["form"]) for row in load("name_spellings") for other in row["others"].split()
    }


@lru_cache(maxsize=65536)
def surnames(name: str) -> tuple[str, ...]:
    """The surnames a person may be called by: the plain ends of a name, but no half of a double one (`Brunn-Weller`)."""
    words = name_words(name)
    lengths = list(itertools.accumulate(len(plain_name(part).split()) for part in reversed(name.split())))
    starts = {len(words) - n for n in lengths} | {n for n in range(1, len(words)) if words[n - 1] in ARTICLES}
    return tuple(" ".join(words[n:]) for n in sorted(starts) if 0 < n < len(words))


@lru_cache(maxsize=65536)
def sounds(word: str) -> tuple[str, ...]:
    """The sounds that a plain word may stand for, written A to Z; several if its letters are ambiguous (`ch`)."""
    return tuple(sorted({"".join(key) for key, _ in _spoken(word)}))


def transliterated(left: str, right: str) -> bool:
    """True if two plain words sound alike and differ in letters in which transliterations differ."""
    if left == right or not set(sounds(left)) & set(sounds(right)):
        return False
    for (left_key, left_groups), (right_key, right_groups) in itertools.product(_spoken(left), _spoken(right)):
        if left_key != right_key:
            # one sound written in as many letters as two (`Dscha`, `Ja`)
            other = {*left_groups} ^ {*right_groups}
            if "".join(left_key) == "".join(right_key) and other & _FOREIGN:
                return True
        elif any(
            a != b and ({a, b} & _FOREIGN or a.startswith("-") or b.startswith("-") or {a, b} == {"w", "v"})
            for a, b in zip(left_groups, right_groups, strict=True)
        ):
            return True
    return False


def _spoken(word: str) -> Iterator[tuple[Words, Words]]:
    """The sounds of a word, each with the letters that stand for it; letters at the end have a hyphen."""
    word = (
        re.sub(r"(.)\1", r"\1", word) if not re.search(r"ff$|[aeo]{2}", word) else re.sub(r"([^aeof])\1", r"\1", word)
    )
    tail: tuple[Words, Words] = ((), ())
    for end, sound in _ENDS:
        if (found := re.search(end, word)) and found.start() > 1:
            word, tail = word[: found.start()], ((sound,), (f"-{found.group()}",))
            break
    groups = [group for group in _GROUP.findall(word) if group != "h" or word.startswith("h")]
    choices = [_SOUND.get(group, (group.upper(),)) if group != "h" else ("H",) for group in groups]
    for chosen in itertools.islice(itertools.product(*choices), 8):
        yield (*chosen, *tail[0]), (*groups, *tail[1])


def slips(word: str) -> tuple[str, ...]:
    """A word, and the word with any one letter dropped: two words that share one of these differ by one slip."""
    return (word, *sorted({word[:n] + word[n + 1 :] for n in range(len(word))}))


def bare_genitives(word: str) -> tuple[str, ...]:
    """The words that a plain word may be the genitive of (`merkels`: `merkel`); none without such an ending."""
    return (word[:-1],) if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else ()
