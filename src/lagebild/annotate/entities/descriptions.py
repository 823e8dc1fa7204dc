"""Descriptions (`die Polizeibeamten`, `der Präsident`), adjectives of states, and names inside compounds."""

from __future__ import annotations

import re

from lagebild.analysis import Analysis
from lagebild.annotate.entities.mention import CONTRACTED, DEFINITE, Mention, over, sentence_end, sentence_start
from lagebild.lexicon.dictionary import is_known
from lagebild.lexicon.gazetteer import Known, adjective_place, adjective_state, inhabitants, known, known_names
from lagebild.lexicon.nouns import Noun, nominative_plural, noun, thing_gender
from lagebild.reading import EntityKind

_STRONG = {"m": "er", "f": "e", "n": "es", "": "e"}
_FEDERAL_HEADS = ("minister", "kanzler", "präsident", "anwalt", "beauftragter", "kabinett", "regierung", "tag", "wehr")
_AGED = re.compile(r"\d+-?[Jj]ährige[rnm]?$")
_GENITIVE_SIGNS = frozenset(("der", "des"))


def find_adjectives(analysis: Analysis, taken: set[int]) -> list[Mention]:
    """Adjectives that name a state or a town: `venezolanische`, `Belgrader`."""
    found = []
    for token, form in enumerate(analysis.forms):
        if token in taken:
            continue
        state = adjective_state(form)
        here: Known | None = known(state) if state else None
        if here is None and analysis.tags[token] != "VERB":
            here = adjective_place(form)
            following = analysis.forms[token + 1] if token + 1 < len(analysis) else ""
            if here is not None and not following[:1].isupper():
                here = None
        if here is None or (form[:1].isupper() and "-" not in form and state and not _attributive(analysis, token)):
            continue
        kind: EntityKind = "state" if here.kind == "state" else "place"
        mention = over(analysis, token, token + 1, kind, here.name, "adjective", "adjective")
        mention.known, mention.gender, mention.state = here, here.gender, here.state
        found.append(mention)
    return found


def _attributive(analysis: Analysis, token: int) -> bool:
    """Whether a capitalised adjective stands before a noun (`Schweizer Bankier`, `Russische Truppen`)."""
    return token + 1 < sentence_end(analysis, token) and analysis.forms[token + 1][:1].isalpha()


def find_parts(analysis: Analysis, taken: set[int], names: dict[str, Mention]) -> list[Mention]:
    """Names inside compounds: `US` in `US-Minister`, `Hansol` in `Hansolchef`, `Bundes` in `Bundesminister`.

    `names` are the names met in the text, by their form.
    """
    found = []
    for token, form in enumerate(analysis.forms):
        if token in taken or not form[:1].isalpha():
            continue
        part = _hyphened(analysis, token, names) or _joined(analysis, token, names)
        if part is not None:
            found.append(part)
    return found


def _hyphened(analysis: Analysis, token: int, names: dict[str, Mention]) -> Mention | None:
    form = analysis.forms[token]
    head, mark, tail = form.rpartition("-")
    while mark and head:
        first = token
        here: Known | None = known(head)
        if here is None:
            for back in (3, 2, 1):
                if token - back >= sentence_start(analysis, token):
                    here = known_names().get((*analysis.forms[token - back : token], head))
                    if here is not None:
                        first = token - back
                        break
        like = names.get(head)
        if here is not None or like is not None:
            return _part(analysis, first, token, len(head), here, like)
        acting = noun(tail[:1].upper() + tail[1:])
        acts = acting is not None and acting.kind in ("office", "person")
        unknown = acting is not None and acting.kind == "office" and len(head) > 3 and head[:1].isupper()
        unknown = unknown and noun(head) is None and not is_known(head) and "-" not in head
        if acts and ((head.isupper() and 2 <= len(head) <= 7) or unknown):
            return _part(analysis, token, token, len(head), Known(head, "organisation"), None)
        head, mark, tail = head.rpartition("-")
    return None


def _part(analysis: Analysis, first: int, token: int, length: int, here: Known | None, like: Mention | None) -> Mention:
    kind: EntityKind = "organisation"
    if here is not None:
        kind = "state" if here.kind == "state" else "place" if here.kind == "place" else "organisation"
    elif like is not None:
        kind = like.kind
    name = here.name if here is not None else like.name if like is not None else ""
    start, end = analysis.starts[first], analysis.starts[token] + length
    mention = Mention(first, token + 1, start, end, kind, name, "part", rule="compound")
    mention.known = here
    if here is not None:
        mention.gender, mention.state = here.gender, here.state if here.kind == "state" else ""
    elif like is not None:
        mention.gender, mention.state = like.gender, like.state
    return mention


