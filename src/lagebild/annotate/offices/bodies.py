"""Whose office it is: the state or body that the report ties a title to."""

from __future__ import annotations

import re
from collections import Counter

from lagebild.analysis import Analysis
from lagebild.annotate.offices.titles import Title, modifiers, office_noun
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.lexicon.gazetteer import known
from lagebild.lexicon.nouns import noun
from lagebild.reading import Entity

_VERBAL = frozenset(("VERB", "AUX"))
_LINKS = frozenset(("der", "des", "von", "vom", "beim", "bei", "im", "in", "am", "an", "aus", "einer", "eines"))
_POSSESSIVE = ("sein", "ihr")
_STATE_FIELDS = frozenset(("government", "parliament"))
_NEVER_INHERIT = (
    *("Sprecher", "Botschafter", "Diplomat", "Berater", "Beauftragter", "Kommissar", "Konsul"),
    *("Staatssekretär", "Gouverneur"),
)


def body_of(text: Text, title: Title, token: int, name: tuple[int, int]) -> Entity | None:
    """The body that the words around a title name; None where they name none.

    `name` are the tokens of the bearer's name, before or after the title.
    """
    part = text.part_of(token)
    after = _after(text, token, name)
    if part is not None and part[0].kind in ("organisation", "state", "place"):
        if title.noun.lemma in ("Botschafter", "UN-Botschafter", "UNO-Botschafter") and after is not None:
            return after
        return part[0]
    if after is not None:
        return after
    left = _before(text, token) or (_province(text, token) if title.noun.lemma == "Gouverneur" else None)
    if left is not None:
        return left
    if name[0] > token:
        return _behind_name(text, title, name[1])
    return None


def _after(text: Text, token: int, name: tuple[int, int]) -> Entity | None:
    """`Chef der Werft`, `Minister Frankreichs`, `Sprecher für Verkehr der Partei`."""
    analysis = text.analysis
    sentence = analysis.sentences[analysis.sentence_of[token]]
    stop = name[0] if name[0] > token else sentence.end
    place, linked = token + 1, False
    while place < min(stop, token + 9):
        form = analysis.forms[place]
        if form in (",", ";", ":", "(", "und", "sowie", ".") or analysis.tags[place] in _VERBAL:
            return None
        body = text.body_at(place) if form[:1].isupper() else None
        indefinite = analysis.forms[place - 1].lower() in ("einer", "eines")
        if body is not None and indefinite and place in text.names:
            return None
        if body is not None and (linked or (place == token + 1 and form.endswith(("s", "’", "'")))):
            if _weak_link(analysis, place) and body.kind not in ("place", "state"):
                return None
            return _fuller(text, place, body)
        if form.lower() in _LINKS:
            linked = True
        elif linked and form[:1].isupper() and analysis.tags[place] == "NOUN":
            return None
        place += 1
    return None


def _weak_link(analysis: Analysis, place: int) -> bool:
    return analysis.forms[place - 1].lower() in ("in", "im", "an", "am", "aus")


def _fuller(text: Text, place: int, body: Entity) -> Entity:
    """For `der Stadt Köln`: the name after the noun, which is the same entity or the next one."""
    following = text.body_at(place + 1) if place + 1 < len(text.analysis) else None
    apposed = following is not None and place + 1 in text.names and following.kind == body.kind
    return following if apposed and following is not None else body


def _before(text: Text, token: int) -> Entity | None:
    """`der venezolanische Präsident`, `Australiens Minister`, `dessen Präsident`."""
    analysis = text.analysis
    for place in modifiers(analysis, token):
        form = analysis.forms[place]
        for entity, span in text.others.get(place, ()):
            whole = span == analysis.span(place, place + 1)
            if whole and entity.kind in ("state", "place") and form[:1].isalpha() and _adjectival(form):
                return entity
        named = text.names.get(place)
        if named is not None and named[0].kind in ("state", "place", "organisation"):
            # A name before the title is its body only in the genitive.
            return named[0] if form.endswith(("s", "’", "'")) and named[1] <= token else None
        if form.lower() in ("dessen", "deren"):
            return _antecedent(text, place)
        if analysis.tags[place] == "ADP":
            return None
    return None


def _province(text: Text, token: int) -> Entity | None:
    """The province that the sentence names as one, for its governor."""
    analysis = text.analysis
    for place in range(token - 1, analysis.sentences[analysis.sentence_of[token]].start, -1):
        named = text.names.get(place)
        here = noun(analysis.forms[place - 1])
        if named is not None and here is not None and here.base in ("Bundesstaat", "Provinz", "Region", "Gouvernement"):
            return named[0]
    return None


def _adjectival(form: str) -> bool:
    return form.endswith(("e", "en", "er", "es", "em"))


def _antecedent(text: Text, place: int) -> Entity | None:
    """The body named right before the comma of a relative clause."""
    for token in range(place - 1, max(place - 4, -1), -1):
        body = text.body_at(token)
        if body is not None:
            return body
    return None


