"""What the text makes of an event that a noun names: *der Streik begann*, *nach dem Streik*, *forderte einen Streik*."""

from __future__ import annotations

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.status.contents import Contents, Told, first_of
from lagebild.annotate.events.status.modality import courses, of_clause
from lagebild.clauses import Clause

_COMES = frozenset("erfolgen stattfinden beginnen geschehen kommen geben ausrufen abhalten durchführen enden starten "
                   "losbrechen ausbrechen folgen ereignen abgeben ablegen abstatten anstrengen aufnehmen aussprechen "
                   "ausüben begehen einlegen einleiten einreichen erheben erlassen erteilen fällen führen halten leisten "
                   "machen nehmen organisieren richten stellen treffen üben unternehmen verhängen verüben veranstalten "
                   "vollziehen vornehmen ziehen haben bekommen erhalten genießen finden".split())  # fmt: skip
"""Verbs that say of an event no more than that it comes about, or that somebody does it."""
_GOING_ON = frozenset("andauern anhalten fortsetzen fortdauern weitergehen fortführen weiterführen".split())
_KNOWN = frozenset("ausweiten beenden begegnen stoppen eindämmen bekämpfen niederschlagen unterdrücken verurteilen "
                   "kritisieren verhandeln reagieren beteiligen teilnehmen fortsetzen unterbrechen "
                   "steigern".split())  # fmt: skip
_INVOLVES = frozenset("beteiligen befinden gehören verwickeln sein".split())
CIRCUMSTANCES = frozenset("bei beim nach während seit wegen trotz aufgrund infolge angesichts anlässlich auf an in vor mit "
                          "durch unter hinter über gegen per mittels neben außer gemäß binnen".split())  # fmt: skip
"""Prepositions whose noun tells when, where or why: what it names is there already, whatever the clause makes of itself."""


_COURSE = frozenset("in an auf zu unter".split())
"""Prepositions of fixed phrases that say that something comes about (*kam zu einem Angriff*, *trat in einen Streik*)."""
_MEANWHILE = frozenset("bei beim auf an zu".split())
_SCHEDULED = ("ELECT", "CONSULT")
"""What is convened for a day: who means to do something there speaks of one to come."""
_WITH_THE_VERB = frozenset(["subj", "obj", "iobj", "gen", "in", "an", "auf", "mit", "von", "durch"])


def of_noun(contents: Contents, hit: Hit, clause: Clause) -> Told:
    """The status of an event that a noun names."""
    if (found := of_words(contents, hit)) is not None:
        return found
    token, slot = first_of(contents.text, hit.token), contents.slot(hit.token)
    if slot == "ohne":
        real = of_clause(contents, clause).status in ("happened", "ongoing")
        return Told("denied" if real else "possible")
    a = contents.text.analysis
    if a.tags[a.heads[token]] == "PRON":
        token = a.heads[token]  # *eines der Opfer*
    if _ahead(contents, hit, slot) and clause.tense in ("present", "future"):
        return Told("announced")
    if token == clause.predicate:
        told = of_clause(contents, clause, kind=hit.entry.type)
        lasts = courses().get((hit.entry.word.casefold(), "NOUN")) in ("lasts", "stands")
        return Told("happened", told.by) if told.status == "ongoing" and not lasts else told
    if a.heads[token] != clause.predicate and token not in (*clause.doers, *clause.undergoers):
        if not _part(contents, token, slot, clause):
            return _given(contents, hit, clause)
        told = of_clause(contents, clause, kind=hit.entry.type)
        return _given(contents, hit, clause) if told.status == "ongoing" else told
    goes_on = clause.lemma in _GOING_ON and slot in ("subj", "obj") and not clause.negated
    stopped = clause.lemma == "anhalten" and clause.voice != "active"
    if goes_on and clause.tense in ("present", "past") and not stopped:
        return Told("ongoing")
    told = of_clause(contents, clause, kind=hit.entry.type)
    comes = clause.lemma in _COMES
    involved = clause.lemma in _INVOLVES and told.status == "possible"
    comes_so = comes and (slot in _COURSE or not definite(contents, hit.token))
    if slot in CIRCUMSTANCES and not comes_so and not involved:
        coming = told.status == "announced" and clause.tense in ("present", "future")
        if coming and slot in _MEANWHILE and hit.entry.type in _SCHEDULED:
            return told  # *will bei der Wahl antreten*
        open_ = told.status in ("announced", "possible") and not any(a.dependents(token, "det", "det:poss"))
        return told if open_ and slot in ("nach", "bei") else _given(contents, hit, clause)
    if told.status not in ("happened", "ongoing"):
        known = not involved and (clause.lemma in _KNOWN or (definite(contents, hit.token) and not comes))
        return _given(contents, hit, clause) if known else told
    if told.status == "ongoing" and not (comes and hit.entry.pos == "PHRASE"):
        return _given(contents, hit, clause)
    return told


