"""Finding triggers: words of the lexicon whose conditions hold where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.lexicon import HARM, Entry, entries, harms, lookalikes, noun_words
from lagebild.annotate.events.what.conditions import holds, joint, stands_near
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.reading import EventType

_PREPOSITION_FORMS = {"ins": "in", "im": "in", "zur": "zu", "zum": "zu", "ans": "an", "am": "an", "ums": "um", "aufs": "auf",
                      "vom": "von", "beim": "bei", "fürs": "für"}  # fmt: skip


_PARTICLES = frozenset(
    "ab an auf aus bei durch ein fest fort frei her heraus hin hinaus los nach nieder statt teil um vor weg zu zurück "
    "zusammen".split()
)


_TOLLS = frozenset("Tote Toter Verletzte Verletzter Verwundete Verwundeter Todesopfer Opfer".split())


def triggers(text: Text) -> list[Hit]:
    """The triggers of a text, one a token, in text order."""
    found: dict[int, Hit] = {}
    for token in range(len(text.analysis)):
        hit = _best(text, token)
        if hit is not None:
            found[token] = hit
    settle(text, found)
    return [found[token] for token in sorted(found) if not _taken_up(text, found[token], found)]


def _best(text: Text, token: int) -> Hit | None:
    options = list(_options(text, token))
    if not options:
        return None
    # a fixed phrase says more than its words, a whole word more than a compound's last part
    hit, _ = max(options, key=lambda o: (o[0].entry.pos == "PHRASE", o[1], bool(o[0].entry.needs), o[0].entry.weight))
    return hit


def _options(text: Text, token: int, *, alone: bool = False) -> Iterator[tuple[Hit, bool]]:
    """What a token may be, each with whether it is the whole word; `alone`: whatever words stand near it."""
    a = text.analysis
    own = text.clause_of.get(token)
    clause = own or text.clause_around(token)
    verbal = own is not None and (own.kind != "copula" or a.tags[token] == "VERB")
    for word, exact in _words(text, token, own if verbal else None):
        for entry in entries().get(word, ()):
            fits = {"VERB": verbal, "NOUN": a.tags[token] in ("NOUN", "PROPN"), "ADJ": a.tags[token] == "ADJ"}
            right = fits[entry.pos] if entry.pos != "PHRASE" else exact and _phrase(text, token, entry)
            if right and holds(text, token, entry, clause, own=verbal, alone=alone):
                yield Hit(token=token, entry=entry, clause=clause, own=verbal), exact


def settle(text: Text, found: dict[int, Hit]) -> None:
    """Tell, of words for harm that name no cause, whether it was done or befell: by the deeds and disasters told nearby.

    What the sentence itself names decides first; then the nearest deed or disaster before, else after.
    """
    causes = {
        token: hit.entry.type
        for token, hit in found.items()
        if hit.entry.type in HARM and hit.entry.form not in harms()
    }
    for token in range(len(text.analysis)) if causes else ():
        hit = found.get(token)
        if hit is not None and (hit.entry.form not in harms() or not (hit.entry.type in HARM or _of_wounds(text, hit))):
            continue
        options = [o for o, _ in _options(text, token, alone=True) if o.entry.form in harms() and o.entry.type in HARM]
        if hit is None:  # a noun that has no cause near it is mostly none that tells of harm
            options = [o for o in options if o.entry.pos != "NOUN"]
        if not options or (hit is not None and _named(text, hit)):
            continue
        kind = _nearest(text, token, causes, reach=3 if hit is None else 8)
        if any(_done_by_somebody(text, o) for o in options):
            kind = "ASSAULT"
        meant = [o for o in options if o.entry.type == kind]
        if meant:
            found[token] = max(meant, key=lambda o: (o.entry.pos == "PHRASE", o.entry.weight))


_WOUNDS = ["Verletzung", "Stichverletzung", "Schussverletzung", "Wunde", "Schusswunde", "Stichwunde"]


def _of_wounds(text: Text, hit: Hit) -> bool:
    """Whether somebody died of wounds, so that it was no death of its own."""
    return hit.entry.type == "DIE" and stands_near(text, hit.token, _WOUNDS, hit.clause, before=False)


def _done_by_somebody(text: Text, hit: Hit) -> bool:
    """Whether a verb in the active voice has somebody for its subject (*die Milizen töteten …*)."""
    clause = hit.clause
    if not hit.own or clause is None or clause.voice != "active" or ("subj", "actor") not in hit.entry.frame:
        return False
    return not clause.doers or any(text.agent(t) is not None for t in clause.doers)


def _named(text: Text, hit: Hit) -> bool:
    """Whether the sentence itself has a word that speaks for the type."""
    near = (need.removeprefix("with:").split("|") for need in hit.entry.needs if need.startswith("with:"))
    return any(stands_near(text, hit.token, words, hit.clause, before=False) for words in near)


def _nearest(text: Text, token: int, causes: dict[int, EventType], *, reach: int) -> EventType | None:
    sentence = text.analysis.sentence_of

    def far(cause: int) -> tuple[int, bool, int]:
        return abs(sentence[cause] - sentence[token]), cause > token, abs(cause - token)

    nearest = min(causes, key=far)
    return causes[nearest] if far(nearest)[0] <= reach else None


def _words(text: Text, token: int, own: Clause | None) -> Iterator[tuple[str, bool]]:
    """The lexicon words that a token may be, each with whether it is the whole word."""
    a = text.analysis
    lemma = a.lemmas[token].casefold()
    # a separable verb is another one than its stem (*schloss … aus*)
    yield (own.lemma.casefold() if own is not None and a.tags[token] in ("VERB", "AUX") else lemma), True
    if own is not None and a.tags[token] == "ADJ":
        yield own.lemma.casefold(), True
    if own is not None and (particle := _stranded(text, token)):
        yield particle + lemma, True
    if a.tags[token] not in ("NOUN", "PROPN") or _in_name(text, token):
        return
    last = lemma.rpartition("-")[2]
    if last != lemma and last in entries():
        yield last, False
        return
    if last in noun_words():
        return  # a word of its own is none of its last part's kind
    for start in range(len(last) - 3):  # the longest last part first
        if last[start:] in lookalikes():
            return
        if start < 3:
            continue
        if last[start:] in noun_words() and joint(last, start):
            yield last[start:], False
            return


def _in_name(text: Text, token: int) -> bool:
    """Whether a token is (part of) a person's name, which no event is a part of (*Frau Hellebrand*)."""
    entity = text.entities.get(text.entity(token) or "")
    if entity is None or entity.kind != "person":
        return False
    span = text.token_span(token)
    return any(name.start <= span.start and span.end <= name.end for name in entity.name_spans)


