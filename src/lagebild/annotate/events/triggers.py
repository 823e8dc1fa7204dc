"""Finding triggers: words of the lexicon whose conditions hold where they stand."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from lagebild.annotate.events.lexicon import Entry, entries, noun_words
from lagebild.annotate.events.scene import Scene
from lagebild.clauses import Clause

_PREPOSITION_FORMS = {"ins": "in", "im": "in", "zur": "zu", "zum": "zu", "ans": "an", "am": "an", "ums": "um", "aufs": "auf",
                      "vom": "von", "beim": "bei", "fürs": "für"}  # fmt: skip


_PREFIXES = frozenset(
    """ab an auf aus be bei durch ein ent er fort ge her heran herauf heraus herbei hin hinaus hinter los miss mit nach
    ob rück über um un unter ur ver vor voraus vorbei weg wider wieder zer zu zurück zusammen""".split()
)
"""What makes another noun of a noun (*Ausschuss*, *Vereinigung*) and no compound that is one of its kind."""


_PARTICLES = frozenset(
    "ab an auf aus bei durch ein fest fort frei her heraus hin hinaus los nach nieder statt teil um vor weg zu zurück "
    "zusammen".split()
)


_TOLLS = frozenset("Tote Toter Verletzte Verletzter Verwundete Verwundeter Todesopfer Opfer".split())


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A trigger in the text: its token, what the lexicon says, and the clause that it is, or stands in."""

    token: int
    entry: Entry
    clause: Clause | None
    own: bool


def triggers(scene: Scene) -> list[Hit]:
    """The triggers of a text, one a token, in text order."""
    found: dict[int, Hit] = {}
    for token in range(len(scene.analysis)):
        hit = _best(scene, token)
        if hit is not None:
            found[token] = hit
    return [found[token] for token in sorted(found) if not _taken_up(scene, found[token], found)]


def _best(scene: Scene, token: int) -> Hit | None:
    a = scene.analysis
    own = scene.clause_of.get(token)
    clause = own or scene.clause_around(token)
    verbal = own is not None and own.kind != "copula"
    options: list[tuple[Entry, bool]] = []
    for word, exact in _words(scene, token, own if verbal else None):
        for entry in entries().get(word, ()):
            fits = {"VERB": verbal, "NOUN": a.tags[token] in ("NOUN", "PROPN"), "ADJ": a.tags[token] == "ADJ"}
            right = exact and _phrase(scene, token, entry) if entry.pos == "PHRASE" else fits[entry.pos]
            if right and _holds(scene, token, entry, clause, own=verbal):
                options.append((entry, exact))
    if not options:
        return None
    # a fixed phrase says more than its words, a whole word more than a compound's last part
    entry, _ = max(options, key=lambda o: (o[0].pos == "PHRASE", o[1], bool(o[0].needs), o[0].weight))
    return Hit(token=token, entry=entry, clause=clause, own=verbal)


def _words(scene: Scene, token: int, own: Clause | None) -> Iterator[tuple[str, bool]]:
    """The lexicon words that a token may be, each with whether it is the whole word."""
    a = scene.analysis
    lemma = a.lemmas[token].casefold()
    # a separable verb is another one than its stem (*schloss … aus*)
    yield (own.lemma.casefold() if own is not None and a.tags[token] in ("VERB", "AUX") else lemma), True
    if own is not None and a.tags[token] == "ADJ":
        yield own.lemma.casefold(), True
    if own is not None and (particle := _stranded(scene, token)):
        yield particle + lemma, True
    if a.tags[token] not in ("NOUN", "PROPN"):
        return
    last = lemma.rpartition("-")[2]
    if last != lemma and last in entries():
        yield last, False
        return
    for start in range(3, len(last) - 3):  # the longest last part first
        if last[start:] in noun_words() and _joint(last, start):
            yield last[start:], False
            return


def _stranded(scene: Scene, token: int) -> str:
    """The particle at the end of a finite verb's clause that the parser hung elsewhere (*riefen dazu auf, …*), or none."""
    a = scene.analysis
    if a.tags[token] != "VERB" or a.feat(token, "VerbForm") != "Fin" or any(a.dependents(token, "compound:prt")):
        return ""
    for t in range(token + 1, a.sentences[a.sentence_of[token]].end - 1):
        form = a.forms[t].casefold()
        closes = a.tags[t + 1] in ("PUNCT", "CCONJ")
        if form in _PARTICLES and closes and a.tags[t] in ("ADP", "ADV", "ADJ"):
            return form
        if t in scene.clause_of and a.feat(t, "VerbForm") == "Fin":
            return ""
    return ""


def _joint(word: str, at: int) -> bool:
    """Whether a word may be put together there: no verb's prefix before it (*Ver-einigung*), no letters torn apart."""
    return word[:at] not in _PREFIXES and word[at - 1 : at + 1] not in ("ch", "ck", "ph", "th")


def _phrase(scene: Scene, token: int, entry: Entry) -> bool:
    """Whether the other words of a phrase stand in the trigger's clause."""
    a = scene.analysis
    clause = scene.clause_around(token)
    if clause is None:
        return False
    near = {clause.predicate, *clause.verbs, token, *a.children[token], *a.children[clause.predicate]}
    near |= {grandchild for child in a.children[clause.predicate] for grandchild in a.children[child]}
    words = {clause.lemma.casefold()}
    for t in near:
        form = a.forms[t].casefold()
        words |= {a.lemmas[t].casefold(), form, _PREPOSITION_FORMS.get(form, form)}
    return all(w in words or _PREPOSITION_FORMS.get(w, w) in words for w in entry.others)


