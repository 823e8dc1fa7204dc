"""The parts of a clause for a readable line: verbs, who, whom, where, when, with what."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.analysis import ROOT
from lagebild.annotate.gist.left_out import Branch, left_out
from lagebild.annotate.gist.part import DETAIL, MORE, NEEDED, ROLE, Part
from lagebild.annotate.gist.phrase import phrase
from lagebild.annotate.gist.view import View
from lagebild.clauses import SUBJECTS, Clause
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import Event

_TAKES_PART = (*SUBJECTS[:2], "obj", "iobj", "obl:arg", "expl", "expl:pv", "obl:agent")
_VERBAL = ("VERB", "AUX")
_CLAUSES = ("acl", "acl:relcl", "advcl", "csubj", "csubj:pass", "parataxis", "mark", "cc", "punct")
_NAMING = ("NOUN", "PROPN", "PRON")
_FEW = 3
_FEW_WORDS = 8
_SHORT = 12
"""Words of a complement clause that comes in at most."""


class ClauseParts:
    """The parts of one clause for the line of one event; `because` are the rules that left something out."""

    def __init__(self, view: View, event: Event, clause: Clause) -> None:
        self.view, self.event, self.clause = view, event, clause
        self.because: list[str] = []
        self.content_is_in = False

    def parts(self) -> list[Part]:
        """All parts: the verbs first, then what hangs on the predicate, then what the clause shares with another."""
        elsewhere = self._from_elsewhere() if self.causing() is None else ()
        return [*self._verbs(), *self._hanging(), *elsewhere, *self._said()]

    def _verbs(self) -> Iterator[Part]:
        a, clause = self.view.analysis, self.clause
        yield Part(NEEDED, ROOT, (*clause.verbs, *self._auxiliaries(), clause.predicate, *self._small()))
        if a.tags[clause.predicate] not in _VERBAL:
            yield from phrase(self.view, clause.predicate, rank=NEEDED, on=ROOT)

    def _auxiliaries(self) -> tuple[int, ...]:
        """Auxiliaries of a conjoined verb that hold for this one, too (*verhaftet und verhört habe*)."""
        a, clause = self.view.analysis, self.clause
        predicate = clause.predicate
        if (
            clause.kind == "infinitive"
            or a.tags[predicate] not in _VERBAL
            or a.feat(predicate, "VerbForm") not in ("Part", "Inf")
        ):
            return ()
        finite = any(a.feat(t, "VerbForm") == "Fin" for t in clause.verbs)
        if finite and not (clause.modals and a.feat(predicate, "VerbForm") == "Part"):
            return ()
        first = self.view.text.first_conjunct(predicate)
        beside = [t for t in (first, *a.dependents(first, "conj")) if t != predicate and a.tags[t] in _VERBAL]
        beside = [t for t in beside if a.feat(t, "VerbForm") == a.feat(predicate, "VerbForm")]
        wanted = [x for t in beside for x in a.dependents(t, "aux", "aux:pass")]
        return tuple(x for x in wanted if a.feat(x, "VerbForm") != "Fin" or not finite)

    def _small(self) -> Iterator[int]:
        """Small words that change what is said: *nicht*, and the *wie* of *wie viele*."""
        a, predicate = self.view.analysis, self.clause.predicate
        yield from (t for t in self.clause.negations if predicate in (a.heads[t], a.heads[a.heads[t]]))
        for mark in a.dependents(predicate, "mark"):
            if a.forms[mark].casefold() == "wie" and a.tags[mark + 1] in ("DET", "ADJ", "ADV"):
                yield mark
            elif a.forms[mark].casefold() in closed("infinitive_openers") - {"um"}:
                yield mark  # *ohne* and *statt* deny what they open

    def _hanging(self) -> Iterator[Part]:
        a, clause = self.view.analysis, self.clause
        inside = {clause.predicate, *clause.verbs}
        nominal = a.tags[clause.predicate] not in _VERBAL
        for child in a.children[clause.predicate]:
            label = a.labels[child]
            if child in inside or label in _CLAUSES or self._relative(child) or self._outside(child):
                continue
            if nominal and label not in (*SUBJECTS[:2], "obl", "advmod", "obl:agent", "expl"):
                continue  # the predicate's own phrase has it
            if label in SUBJECTS[:2] and a.tags[child] not in _VERBAL:
                yield from phrase(self.view, child, rank=NEEDED, on=ROOT)
            elif label == "conj" or a.tags[child] in _VERBAL or child in self.view.text.clause_of:
                yield from self._content(child, label)
            elif self._denies(child):
                yield Part(NEEDED, ROOT, (child, *self._denies(child)))
                yield from phrase(self.view, child, rank=NEEDED, on=ROOT) if label != "advmod" else ()
            elif self._left_out(child):
                continue
            elif label in _TAKES_PART:
                yield from phrase(self.view, child, rank=NEEDED, on=ROOT)
            elif label in ("advmod", "xcomp"):
                yield from self._adverb(child, label)
            elif label in ("obl", "obl:tmod", "nmod", "dep", "appos", "ccomp"):
                yield from phrase(self.view, child, rank=self._rank(child), on=ROOT)

    def _denies(self, child: int) -> tuple[int, ...]:
        """The words that deny a phrase or an adverb: a line without them would say the opposite."""
        a = self.view.analysis
        near = [child, *a.dependents(child, "advmod", "det")]
        return tuple(c for t in near for c in a.children[t] if a.forms[c].casefold() in closed("negations"))

    def _left_out(self, child: int) -> bool:
        rule = left_out(Branch(self.view.text, child))
        if rule is not None:
            self.because.append(rule)
        return rule is not None

    def _behind_a_colon(self, child: int, marks: str = ":;") -> bool:
        a = self.view.analysis
        first, last = sorted((child, self.clause.predicate))
        return any(a.forms[t] in marks and self.view.bracket[t] < 0 for t in range(first, last))

    def _outside(self, child: int) -> bool:
        """Whether a word stands outside the clause, whatever the tree says: before its conjunction, behind a colon."""
        a, predicate = self.view.analysis, self.clause.predicate
        opening = [m for m in a.dependents(predicate, "mark") if a.tags[m] == "SCONJ" and a.forms[m - 1] == ","]
        if any(child < mark < predicate for mark in opening) or self._behind_a_colon(child):
            return True
        verb_last = bool(opening) or a.labels[predicate] in ("acl", "acl:relcl")
        if verb_last and any(a.forms[t] == "," for t in range(predicate + 1, child)):
            return True
        if a.labels[child] in ("xcomp", "advmod") and child > predicate:
            # *wurden verboten, weil sie schädlich sind*: another clause lies between
            return any(a.tags[t] == "SCONJ" and a.forms[t - 1] == "," for t in range(predicate + 1, child))
        return any(a.forms[c].casefold() in closed("among_them") for c in a.dependents(child, "advmod"))

    def _relative(self, token: int) -> bool:
        a = self.view.analysis
        return a.tags[token] in ("PRON", "DET") and "Rel" in a.feat(token, "PronType")

    def _rank(self, token: int) -> int:
        """How much a phrase with a preposition is needed: more if it is the doer, the place or the time of the event."""
        a, event, text = self.view.analysis, self.event, self.view.text
        entity = text.entity(token)
        if entity is not None and (entity in (*event.actors, *event.recipients, event.place)):
            return ROLE
        if self._timed(token) or text.kind(token) in ("place", "state"):
            return ROLE
        if not a.has(token, "det", "amod", "nmod") and a.has(token, "case"):
            return ROLE  # *in Brand*, *vor Gericht*: as good as a part of the verb
        return MORE

    def _timed(self, token: int) -> bool:
        a = self.view.analysis
        below = [t for t in a.subtree(token) if self.view.beside(t, token)][:_FEW_WORDS]
        return any(self.view.text.time_at(a.starts[t]) is not None for t in below)

    def _adverb(self, token: int, label: str) -> Iterator[Part]:
        a, text = self.view.analysis, self.view.text
        below = [t for t in a.subtree(token) if a.labels[t] != "punct"] if len(a.children[token]) <= _FEW else [token]
        if any(t in text.clause_of for t in below):
            below = [token]
        hedge = (
            a.feat(token, "PronType") == "Int"
            or a.forms[token].casefold() in word_set("alleged")
            or a.forms[token].casefold() in closed("negations")
        )
        timed = text.time_at(a.starts[token]) is not None
        rank = NEEDED if hedge or label == "xcomp" or a.forms[token] == "bekannt" else ROLE if timed else MORE
        yield Part(rank if a.tags[token] == "ADJ" or rank < MORE else DETAIL, ROOT, tuple(below))

    def _content(self, child: int, label: str) -> Iterator[Part]:
        """An infinitive with *zu* that says what is demanded, promised or planned, if it is short."""
        a, text = self.view.analysis, self.view.text
        below = text.clause_of.get(child)
        if below is None or label not in ("xcomp", "ccomp") or self._outside(child):
            return
        if below.kind == "participle" and child < self.clause.predicate:
            yield Part(NEEDED, ROOT, below.verbs)  # *hatte angekündigt anzutreten*
            return
        thing = any(a.labels[c] == "obj" for c in a.children[self.clause.predicate])
        marks = [m for m in a.dependents(child, "mark") if a.tags[m] == "SCONJ"]
        opening = [m for m in marks if a.forms[m] == "dass" and not thing]
        main = below.kind == "finite" and not (marks or thing)  # *die Grenze bleibe zu, versprach sie*
        if not (opening or main) and (below.kind != "infinitive" or below.subordinator):
            return
        parts = ClauseParts(self.view, self.event, below).own()
        for rank in (DETAIL, ROLE, NEEDED):
            few = [part for part in parts if part.rank <= rank]
            tokens = {t for part in few for t in part.tokens if a.tags[t] != "PUNCT"}.union(opening)
            if 0 < len(tokens) <= _SHORT and any(a.tags[t] in _NAMING for t in tokens):
                self.content_is_in = True
                yield Part(ROLE, ROOT, tuple(tokens))
                return
        if below.kind == "infinitive" and label == "xcomp" and not a.has(child, "mark", "obj"):
            yield Part(NEEDED, ROOT, (*below.verbs, child))  # *ließ den Einwand nicht gelten*

    def _said(self) -> Iterator[Part]:
        """The words that the verb introduces, if they are few and nothing else says what is promised or denied."""
        a, text, clause = self.view.analysis, self.view.text, self.clause
        objects = (*clause.undergoers, *(t for _, t in clause.obliques if a.labels[t] == "obl:arg"))
        taken = any(t in a.children[clause.predicate] for t in objects) and clause.voice == "active"
        if taken or self.content_is_in:
            return
        trigger = self.event.trigger[0]
        for statement in self.view.statements_of(trigger):
            tokens = [t for quote in statement.quote_spans for t in text.inside(quote)]
            words = [t for t in tokens if a.tags[t] != "PUNCT"]
            inside = self.event.sentence
            here = all(a.starts[t] >= inside.start and a.ends[t] <= inside.end for t in tokens)
            here = here and not any(self._behind_a_colon(t, ";") for t in tokens[:1])
            if 0 < len(words) <= _SHORT and here and clause.predicate not in words:
                yield Part(ROLE, ROOT, tuple(words))
                return

    def own(self) -> list[Part]:
        """The parts without what the clause shares with another."""
        return [*self._verbs(), *self._hanging()]

    def _from_elsewhere(self) -> Iterator[Part]:
        """Who takes part that another clause names: a shared subject, what a relative pronoun stands for."""
        a, clause = self.view.analysis, self.clause
        noun = self.noun()
        yield from self._short(noun) if noun is not None else ()
        own = {*a.children[clause.predicate], clause.predicate}
        if clause.kind == "infinitive" and a.labels[clause.predicate] == "advcl" and not clause.subordinator:
            return  # whose infinitive it is the tree does not say
        relative = any(self._relative(c) for c in own)
        subject = any(a.labels[c] in SUBJECTS[:2] for c in own)
        sides = (*clause.doers, *clause.undergoers, *clause.recipients)
        for token in sides:
            if token in own or a.heads[token] in own or self.view.text.sentence(token) != self.event.sentence:
                continue
            if (a.labels[token] == "conj" and a.heads[token] in sides) or noun is not None:
                continue  # comes in with the first of them, or with the noun
            if self._behind_a_colon(token) or (token in clause.shared and self._own_undergoer()):
                continue
            if relative or not subject or token in clause.shared:
                yield from self._short(self._whole_name(token))
        yield from self._genitive()
        above, joined = a.heads[clause.predicate], a.labels[clause.predicate] in ("acl", "acl:relcl")
        if (
            joined
            and clause.kind == "finite"
            and not (relative or subject or clause.shared)
            and a.tags[above] == "NOUN"
        ):
            yield from self._short(above)  # a second relative clause (*der geplant ist und beschlossen wurde*)

    def _own_undergoer(self) -> bool:
        """Whether a conjoined passive has a bare noun of its own (*zwei wurden verletzt, vier getötet*)."""
        a, clause = self.view.analysis, self.clause
        bare = (
            c for c in a.dependents(clause.predicate, "obj", "dep", "obl", "obl:arg", "nmod") if not a.has(c, "case")
        )
        return clause.voice == "passive" and any(
            a.tags[c] in ("NOUN", "NUM", "PROPN") and not self._timed(c) for c in bare
        )

    def _whole_name(self, token: int) -> int:
        """The head of the name that a token stands in, where the tree hangs a relative clause on a part of it."""
        a, text = self.view.analysis, self.view.text
        above, roles = a.heads[token], {*self.event.actors, *self.event.recipients}
        if above == ROOT:
            return token
        if text.entity(token) not in roles and text.entity(above) in roles and a.tags[above] in _NAMING:
            return above
        finite = {a.feat(t, "Number") for t in self.clause.verbs if a.feat(t, "VerbForm") == "Fin"}
        if a.labels[token] == "nmod" and "Plur" in finite and a.feat(token, "Number") == "Sing":
            return above  # *Fehler des Dienstes, die gerügt wurden*
        name = text.mentions.span_over(text.token_span(above))
        return above if name is not None and text.token_span(token).within(name) else token

    def noun(self) -> int | None:
        """The noun whose infinitive the clause is (*der Plan, die Stadt anzugreifen*)."""
        a, clause = self.view.analysis, self.clause
        head = a.heads[clause.predicate]
        attached = a.labels[clause.predicate] in ("acl", "nmod", "ccomp", "xcomp") and head != ROOT
        infinitive = clause.kind == "infinitive" and not clause.subordinator
        return head if attached and infinitive and a.tags[head] == "NOUN" else None

    def _short(self, token: int) -> Iterator[Part]:
        for part in phrase(self.view, token, rank=NEEDED, on=ROOT, case=False):
            yield part if part.rank == NEEDED else part._replace(rank=max(part.rank, MORE))

    def _genitive(self) -> Iterator[Part]:
        """What *dessen* and *deren* stand for: with the pronoun, since the line says nothing without either."""
        a, clause = self.view.analysis, self.clause
        head = a.heads[clause.predicate]
        if a.labels[clause.predicate] not in ("acl", "acl:relcl") or head == ROOT:
            return
        for child in a.children[clause.predicate]:
            if any(a.forms[c] in ("dessen", "deren") for c in a.children[child]):
                yield from self._short(head)
                return

    def causing(self) -> int | None:
        """*Lassen* behind an infinitive that the tree joins to it (*ließ ihn verhaften*, *verhaften ließ*)."""
        a, predicate = self.view.analysis, self.clause.predicate
        behind = predicate + 1
        near = behind < len(a) and a.lemmas[behind] == "lassen" and a.labels[predicate] == "conj"
        return behind if near and behind in self.view.text.clause_of else None

    def matrix(self) -> list[Part]:
        """The verbs above an infinitive, with who is made, asked or plans to do it."""
        a, text = self.view.analysis, self.view.text
        above = text.clause_of.get(self.causing() or self.clause.governor)
        if above is None:
            return []
        adjective = a.tags[above.predicate] in (*_VERBAL, "ADJ")
        found = [Part(NEEDED, ROOT, (*above.verbs, above.predicate) if adjective else above.verbs)]
        for child in a.children[above.predicate]:
            if self._relative(child) or child in text.clause_of:
                continue
            if a.labels[child] in (*SUBJECTS[:2], "obj", "iobj", "obl:arg", "expl"):
                found += self._short(child)
            elif a.labels[child] == "xcomp" or (a.tags[child] == "ADJ" and a.labels[child] == "advmod"):
                found.append(Part(ROLE, ROOT, (child,)))
            elif a.labels[child] == "advmod" and a.forms[child] == "bereit":
                found.append(Part(NEEDED, ROOT, (child,)))  # *hat sich bereit erklärt*
            elif a.forms[child].casefold() in closed("negations"):
                found.append(Part(NEEDED, ROOT, (child,)))
        own = {*a.children[above.predicate], above.predicate}
        for token in (*above.doers, *above.undergoers):
            if token not in own and a.heads[token] not in own and text.sentence(token) == self.event.sentence:
                found += self._short(token)
        return found
