"""German verb forms: mood and tense of a finite form, and participles used as adjectives."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from lagebild import lexicon
from lagebild.analysis import Analysis
from lagebild.lexicon.dictionary import is_known, lemma_of
from lagebild.lexicon.words import closed, closed_tuple, word_tuple

_AS_FIRST_PERSON = ("habe", "werde")
"""First-person forms look the same, so *habe* counts only if its subject is not *ich*."""


class Finite(NamedTuple):
    """Tense and mood of a finite verb."""

    tense: Any
    mood: Any


def finite(a: Analysis, token: int) -> Finite | None:
    """Tense and mood of a token; None if it is not a finite verb.

    The ambiguous forms (*sollten*, *sagten*; *kommen*) are `subjunctive … or indicative` where the tagger sees a
    subjunctive, indicative where it sees none.
    """
    if a.tags[token] not in ("VERB", "AUX"):
        return None
    mood, form = a.feat(token, "Mood"), a.forms[token].lower()
    if a.feat(token, "VerbForm") == "Part" and not mood and _first_singular_form(form) and _third_singular(a, token):
        return Finite("present", "subjunctive I")  # no participle that is a predicate ends in -e
    if a.feat(token, "VerbForm") in ("Inf", "Part") and not mood:
        return None
    if not mood and a.feat(token, "VerbForm") != "Fin":
        return None
    if is_zu_infinitive(form, a.lemmas[token]):
        return None
    past = a.feat(token, "Tense") == "Past"
    if mood != "Sub":
        past = is_past(form, a.lemmas[token]) or (past and not is_present(form, a.lemmas[token]))
    if mood == "Imp":
        return Finite("present", "imperative")
    if is_subjunctive_two(form):
        return Finite("present", "subjunctive II")
    if form in closed("sure_subjunctives_one") and (form not in _AS_FIRST_PERSON or not _first_person(a, token)):
        return Finite("present", "subjunctive I")
    if mood == "Sub":
        if not past and _first_singular_form(form) and not _first_person(a, token):
            return Finite("present", "subjunctive I")
        if past:
            return Finite("past", "subjunctive II or indicative")
        return Finite("present", "subjunctive I or indicative")
    # whatever tense the tagger sees: no past of a third person ends in -e but -te and wurde
    if _first_singular_form(form) and _third_singular(a, token):
        return Finite("present", "subjunctive I")
    return Finite("past" if past else "present", "indicative")


@lru_cache(maxsize=20_000)
def is_subjunctive_two(form: str) -> bool:
    """True if a lower-case form is a subjunctive II in any context (*wäre*, *könnten*)."""
    return _subjunctive_two().search(form) is not None and not form.endswith(_of_either_mood())


@cache
def _subjunctive_two() -> re.Pattern[str]:
    return re.compile(rf"({'|'.join(word_tuple('stems_of_subjunctive_two'))})(e|est|st|en|et)$")


@cache
def _of_either_mood() -> tuple[str, ...]:
    return tuple(stem + "en" for stem in word_tuple("stems_of_either_mood"))


@cache
def _strong_past() -> re.Pattern[str]:
    """Past forms of strong verbs and of weak verbs that change their vowel, with all prefixes, also in old spelling."""
    stems = {row["preterite"] for row in lexicon.load("strong_verbs", required=("form", "preterite"))} | {"wurde"}
    stems |= {stem.removesuffix("ss") + "ß" for stem in stems if stem.endswith("ss")}
    return re.compile(rf"(?:{'|'.join(closed_tuple('prefixes_of_verbs'))})*(?:{'|'.join(sorted(stems))})(?:en|n|st)?")


def is_past(form: str, lemma: str) -> bool:
    """True if the form alone is a past: a strong verb's stem, or *-te* that is not part of the infinitive (*störten*)."""
    low, verb = form.lower(), lemma.lower()
    if low.endswith(("te", "ten", "test", "tet")) and verb.endswith("n"):
        stem = verb.removesuffix("en") if verb.endswith("en") else verb.removesuffix("n")
        if low in (stem + "te", stem + "ten", stem + "ete", stem + "eten"):
            return True
    if low == verb:
        return False
    return _strong_past().fullmatch(low) is not None


def is_present(form: str, lemma: str) -> bool:
    """True if the form alone is a present: the infinitive's form, or *-t* that does not follow a strong past stem."""
    low = form.lower()
    return low == lemma.lower() or (low.endswith("t") and _strong_past().fullmatch(low) is None)