def of_words(contents: Contents, hit: Hit) -> Told | None:
    """What the words above a noun make of it, up to its clause; a doubt goes before a plan (*Verdacht der Vorbereitung*)."""
    if (charged := _charged(contents, hit)) is not None:
        return charged
    a = contents.text.analysis
    token, slot = first_of(contents.text, hit.token), contents.slot(hit.token)
    found: list[Told] = []
    beside = next(a.dependents(token, "case"), 0) - 1
    if (
        beside >= 0
        and a.tags[beside] == "NOUN"
        and (told := contents.of(beside, slot, kind=hit.entry.type, known=_known(contents, token, slot))) is not None
    ):
        found.append(told)  # *die Bedingungen zu einer Waffenruhe*, whatever the preposition hangs on in the tree
    above, steps = a.heads[token], 0
    while above >= 0 and steps < 4:
        told = contents.of(above, slot, kind=hit.entry.type, known=_known(contents, token, slot))
        if told is not None:
            found.append(told)
        if above in contents.text.clause_of:
            copula = contents.text.clause_of[above].kind == "copula" and slot == "subj"
            # *der Rücktritt ist eine Forderung der Opposition*
            if copula and (told := contents.of(above, "gen", kind=hit.entry.type)) is not None:
                found.append(told)
            break
        if slot in CIRCUMSTANCES and told is None:
            break
        token, slot = above, contents.slot(above)
        above, steps = a.heads[token], steps + 1
    return next((t for t in found if t.status != "announced"), found[0] if found else None)


def _ahead(contents: Contents, hit: Hit, slot: str) -> bool:
    """*vor der Wahl*, *bis zum Gipfel*: told in the present, it is still to come."""
    a = contents.text.analysis
    marks = list(a.dependents(first_of(contents.text, hit.token), "case"))
    until = any(a.forms[t].lower() == "bis" for m in marks for t in (m, max(m - 1, 0)))
    return hit.entry.type in _SCHEDULED and (slot in ("vor", "bis") or until)


def _part(contents: Contents, token: int, slot: str, clause: Clause) -> bool:
    """*ein Blutbad mit Toten*: whether a noun without an article belongs to one that the clause says something new of."""
    a = contents.text.analysis
    head = a.heads[token]
    new = not any(definite(contents, t) for t in (token, head))
    return new and slot in ("gen", "von", "mit", "zwischen") and head in (*clause.doers, *clause.undergoers)


def _known(contents: Contents, token: int, slot: str) -> bool:
    """Whether a noun is spoken of as known: *sprach von dem Anschlag*, *von Anschlägen*; not *von einem Anschlag*."""
    a = contents.text.analysis
    bare = slot == "von" and a.feat(token, "Number") == "Plur" and not any(a.dependents(token, "det"))
    return bare or definite(contents, token)


def _charged(contents: Contents, hit: Hit) -> Told | None:
    """*Anklage wegen Mordes*: what somebody is charged with; a deed that is spoken of as known stays a fact."""
    if contents.slot(hit.token) != "wegen" or hit.entry.type in ("ACCUSE", "JUDGE") or definite(contents, hit.token):
        return None
    a = contents.text.analysis
    token = first_of(contents.text, hit.token)
    preposition = next(a.dependents(token, "case"), token)
    clause = hit.clause
    near = {a.heads[token], preposition - 1, *((clause.predicate,) if clause is not None else ())}
    charges = [contents.hits[t] for t in near if t in contents.hits]
    return Told("possible") if any(h.entry.type == "ACCUSE" for h in charges) else None


def came_about(contents: Contents, hit: Hit) -> bool:
    """*Die erwartete Offensive begann*: whether the clause tells of what a noun names that it came."""
    clause = hit.clause
    if clause is None or hit.own or clause.lemma not in _COMES or clause.negated or clause.modals:
        return False
    return clause.tense in ("past", "perfect", "pluperfect") and contents.slot(hit.token) in ("subj", "obj")


def _given(contents: Contents, hit: Hit, clause: Clause) -> Told:
    """What is spoken of as being there: it goes on where a noun of that kind stands in the present, else it happened."""
    course = courses().get((hit.entry.word.casefold(), "NOUN"))
    present = clause.tense == "present" and clause.kind in ("finite", "copula") and not clause.modals
    goes_on = course in ("lasts", "stands") and present and contents.slot(hit.token) in _WITH_THE_VERB
    return Told("ongoing" if goes_on else "happened", given=True)


def definite(contents: Contents, token: int) -> bool:
    """Whether a noun is spoken of as known: with the article, a possessive or *dieser*."""
    a = contents.text.analysis
    return any(
        a.feat(c, "Definite") == "Def" or a.labels[c] == "det:poss" or a.lemmas[c].casefold().startswith("dies")
        for c in a.dependents(token, "det", "det:poss")
    )