def _stranded(text: Text, token: int) -> str:
    """The particle at the end of a finite verb's clause that the parser hung elsewhere (*riefen dazu auf, …*), or none."""
    a = text.analysis
    if a.tags[token] != "VERB" or a.feat(token, "VerbForm") != "Fin" or any(a.dependents(token, "compound:prt")):
        return ""
    for t in range(token + 1, a.sentences[a.sentence_of[token]].end - 1):
        form = a.forms[t].casefold()
        closes = a.tags[t + 1] in ("PUNCT", "CCONJ")
        if form in _PARTICLES and closes and a.tags[t] in ("ADP", "ADV", "ADJ"):
            return form
        if t in text.clause_of and a.feat(t, "VerbForm") == "Fin":
            return ""
    return ""


def _phrase(text: Text, token: int, entry: Entry) -> bool:
    """Whether the other words of a phrase stand in the trigger's clause."""
    a = text.analysis
    clause = text.clause_around(token)
    noun = entry.word[:1].isupper()
    if clause is None or (noun and a.tags[token] not in ("NOUN", "PROPN")):
        return False
    near = {clause.predicate, *clause.verbs, token, *a.children[token], *a.children[clause.predicate]}
    near |= {grandchild for child in a.children[clause.predicate] for grandchild in a.children[child]}
    words = {clause.lemma.casefold()}
    if clause.lemma != a.lemmas[clause.predicate]:
        near.discard(clause.predicate)  # *gingen … weiter* is no *gehen*
    for t in near:
        form = a.forms[t].casefold()
        if a.tags[t] == "DET":
            continue  # *sein* is the verb there, not whose it is
        words |= {a.lemmas[t].casefold(), form, _PREPOSITION_FORMS.get(form, form)}
    return all(w in words or _PREPOSITION_FORMS.get(w, w) in words for w in entry.others)


def _tells_toll(text: Text, hit: Hit, deed: Hit) -> bool:
    """Whether a noun of the dead or injured counts what a deed of its sentence, or of the one before, has cost."""
    sentence = text.analysis.sentence_of
    return (
        deed.entry.type in ("ASSAULT", "DISASTER")
        and deed.entry.word not in _TOLLS
        and sentence[hit.token] - sentence[deed.token] in (0, 1)
    )


def _taken_up(text: Text, hit: Hit, found: dict[int, Hit]) -> bool:
    """Whether a trigger says the same as one that stands right with it: *begingen den Anschlag*, *Angriffs-Kämpfe*."""
    a = text.analysis
    head = a.heads[hit.token]
    other = found.get(head)
    if hit.entry.word in _TOLLS and any(a.tags[c] == "NUM" for c in a.children[hit.token]):
        return any(_tells_toll(text, hit, deed) for deed in found.values())
    # *eine Einigung erzielen*: the noun says it; *in die Luft sprengen*: the verb does
    if hit.entry.pos == "PHRASE" and _verb_of(hit, found) is not None:
        return not _names_it(hit)
    if hit.own and any(_verb_of(other, found) is hit and _names_it(other) for other in found.values()):
        return True
    if hit.own and hit.clause is not None and hit.clause.lemma in _LIGHT:
        # *schlossen ein Handelsabkommen ab*: the verb says no more than that there is one
        named = (found[t] for t in hit.clause.undergoers if t in found)
        return any(deed.entry.type == hit.entry.type for deed in named)
    if other is None or other.entry.type != hit.entry.type:
        return False
    # a light verb beside its noun is left out; a noun under another of its type is a mere attribute
    return (
        hit.entry.pos == "NOUN" and other.entry.pos == "NOUN" and a.labels[hit.token] in ("compound", "flat", "appos")
    )


_LIGHT = frozenset(
    "abhalten abschließen durchführen einlegen einreichen erheben erzielen führen halten leisten richten schließen stellen "
    "treffen unterbreiten üben veranstalten verüben begehen".split()
)


def _verb_of(phrase: Hit, found: dict[int, Hit]) -> Hit | None:
    """The verb of a fixed phrase, where it is a trigger of the same type by itself."""
    if phrase.entry.pos != "PHRASE" or phrase.clause is None or phrase.clause.predicate == phrase.token:
        return None
    verb = found.get(phrase.clause.predicate)
    same = verb is not None and verb.entry.type == phrase.entry.type
    return verb if same and phrase.clause.lemma.casefold() in phrase.entry.others else None


def _names_it(phrase: Hit) -> bool:
    """Whether the noun of a fixed phrase names the deed by itself, too."""
    return any(e.pos == "NOUN" and e.type == phrase.entry.type for e in entries().get(phrase.entry.word.casefold(), ()))