@cache
def _with_sein() -> re.Pattern[str]:
    """Verbs whose perfect takes *sein* (*ist ausgebrochen* is a past); verbs of motion with all particles."""
    going, moving = closed_tuple("prefixes_of_going"), word_tuple("verbs_of_moving")
    return re.compile(rf"(?:{'|'.join(going)})*(?:{'|'.join(moving)})|{'|'.join(word_tuple('perfect_with_sein'))}")


@lru_cache(maxsize=20_000)
def has_sein(verb: str) -> bool:
    """True if a verb's perfect takes *sein* (*ausbrechen*), so it has no passive of state."""
    return _with_sein().fullmatch(verb.lower()) is not None


def is_zu_infinitive(form: str, lemma: str) -> bool:
    """True if a form is an infinitive with *zu* inside (*zurückzutreten*)."""
    low, verb = form.lower(), lemma.lower()
    at = low.find("zu", 1)
    while at > 0:
        if low[:at] + low[at + 2 :] == verb and low.endswith("n"):
            return True
        at = low.find("zu", at + 1)
    return False


def _first_singular_form(form: str) -> bool:
    """True if a form is a present stem with -e (*komme*): with a third person that can only be subjunctive I."""
    return form.endswith("e") and not form.endswith(("te", "ße"))


def _first_person(a: Analysis, token: int) -> bool:
    """True if the subject is *ich*."""
    head = a.heads[token] if a.labels[token].startswith(("aux", "cop")) else token
    return any(a.forms[c].lower() == "ich" for c in a.dependents(head, "nsubj", "nsubj:pass"))


def _third_singular(a: Analysis, token: int) -> bool:
    """True if the clause names its subject, a third person singular."""
    head = a.heads[token] if a.labels[token].startswith(("aux", "cop")) else token
    subject = next(a.dependents(head, "nsubj", "nsubj:pass"), None)
    if subject is None or a.forms[subject].lower() in closed("subjects_not_third_person"):
        return False
    low = a.forms[token].lower()
    if a.feat(subject, "Number") == "Plur" or low == "wurde":
        return False
    # *verhandle* is of *verhandeln*, *fordere* of *fordern*
    return is_known(low + "n") or (low.endswith("le") and is_known(low[:-2] + "eln")) or is_known(low[:-1] + "n")


_PRESENT = re.compile(r"(.{3,}?(?:en|ern|eln))d(e|er|es|en|em)?$")
_PAST = re.compile(r"(.{3,}?)(e|er|es|en|em)$")


@lru_cache(maxsize=20_000)
def participle(form: str) -> tuple[str, str] | None:
    """The verb's lemma and `past` or `present` of an inflected participle (*besetzte*: `besetzen`, past), else None."""
    low = form.lower()
    if low.startswith(word_tuple("adjectives_from_participles")):
        return None
    present = _PRESENT.match(low)
    if present and is_known(present.group(1)):
        return present.group(1), "present"
    past = _PAST.match(low)
    if not past:
        return None
    stem = past.group(1)
    if not stem.endswith(("t", "en", "n")) or not _looks_past(stem):
        return None
    for verb in (lemma_of(stem), lemma_of(low), _by_parts(stem)):
        if verb.endswith("n") and verb[0].islower() and verb not in (stem, low):
            return verb, "past"
    return (stem, "past") if like_infinitive(stem) else None


@lru_cache(maxsize=5_000)
def like_infinitive(form: str) -> bool:
    """True if a past participle looks like its infinitive: a strong verb with a prefix in place of *ge* (*entlassen*)."""
    return (
        form.endswith("n")
        and is_known(form)
        and any(
            form.startswith(prefix) and form.removeprefix(prefix) in _like_their_participles()
            for prefix in closed("inseparable_prefixes")
        )
    )


@cache
def _like_their_participles() -> frozenset[str]:
    """Strong verbs whose participle is `ge` and the infinitive (*fallen*, *gefallen*)."""
    # where the file has none, the participle is another verb's infinitive (*geraten*)
    rows = ((row["form"], row["participle"] or f"ge{row['form']}") for row in lexicon.load("strong_verbs"))
    return frozenset(verb for verb, participle in rows if participle == f"ge{verb}")


