"""Whose word an event is: the one whose demand, charge or plan it is, else the speaker around it, else the outlet."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.analysis import ROOT
from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.status.contents import Contents, Told
from lagebild.annotate.events.status.nominal import CIRCUMSTANCES, definite
from lagebild.document import Span
from lagebild.reading import OUTLET, Statement

_FAR = 200
"""Code points over which a pronoun still means whoever spoke last."""
_NO_VOICE = (
    "gesetz",
    "verfassung",
    "ergebnis",
    "vertrag",
    "abkommen",
    "artikel",
    "paragraph",
    "ordnung",
    "satzung",
    "plan",
)
_POINTING = frozenset("er sie es dieser diese dieses man".split())


def source_of(contents: Contents, hit: Hit, told: Told) -> str | None:
    """An entity's id, `outlet`, or None where somebody's word is told without a name."""
    if told.by is not None and not _own_act(contents, hit, told):
        owner = _owner(contents, told.by, hit)
        if owner is not None:
            return owner
    for statement in _around(contents, hit, told):
        if (speaker := _speaker(contents, statement)) is not None:
            return speaker
        if _is_hearsay(contents, statement):
            return None
        # *es wird angenommen*, *der Vorwurf, …*: nobody is named, which leaves it to whoever speaks around it
    return OUTLET


def _own_act(contents: Contents, hit: Hit, told: Told) -> bool:
    """*kündigte seinen Rücktritt an*: who announces a deed of his own gives no word for it, the report tells of it."""
    own = any(contents.text.analysis.dependents(hit.token, "det:poss"))
    return told.status in ("announced", "happened") and not hit.own and own


def _owner(contents: Contents, word: int, hit: Hit) -> str | None:
    """Who demands, fears or announces: the doer of the verb, the owner of the noun."""
    text, a = contents.text, contents.text.analysis
    clause = text.clause_of.get(word)
    if clause is not None and clause.kind != "copula":
        tokens = [*clause.doers]
    else:
        tokens = list(a.dependents(word, "det:poss"))
        for child in a.dependents(word, "nmod"):
            prepositions = [a.lemmas[c] for c in a.dependents(child, "case")]
            if prepositions == ["von"] or (not prepositions and a.feat(child, "Case") == "Gen"):
                tokens.append(child)
        above = text.clause_of.get(a.heads[word])
        if not tokens and above is not None and word in above.undergoers:
            tokens = [*above.doers]  # *erhob den Vorwurf der Folter*
    found = (text.agent(token) for token in tokens if token != hit.token)
    return next((entity for entity in found if entity is not None), None)


def _around(contents: Contents, hit: Hit, told: Told) -> Iterator[Statement]:
    """The statements that a trigger is part of what is said in, the innermost first."""
    text = contents.text
    span = text.token_span(hit.token)
    slot = contents.slot(hit.token)
    own_act = _own_act(contents, hit, told)
    real = told.status in ("happened", "ongoing") and not hit.own
    settled = definite(contents, hit.token) or (slot in ("bei", "nach") and _determined(contents, hit))
    aside = real and slot in CIRCUMSTANCES and settled
    known = real and slot == "gen" and definite(contents, hit.token)
    inside = [s for s in text.reading.statements if any(span.within(q) for q in s.quote_spans)]
    for statement in sorted(inside, key=_length):
        if span in statement.cue_spans or statement.introduced == "hearsay":
            continue  # the trigger itself is the word of saying; *soll gewesen sein* names nobody but the outlet
        if statement.introduced == "phrase" and not _reaches(contents, statement, hit.token):
            continue
        if statement.type == "reported":
            # that somebody demands or accuses is told by the outlet; what is demanded is the speaker's
            beside = slot in CIRCUMSTANCES or slot in ("gen", "für")
            adverbial = hit.clause is not None and hit.clause.subordinator not in ("", "dass", "ob")
            if hit.own or own_act or ((beside or adverbial) and (real or told.by is None)):
                continue
        elif statement.type != "direct" and (aside or (known and statement.introduced == "phrase")):
            continue  # *sagte bei dem Treffen, …*, *das Zentrum des Bebens lag laut …*: the report itself tells of it
        yield statement


def _reaches(contents: Contents, statement: Statement, token: int) -> bool:
    """Whether a phrase (*laut X*) vouches for a word: only within the clause that it stands in, and those below it."""
    text = contents.text
    spans = statement.cue_spans or statement.speaker_spans or statement.frame_spans
    at = text.analysis.token_at(spans[0].start) if spans else None
    clause = text.clause_around(at) if at is not None else None
    if clause is None or clause.governor == ROOT or _cue(contents, statement) == "so":
        return True
    steps = 0
    while token not in (ROOT, clause.predicate) and steps < _FAR:
        token, steps = text.analysis.heads[token], steps + 1
    return token == clause.predicate


def _cue(contents: Contents, statement: Statement) -> str:
    """The lemma of the verb that introduces a statement, else the word, without case; empty where there is none."""
    text = contents.text
    token = text.analysis.token_at(statement.cue_spans[0].start) if statement.cue_spans else None
    if token is None:
        return ""
    if statement.introduced == "verb":
        return next((c.lemma for c in text.clauses if token in c.verbs), "")
    return text.analysis.forms[token].lower()


def _determined(contents: Contents, hit: Hit) -> bool:
    return any(contents.text.analysis.dependents(hit.token, "det", "det:poss"))


def _length(statement: Statement) -> int:
    return sum(q.end - q.start for q in statement.quote_spans)


def _speaker(contents: Contents, statement: Statement) -> str | None:
    """The entity that speaks: a person before the body that the person speaks for."""
    if statement.speaker is None:
        return _by_phrase(contents, statement)
    text = contents.text
    if text.entities[statement.speaker].kind != "person":
        for entity in text.reading.entities:
            named = any(m.within(span) for m in entity.name_spans for span in statement.speaker_spans)
            if entity.kind == "person" and named:
                return entity.id
    return statement.speaker


def _is_hearsay(contents: Contents, statement: Statement) -> bool:
    """Whether a statement without a known speaker is somebody's word all the same (*Medienberichten zufolge*)."""
    cue = _cue(contents, statement)
    if statement.introduced == "verb" and cue == "heißen":
        return True  # *es heißt, …*
    if statement.introduced != "phrase" or cue in ("demnach", "wonach"):
        return bool(statement.speaker_spans) or statement.introduced not in ("verb", "noun")
    a = contents.text.analysis
    inside = [t for t in range(len(a)) if any(contents.text.token_span(t).within(s) for s in statement.speaker_spans)]
    # *dem Ergebnis zufolge*, *laut Gesetz* is nobody's word
    return not any(a.lemmas[t].casefold().endswith(_NO_VOICE) for t in inside if a.tags[t] == "NOUN")