def _joined(analysis: Analysis, token: int, names: dict[str, Mention]) -> Mention | None:
    form = analysis.forms[token]
    here = noun(form)
    if here is None or not here.prefix or here.prefix.endswith("-"):
        return _federal(analysis, token, here)
    prefix = here.prefix.rstrip("s") if here.prefix not in names else here.prefix
    like = names.get(here.prefix) or (names.get(prefix) if len(prefix) > 3 else None)
    body = known(here.prefix)
    if like is None and body is None and here.kind == "office" and len(prefix) > 3 and prefix in analysis.forms:
        named = any(analysis.tags[t] == "PROPN" for t, f in enumerate(analysis.forms) if f == prefix)
        if named and not is_known(prefix):
            return _part(analysis, token, token, len(prefix), Known(prefix, "organisation"), None)
    if like is not None and len(like.name) > 3 and like.kind != "person":
        return _part(analysis, token, token, len(prefix), like.known, like)
    if body is not None and body.kind == "organisation" and len(here.prefix) > 3:
        return _part(analysis, token, token, len(here.prefix), body, None)
    return _federal(analysis, token, here)


def _federal(analysis: Analysis, token: int, here: Noun | None) -> Mention | None:
    """`Bundes` for Germany, unless the text is about another federation and never about Germany."""
    form = analysis.forms[token]
    if (
        here is None
        or not form.startswith("Bundes")
        or not here.base.lower().removesuffix("in").endswith(_FEDERAL_HEADS)
    ):
        return None
    if form.lower().endswith(("staat", "staates", "bundestag")) or known(form) is not None:
        return None
    words = set(analysis.forms)
    others = [w for w in words if w.startswith(("Österreich", "österreich", "Schweiz", "schweiz", "Wien", "Bern"))]
    germany = any(w.startswith(("Deutschland", "deutsch", "Berlin")) or w in ("CDU", "CSU", "SPD") for w in words)
    state = "Deutschland"
    if others and not germany:
        if any("sterreich" in w or w == "Wien" for w in others):
            state = "Österreich"
        elif "minister" not in form:  # there a member of the government is a Bundesrat
            state = "Schweiz"
    return _part(analysis, token, token, len("Bundes"), known(state), None)


def find_descriptions(analysis: Analysis, taken: set[int]) -> list[Mention]:
    """Nouns for those who act and for places, with the name that the report's own words give them."""
    found = []
    for token, form in enumerate(analysis.forms):
        if _AGED.match(form) and token not in taken and not _before_noun(analysis, token):
            base = re.sub("j", "J", re.sub(r"e[nmr]?$", "er", form))
            found.append(describe(analysis, token, Noun(base, "Jähriger", "person", "", "", adjectival=True)))
            continue
        if (
            token in taken
            or not form[:1].isupper()
            or len(form) < 3
            or analysis.tags[token] in ("VERB", "AUX", "ADP", "DET")
        ):
            continue
        here = noun(form) or _governed(analysis, token)
        if here is None or (here.adjectival and _is_modifier(analysis, token)):
            continue
        found.append(describe(analysis, token, here))
    return found


def _before_noun(analysis: Analysis, token: int) -> bool:
    """Whether an age stands before a noun that it describes (`ein 40-jähriger Fischer`)."""
    following = analysis.forms[token + 1] if token + 1 < sentence_end(analysis, token) else ""
    return following[:1].isupper() or (following[:1].islower() and analysis.tags[token + 1] == "ADJ")


def _governed(analysis: Analysis, token: int) -> Noun | None:
    """An unknown noun in the genitive after an office is the body that it belongs to (`Leiter des Deichamts`)."""
    form, place = analysis.forms[token], token - 1
    if analysis.tags[token] not in ("NOUN", "PROPN", "X") or place < sentence_start(analysis, token) + 1:
        return None
    if analysis.tags[place] == "ADJ":
        place -= 1
    office = noun(analysis.forms[place - 1]) if place else None
    if analysis.forms[place] not in _GENITIVE_SIGNS or office is None or office.kind != "office" or office.of != "body":
        return None
    genitive = analysis.forms[token - 1 if analysis.tags[token - 1] != "ADJ" else token - 2] == "des"
    base = re.sub(r"(?<=[a-zß])(es|s)$", "", form) if genitive and len(form) > 5 else form
    return Noun(base, base, "organisation", "", "Sing")


def _is_modifier(analysis: Analysis, token: int) -> bool:
    """Whether an adjective at the start of a sentence stands before its noun (`Verletzte Kinder`)."""
    following = analysis.forms[token + 1] if token + 1 < len(analysis) else ""
    return token == sentence_start(analysis, token) and following[:1].isupper() and noun(following) is not None