def _by_parts(stem: str) -> str:
    """The verb of an unlisted participle, by the one without its prefix (*zurück-getreten*, *ent-führt*), or none."""
    for prefix in closed_tuple("prefixes_of_verbs"):
        rest = stem.removeprefix(prefix)
        if rest == stem or len(rest) < 4:
            continue
        simple = rest if rest.startswith("ge") else "ge" + rest
        verb = lemma_of(simple)
        if verb.endswith("n") and verb != simple and (simple == rest or prefix in closed("prefixes_without_ge")):
            return prefix + verb
    return ""


def _looks_past(stem: str) -> bool:
    """True if a stem is built like a past participle: with *ge*, or from a verb whose prefix rules *ge* out."""
    if "ge" in stem[:7] or any(stem.startswith(prefix + "ge") for prefix in closed_tuple("prefixes_of_verbs")):
        return True
    return stem.startswith((*closed_tuple("prefixes_without_ge"), "emp")) or stem.endswith("iert")


_MIXED = re.compile(r"([kn]|br|r)annten$")
"""*bekannte* lemmatised like a weak verb."""


def _stray_particle(a: Analysis, token: int) -> int | None:
    """A particle at the end of a clause (*steht bevor*, *spricht ihn frei*), if the tagger missed it."""
    last = (c for c in a.children[token] if c > token and a.tags[c] != "NOUN" and not a.children[c])
    closing = (c for c in last if c + 1 >= len(a) or a.tags[c + 1] == "PUNCT")
    return next((c for c in closing if _parts(a.forms[c], a.lemmas[token], a.labels[c])), None)


def _parts(word: str, verb: str, label: str) -> bool:
    """True if a verb has a form that parts with a word."""
    if word in ("bevor", "statt", "teil"):
        return True
    return label in ("advmod", "xcomp") and word in closed("separable_particles") and is_known(word + verb)


@lru_cache(maxsize=5_000)
def _is_called_off(form: str) -> bool:
    """True if a participle has a particle before a verb's prefix, and looks like its infinitive (*abberufen*)."""
    rests = (form.removeprefix(p) for p in closed("separable_particles") if form.startswith(p))
    return is_known(form) and any(like_infinitive(rest) and not rest.startswith("ge") for rest in rests)


def joined_lemma(a: Analysis, token: int) -> str:
    """A verb's lemma with its separated particle (*rief … auf*: `aufrufen`)."""
    particle = next(a.dependents(token, "compound:prt"), None) or _stray_particle(a, token)
    lemma = _MIXED.sub(r"\1ennen", a.lemmas[token])
    if lemma != a.forms[token] and _is_called_off(a.forms[token]):
        lemma = a.forms[token]
    if a.forms[token] == "gefallen" and any(
        a.lemmas[x] == "sein" for x in a.dependents(token, "aux", "aux:pass", "cop")
    ):
        lemma = "fallen"  # *gefallen* has its perfect with *haben*
    if particle is None or a.tags[token] not in ("VERB", "AUX"):
        return lemma
    if lemma == "fällen":
        lemma = "fallen"  # *fällt aus*, *fällt auf*: *fällen* parts with nothing
    prefix = a.forms[particle].lower()
    return lemma if lemma.startswith(prefix) else prefix + lemma


def looks_finite(a: Analysis, token: int) -> bool:
    """True if a supposed participle is the finite verb that closes a subordinate clause (*dass sie sich ergibt*)."""
    marked = any(a.forms[c].lower() in closed("clause_openers") for c in a.dependents(token, "mark"))
    return marked and a.forms[token].endswith("t") and a.has(token, "nsubj", "nsubj:pass")


def has_moved(a: Analysis, token: int) -> bool:
    """True if *ist gelandet* is a perfect, even if the parser takes *ist* for a copula."""
    return a.tags[token] == "VERB" and has_sein(a.lemmas[token])


def is_participle(a: Analysis, token: int) -> bool:
    """True if a verb form is a participle, whatever the tagger calls it."""
    if a.feat(token, "Mood"):
        return False
    # the tagger takes some participles for infinitives (*wurden aufgerufen*), which look like their lemma
    return a.feat(token, "VerbForm") in ("Part", "") or a.forms[token].lower() != a.lemmas[token].lower()


def talks_about(a: Analysis, token: int) -> bool:
    """True if *werden beraten* has *über*: then somebody will talk, and *beraten* is an infinitive."""
    topics = (c for o in a.dependents(token, "obl") for c in a.dependents(o, "case"))
    return a.forms[token] == a.lemmas[token] == "beraten" and any(a.forms[c].lower() == "über" for c in topics)