def _by_phrase(contents: Contents, statement: Statement) -> str | None:
    """A speaker that only the phrase gives: a possessive, a compound's first part, or a pronoun that goes on."""
    text = contents.text
    for span in statement.speaker_spans:
        words = span.of(text.content).split()
        if len(words) == 1 and words[0].casefold() in _POINTING:
            before = [s for s in text.reading.statements if s.speaker and s.quote_spans[-1].end <= span.start]
            last = max(before, key=lambda s: s.quote_spans[-1].end, default=None)
            near = last is not None and span.start - last.quote_spans[-1].end < _FAR
            return last.speaker if near and last is not None else None
        for token in range(len(text.analysis)):
            if text.analysis.labels[token] == "det:poss" and text.token_span(token).within(span):
                return text.agent(token)
        if (named := _compound(contents, span)) is not None:
            return named
    return None


def _compound(contents: Contents, span: Span) -> str | None:
    """*Polizeiangaben*: the body that a compound begins with, if the report names it by that word."""
    text = contents.text
    word = span.of(text.content).split()[-1].casefold()
    for entity in text.reading.entities:
        last = entity.name.split()[-1].casefold()
        if text.acts(entity) and len(last) >= 4 and word.startswith(last) and len(word) > len(last) + 3:
            return entity.id
    return None