def describe(analysis: Analysis, token: int, here: Noun) -> Mention:
    """The mention at a noun: kind, number, gender, and a name in the nominative."""
    first = token
    low = sentence_start(analysis, token)
    adjectives: list[str] = []
    while first - 1 >= low and len(adjectives) < 3 and _is_adjective(analysis, first - 1):
        first -= 1
        adjectives.insert(0, analysis.forms[first])
    before = analysis.forms[first - 1].lower() if first > low else ""
    number = _number(analysis, token, here, before, adjectives)
    gender = here.gender or _gender(analysis, token, before, here)
    kind: EntityKind
    if here.kind in ("office", "person"):
        kind = "group" if number == "Plur" or (number == "" and before not in DEFINITE) else "person"
    else:
        kind = "place" if here.kind == "place" else "group" if here.kind == "group" else "organisation"
    head = nominative_plural(analysis.forms[token], here) if number == "Plur" else _singular(here, gender)
    ending = "e" if number == "Plur" else _STRONG[gender]
    words = [_declined(a, ending) for a in adjectives]
    genitive = _genitive(analysis, token)
    mention = over(analysis, token, token + 1, kind, " ".join([*words, head, *genitive]), "description", "noun")
    mention.noun, mention.number, mention.gender = here, number or "Sing", gender
    states = [s for a in adjectives if (s := adjective_state(a))]
    mention.state = states[0] if states else inhabitants().get(here.lemma, "") if here.field == "inhabitant" else ""
    mention.definite = before in DEFINITE or before in CONTRACTED
    return mention


def _is_adjective(analysis: Analysis, token: int) -> bool:
    form = analysis.forms[token]
    if adjective_state(form) and analysis.tags[token] not in ("VERB", "AUX"):
        return True
    return (
        analysis.tags[token] == "ADJ"
        and form.isalpha()
        and form.endswith(("e", "en", "er", "es", "em"))
        and not analysis.feat(token, "NumType")
        and form.lower()
        not in ("viele", "vielen", "mehrere", "mehreren", "weitere", "weiteren", "andere", "anderen", "einige")
    )


def _number(analysis: Analysis, token: int, here: Noun, before: str, adjectives: list[str]) -> str:
    if here.number:
        return here.number
    if before in (
        "dem",
        "des",
        "das",
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "eines",
        "zum",
        "zur",
        "vom",
        "beim",
        "im",
    ):
        return "Sing"
    if before in ("viele", "vielen", "mehrere", "mehreren", "einige", "einigen", "beide", "beiden", "alle", "allen"):
        return "Plur"
    tagged = analysis.feat(token, "Number")
    if before == "den" and here.lemma == here.base and analysis.forms[token] == here.base:
        return "Sing"
    if before == "die" and here.gender == "m":
        return "Plur"
    if before == "der" and here.gender == "m" and analysis.forms[token] == here.base and tagged != "Plur":
        return "Sing"
    if any(a.endswith("er") for a in adjectives[:1]) and here.gender == "m" and not before:
        return "Sing"
    if tagged and not (here.gender == "m" and analysis.forms[token] == here.base):
        return tagged
    determined = (
        before in DEFINITE or before in CONTRACTED or before in ("ein", "eine", "einen", "einem", "einer", "eines")
    )
    return (
        "Sing"
        if determined or (analysis.forms[token] == here.base and not here.adjectival and not adjectives)
        else "Plur"
    )


def _gender(analysis: Analysis, token: int, before: str, here: Noun) -> str:
    tagged = {"Masc": "m", "Fem": "f", "Neut": "n"}.get(analysis.feat(token, "Gender"), "")
    if here.kind not in ("office", "person"):
        return tagged or thing_gender(here.base)
    if before in ("dem", "des", "zum", "vom", "beim", "ein", "einem", "eines") or analysis.forms[token].endswith("er"):
        return "m"
    if before in ("die", "eine", "einer", "zur") or (before == "der" and analysis.forms[token].endswith("en")):
        return "f"
    return tagged if tagged in "mf" else ""


def _singular(here: Noun, gender: str) -> str:
    if here.adjectival and here.base.endswith("er") and gender == "f":
        return here.base[:-1]
    if here.adjectival and here.base.endswith("e") and gender == "m":
        return here.base + "r"
    return here.base


def _declined(adjective: str, ending: str) -> str:
    low = (
        adjective[:1].lower() + adjective[1:]
        if adjective_state(adjective) or not adjective[:1].isupper()
        else adjective
    )
    if adjective_state(adjective) and adjective.lower() in ("schweizer",):
        return adjective
    for tail in ("en", "er", "es", "em", "e"):
        if low.endswith(tail):
            return low[: -len(tail)] + ending
    return low


def _genitive(analysis: Analysis, token: int) -> list[str]:
    """The genitive after a noun (`Angehörige der Sicherheitskräfte`), as the text has it; empty where there is none."""
    end = sentence_end(analysis, token)
    place = token + 1
    if place >= end or analysis.forms[place] not in _GENITIVE_SIGNS:
        return []
    place += 1
    while place < end and place - token < 5:
        form = analysis.forms[place]
        following = analysis.forms[place + 1] if place + 1 < end else ""
        declined = form.endswith(("en", "er")) and noun(form) is None and following[:1].isupper()
        if form[:1].isupper() and analysis.tags[place] in ("NOUN", "PROPN", "X") and not declined:
            return list(analysis.forms[token + 1 : place + 1])
        if analysis.tags[place] not in ("ADJ", "PROPN", "X", "NUM", "NOUN"):
            return []
        place += 1
    return []