def _holds(scene: Scene, token: int, entry: Entry, clause: Clause | None, *, own: bool) -> bool:
    return all(_condition(scene, token, need, clause, own=own) for need in entry.needs)


def _condition(scene: Scene, token: int, need: str, clause: Clause | None, *, own: bool) -> bool:
    a = scene.analysis
    key, _, value = need.partition(":")
    if key == "here":
        return _stands_near(scene, token, value.split("|"), clause, before=False)
    if key in ("with", "not"):
        # what a noun is about the sentence before may say; what a verb means its own one tells
        before = key == "with" or not own
        return _stands_near(scene, token, value.split("|"), clause, before=before) == (key == "with")
    if key == "refl":
        return _reflexive(scene, token)
    if key == "no_refl":
        return not _reflexive(scene, token)
    if key == "head":
        return a.labels[token] not in ("compound", "appos", "flat", "nmod")
    if key == "gen":
        return any(a.feat(c, "Case") == "Gen" for c in a.dependents(token, "nmod", "det:poss"))
    if key == "prep":
        if not (own and clause):
            return _has_preposition(scene, token, value)
        pronominal = f"da{value}" if value[0] not in "aeiouäöü" else f"dar{value}"
        return any(p == value for p, _ in clause.obliques) or any(
            a.forms[c].casefold() == pronominal for c in a.children[token]
        )
    if key == "compl":
        return bool(clause and (clause.content or any(a.dependents(token, "xcomp", "ccomp", "acl"))))
    if key in ("subj", "obj"):
        if clause is None or not own:
            return False
        tokens = clause.doers if key == "subj" else clause.undergoers
        if not tokens and clause.voice != "active" and value != "thing":
            return True  # a passive need not name its agent, and the parser may lose its subject
        if not tokens and key == "subj" and clause.kind in ("infinitive", "participle"):
            return True
        if value == "thing":
            return bool(tokens) and not any(_can_act(scene, t) for t in tokens)
        return bool(tokens) and (value == "any" or any(_can_act(scene, t) for t in tokens))
    return False


def _can_act(scene: Scene, token: int) -> bool:
    a = scene.analysis
    if scene.agent(token) is not None or (a.tags[token] == "PRON" and a.lemmas[token] not in ("es", "das", "dies")):
        return True
    # *20 wurden verletzt, vier weitere getötet*, *einer der Männer*, *beide fordern*
    form = a.forms[token].casefold()
    return a.tags[token] == "NUM" or form in _PEOPLE or a.lemmas[token].casefold() in _SIDES


_PEOPLE = frozenset(
    """alle allen andere anderen beide beiden diese diesen einer eine einen einige einigen einzelne hunderte jede jeder jeden
    jemand jemanden keine keiner keinen manche mehrere mehreren niemand niemanden tausende viele vielen weitere weiteren
    welche welcher wenige""".split()
)
_SIDES = frozenset("land seite staat hundert tausend dutzend".split())
"""Words that stand for people, or for those who act for a state, where no more is said."""


def _reflexive(scene: Scene, token: int) -> bool:
    a = scene.analysis
    return any(a.forms[c].casefold() in ("sich", "mich", "dich", "uns", "euch") for c in a.children[token])


def _has_preposition(scene: Scene, token: int, preposition: str) -> bool:
    a = scene.analysis
    return any(
        a.lemmas[case].casefold() == preposition
        for child in a.dependents(token, "nmod", "obl")
        for case in a.dependents(child, "case")
    )


def _stands_near(scene: Scene, token: int, lemmas: list[str], clause: Clause | None, *, before: bool) -> bool:
    """Whether one of the lemmas stands in the sentence (or the one before), also as the last part of a compound."""
    number = scene.analysis.sentence_of[token]
    near = scene.lemma_sets[number] | (scene.lemma_sets[number - 1] if number and before else frozenset())
    wanted = [lemma.casefold() for lemma in lemmas]
    if clause is not None and clause.lemma.casefold() in wanted:
        return True
    return any(w in near for w in wanted) or any(
        word.endswith(w) and _joint(word, len(word) - len(w))
        for w in wanted
        if len(w) >= 4
        for word in near
        if len(word) > len(w) + 2
    )


def _tells_toll(scene: Scene, hit: Hit, deed: Hit) -> bool:
    """Whether a noun of the dead or injured counts what a deed of its sentence, or of the one before, has cost."""
    sentence = scene.analysis.sentence_of
    return (
        deed.entry.type in ("ASSAULT", "DISASTER")
        and deed.entry.word not in _TOLLS
        and sentence[hit.token] - sentence[deed.token] in (0, 1)
    )


def _taken_up(scene: Scene, hit: Hit, found: dict[int, Hit]) -> bool:
    """Whether a trigger says the same as one that stands right with it: *begingen den Anschlag*, *Angriffs-Kämpfe*."""
    a = scene.analysis
    head = a.heads[hit.token]
    other = found.get(head)
    if hit.entry.word in _TOLLS and any(a.tags[c] == "NUM" for c in a.children[hit.token]):
        return any(_tells_toll(scene, hit, deed) for deed in found.values())
    if other is None or other.entry.type != hit.entry.type:
        return False
    # a light verb beside its noun is left out; a noun under another of its type is a mere attribute
    return (
        hit.entry.pos == "NOUN" and other.entry.pos == "NOUN" and a.labels[hit.token] in ("compound", "flat", "appos")
    )
