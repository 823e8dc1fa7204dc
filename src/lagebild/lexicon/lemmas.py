"""Lemmas of German word forms: simplemma's, corrected by part of speech."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from lagebild import lexicon
from lagebild.lexicon.dictionary import is_known, lemma_of

_AUXILIARIES = {
    **dict.fromkeys(
        "bin bist ist sind seid war warst waren wart sei seien seiest seist wäre wären wärst wäret gewesen sein".split(),
        "sein",
    ),
    **dict.fromkeys(
        "habe hast hat haben habt hatte hatten hattest hattet hätte hätten hättest hättet gehabt".split(), "haben"
    ),
    **dict.fromkeys(
        "werde wirst wird werden werdet wurde wurden wurdest wurdet würde würden würdest worden geworden ward".split(),
        "werden",
    ),
    **dict.fromkeys("kann kannst können könnt konnte konnten könne könnte könnten gekonnt".split(), "können"),
    **dict.fromkeys("muss muß müssen müsst musste musste mußte mußten mussten müsse müsste müssten".split(), "müssen"),
    **dict.fromkeys("soll sollst sollen sollt sollte sollten solle".split(), "sollen"),
    **dict.fromkeys("will willst wollen wollt wollte wollten wolle gewollt".split(), "wollen"),
    **dict.fromkeys("darf darfst dürfen dürft durfte durften dürfe dürfte dürften".split(), "dürfen"),
    **dict.fromkeys("mag magst mögen mögt mochte mochten möge".split(), "mögen"),
    **dict.fromkeys("möchte möchten möchtest".split(), "mögen"),
}
_CLOSED = {
    "im": "in", "ins": "in", "am": "an", "ans": "an", "zum": "zu", "zur": "zu", "vom": "von", "beim": "bei",
    "fürs": "für", "aufs": "auf", "durchs": "durch", "übers": "über", "ums": "um", "unters": "unter",
    "hinterm": "hinter", "vors": "vor",
}  # fmt: skip
_PRONOUN = {
    "ihn": "er", "ihm": "er", "ihnen": "sie", "mich": "ich", "mir": "ich", "uns": "wir", "euch": "ihr", "dich": "du",
    "dir": "du",
}  # fmt: skip
_DETERMINERS = (
    "dieser", "jener", "jeder", "welcher", "mancher", "solcher", "aller",
)  # fmt: skip
_POSSESSIVE = re.compile(r"(mein|dein|sein|ihr|unser|euer|eur|kein|ein)(e|en|em|er|es)?$")
_ARTICLE = frozenset("der die das den dem des deren denen dessen".split())
_ADJECTIVE_END = re.compile(r"(.{3,}?)(e|en|em|er|es)$")
_ZU = re.compile(
    r"(ab|an|auf|aus|bei|dar|durch|ein|entgegen|fest|fort|frei|her|heraus|herbei|hervor|hin|hinaus|hinzu|los|mit|nach|"
    r"nieder|statt|teil|über|um|unter|vor|voran|voraus|vorbei|weg|weiter|wieder|zurück|zusammen|zu)zu(\w{3,}n)$"
)


@lru_cache(maxsize=100_000)
def lemma(form: str, tag: str, *, finite: bool = False) -> str:
    """The lemma of a form with a part of speech (UPOS): nouns capitalised, verbs as infinitives without particle.

    `finite`: the form is finite, so its *ge-* is not that of a participle (*gehört*: `gehören`).
    """
    low = form.lower()
    if tag in ("AUX", "VERB") and low in _AUXILIARIES:
        return _AUXILIARIES[low]
    if tag == "ADP":
        return _CLOSED.get(low, low)
    if tag in ("DET", "PRON"):
        return _pronoun(low)
    if tag in ("PROPN", "PUNCT", "NUM", "X", "SYM") or not any(map(str.isalpha, form)):
        return form
    if tag == "NOUN":
        return _noun(form)
    if tag in ("VERB", "AUX"):
        found = _verb(low)
        kept = "ge" + found
        return kept if finite and low.startswith(kept[:4]) and is_known(kept) else found
    if tag == "ADJ":
        return _adjective(low)
    return low


def _pronoun(low: str) -> str:
    if low in _ARTICLE:
        return "der"
    if low in _PRONOUN:
        return _PRONOUN[low]
    possessive = _POSSESSIVE.match(low)
    if possessive and low not in ("ihr", "ihrer", "einer", "eines", "er", "es"):
        stem = possessive.group(1)
        return "euer" if stem == "eur" else stem
    for base in _DETERMINERS:
        if re.fullmatch(base[:-2] + "(e|en|em|er|es)", low):
            return base
    return low


def _noun(form: str) -> str:
    if form.isupper() or form.endswith("-"):
        return form
    head, hyphen, last = form.rpartition("-")
    found = lemma_of(last)
    if found and found[0].islower():
        found = found[0].upper() + found[1:] if last[0].isupper() else found
    return head + hyphen + found


def _verb(low: str) -> str:
    joined = _ZU.match(low)
    if joined:
        return joined.group(1) + joined.group(2)
    if (strong := _strong(low)) is not None:
        return strong
    found = lemma_of(low)
    if found.endswith("n") and found[0].islower():
        return found
    if low.endswith("en") and not low.endswith("ten") and is_known(low):
        return low  # an infinitive that is a form of another word, too (*einigen*)
    for trial in _infinitives(low):
        if is_known(trial):
            return trial
    return found.lower()


_INSEPARABLE = ("be", "ent", "er", "miss", "ver", "zer", "über", "unter", "um", "hinter", "wider", "durch")
SEPARABLE = tuple(_ZU.pattern.split("(")[1].split(")")[0].split("|"))


@cache
def _stem_forms() -> tuple[dict[str, str], dict[str, str]]:
    """The past forms and participles of strong verbs, and the participles alone, each to its infinitive."""
    past: dict[str, str] = {}
    participles: dict[str, str] = {}
    for row in lexicon.load("strong_verbs", required=("form", "preterite")):
        stem = row["preterite"]
        endings = ("", "n") if stem.endswith("te") else ("", "en")  # *ihr gelangt* is far rarer than *er gelangt*
        past |= {stem + ending: row["form"] for ending in endings}
        if row["participle"]:
            participles[row["participle"]] = row["form"]
    return past | participles, participles


def _strong(low: str) -> str | None:
    """The infinitive of a strong verb's past form or participle, with whatever prefix; None for any other form."""
    both, participles = _stem_forms()
    if low in both:
        return both[low]
    for prefix in (*SEPARABLE, *_INSEPARABLE):
        rest = low.removeprefix(prefix)
        if rest == low or len(rest) < 3:
            continue
        if rest in both:
            return prefix + both[rest]
        joined = "ge" + rest if prefix in _INSEPARABLE else ""
        # an inseparable participle may be an infinitive as well (*vertreten*, *erhalten*)
        if joined in participles and participles[joined] != rest:
            return prefix + participles[joined]
    return None


def _infinitives(low: str) -> list[str]:
    """Infinitives that a regular verb form may belong to, the likeliest first."""
    found = []
    for ending in ("tet", "test", "ten", "te", "t", "st", "est", "et", "e"):
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            stem = low[: -len(ending)]
            found += [stem + "en", stem + "n"]
            inner = re.match(r"(.*?)ge(.+)$", stem)
            if inner and ending in ("t", "et"):
                found += [inner.group(1) + inner.group(2) + "en", inner.group(1) + inner.group(2) + "n"]
    return found


def _adjective(low: str) -> str:
    found = lemma_of(low).lower()
    if found == low and not is_known(low):
        ending = _ADJECTIVE_END.match(low)
        return ending.group(1) if ending else low
    return found