def _behind_name(text: Text, title: Title, place: int) -> Entity | None:
    """`Funktionär X von der Gewerkschaft Y`."""
    analysis = text.analysis
    if title.noun.of == "none" or place >= len(analysis) or analysis.forms[place] not in ("von", "vom"):
        return None
    for token in range(place + 1, min(place + 4, len(analysis))):
        if analysis.tags[token] in _VERBAL or analysis.forms[token] == ",":
            return None
        if token in text.names:
            body = text.names[token][0]
            return body if body.kind in ("organisation", "state") else None
    return None


def possessor(text: Text, token: int) -> Entity | None:
    """The person or state that `sein`/`ihr` before a title means, if it was resolved."""
    for place in modifiers(text.analysis, token):
        form = text.analysis.forms[place].lower()
        if form.startswith(_POSSESSIVE):
            return next((e for e, _ in text.others.get(place, ()) if e.kind in ("person", "state")), None)
    return None


def inherits(title: Title) -> bool:
    """Whether an office is a state's even where the words beside it do not name the state."""
    if title.noun.lemma == "Stellvertreter":
        return True
    return (
        title.noun.of == "state"
        and title.noun.field in _STATE_FIELDS
        and not any(title.noun.lemma.endswith(w) or title.noun.lemma.endswith(w.lower()) for w in _NEVER_INHERIT)
    )


_TRAVEL = re.compile(r"(besuch|reise|gipfel|treffen|konferenz|tagung|sitzung|gespräch|eintraf|flug)", re.IGNORECASE)
_SEATS = frozenset(("Brüssel", "New York", "Genf", "Den Haag", "Wien", "Straßburg", "Davos", "Nairobi", "Addis Abeba"))
"""Towns where the world meets: who speaks there need not be at home there."""


_FEDERATIONS = frozenset(("Deutschland", "Österreich", "Schweiz"))
_FEDERAL_ONLY = re.compile(r"(Bundes.*|Außenminister|Verteidigungsminister|.*[Kk]anzler|Entwicklungsminister)(in)?$")


def may_lend(state: Entity, title: Title) -> bool:
    """Whether a report's main state is that of an office: a federation's states have ministers of their own."""
    if state.name == "Schweiz":
        return title.name.startswith(("Bundesrat", "Bundespräsident", "Bundeskanzler"))
    return state.name not in _FEDERATIONS or _FEDERAL_ONLY.match(title.name) is not None


class Setting:
    """The states that a report is about, to tell whose minister a minister is.

    Only names count (`in Peru`, `Lima`), not the adjectives and parts of words that already belong to a title.
    """

    def __init__(self, text: Text) -> None:
        self.analysis = text.analysis
        self.at: list[tuple[int, Entity, bool]] = []
        states = {e.name: e for e in text.entities.values() if e.kind == "state"}
        for entity in text.entities.values():
            state = entity if entity.kind == "state" else states.get(_state_of(entity))
            if state is None or entity.name in _SEATS:
                continue
            names = set(entity.name_spans)
            self.at += [
                (text.tokens(span)[0], state, span in names and not _owning(text, span)) for span in entity.mentions
            ]
        self.at.sort(key=lambda pair: pair[0])
        self.by_id = {e.id: e for e in states.values()}

    def main(self) -> Entity | None:
        """The state that the report is mainly about: the only one, or one named far more than all others."""
        ranked = Counter(e.id for _, e, named in self.at if named).most_common(2)
        if not ranked:
            ranked = Counter(e.id for _, e, _ in self.at).most_common(2)
            return self.by_id[ranked[0][0]] if len(ranked) == 1 else None
        if len(ranked) == 1 or ranked[0][1] >= 1.5 * ranked[1][1]:
            return self.by_id[ranked[0][0]]
        return None

    def travelling(self, token: int) -> bool:
        """Whether a token's sentence tells of a journey or a meeting, where people are abroad."""
        part = self.analysis.sentences[self.analysis.sentence_of[token]]
        return any(_TRAVEL.search(form) for form in self.analysis.forms[part.start : part.end])

    def near(self, token: int) -> Entity | None:
        """The state last named in the sentence so far, else the only one named in one of the two sentences before."""
        sentence = self.analysis.sentence_of[token]
        part = self.analysis.sentences[sentence]
        if self.travelling(token):
            return None
        here = [
            e
            for t, e, named in self.at
            if part.start <= t < token and named and self.analysis.forms[t - 1].lower() != "aus"
        ]
        if here:
            return here[-1]
        for back in (1, 2):
            seen = {e.id for t, e, named in self.at if self.analysis.sentence_of[t] == sentence - back and named}
            if seen:
                return self.by_id[seen.pop()] if len(seen) == 1 else None
        return None


def _owning(text: Text, span: Span) -> bool:
    """Whether a name is the genitive before a title (`Perus Präsident`): it tells that title's state, no other's."""
    token = text.tokens(span)[1]
    while token < len(text.analysis) and text.analysis.tags[token] == "ADJ":
        token += 1
    form = span.of(text.analysis.text)
    return form.endswith("s") and token < len(text.analysis) and office_noun(text.analysis.forms[token]) is not None


def _state_of(entity: Entity) -> str:
    here = known(entity.name)
    return here.state if here is not None and entity.kind == "place" else ""
