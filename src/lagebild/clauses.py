"""Clauses over the tree: for each predicate its verb complex, voice, tense, mood, negation, modals and who takes part.

Roles follow the sense, not the surface: the subject of a passive is its undergoer, and *von* and *durch* name its doer.
What a clause shares with another (a conjoined verb's subject, the unsaid subject of an infinitive with *zu*) is filled
in. Relative pronouns are resolved to what they stand for. `doubt` says that the forms leave open who does it to whom.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from lagebild import agreement, causatives
from lagebild.analysis import ROOT, Analysis
from lagebild.lexicon.words import closed, word_set
from lagebild.verb_complex import (
    Mood,
    Tense,
    Voice,
    is_copula,
    lacks_copula,
    shared_auxiliaries,
    shared_worden,
    tense_and_mood,
    voice_of,
)  # fmt: skip
from lagebild.verbforms import is_zu_infinitive, joined_lemma, looks_finite, participle

Kind = Literal["finite", "infinitive", "participle", "copula"]

SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass")


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """One predicate and what goes with it. All numbers are tokens of the analysis.

    `predicate` is the token that carries the meaning (the main verb, or the noun or adjective under a copula). `verbs` is
    the whole verb complex with particle and auxiliaries, in text order. `lemma` is the verb's lemma with its particle
    (`aufrufen`), or that of the predicate under a copula. `doers`, `undergoers` and `recipients` are heads of phrases,
    including those conjoined with them. `obliques` pairs a preposition's lemma (empty for a bare case) with the head of its
    phrase. `negations` are the words that negate the predicate or what takes part. `content` are the predicates of its
    complement clauses. `doubt`: case leaves doer and undergoer open. `shared`: participants taken from another clause.
    """

    predicate: int
    kind: Kind
    lemma: str
    verbs: tuple[int, ...]
    voice: Voice
    tense: Tense
    mood: Mood
    negations: tuple[int, ...] = ()
    modals: tuple[str, ...] = ()
    doers: tuple[int, ...] = ()
    undergoers: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    obliques: tuple[tuple[str, int], ...] = ()
    content: tuple[int, ...] = ()
    subordinator: str = ""
    governor: int = ROOT
    shared: tuple[int, ...] = ()
    doubt: bool = False

    @property
    def negated(self) -> bool:
        """True if the predicate is denied."""
        return bool(self.negations)


def clauses(analysis: Analysis) -> tuple[Clause, ...]:
    """The clauses of an analysis, in the order of their predicates."""
    heads = [t for t in range(len(analysis)) if _is_predicate(analysis, t)]
    found: dict[int, Clause] = {}
    for token in sorted(heads, key=lambda t: _depth(analysis, t)):
        found[token] = _clause(analysis, token, found)
    return tuple(found[token] for token in heads)


def _depth(a: Analysis, token: int) -> int:
    depth = 0
    while a.heads[token] != ROOT and depth < 200:
        token, depth = a.heads[token], depth + 1
    return depth


def _is_predicate(a: Analysis, token: int) -> bool:
    if a.labels[token].startswith(("aux", "cop")) or a.labels[token] in ("compound:prt", "fixed", "flat", "goeswith"):
        return False
    if a.tags[token] in ("VERB", "AUX"):
        return True
    if any(a.labels[c] == "cop" for c in a.children[token]):
        return True
    if a.tags[token] == "ADJ" and participle(a.forms[token]) is None and a.has(token, "aux:pass"):
        return True  # *wurde bekannt*: no passive, though the parser takes it for one
    if lacks_copula(a, token):
        return True
    # A participle before a noun (*die von Rebellen besetzte Stadt*).
    return a.tags[token] == "ADJ" and a.labels[token] in ("amod", "acl") and participle(a.forms[token]) is not None


def _clause(a: Analysis, token: int, before: dict[int, Clause]) -> Clause:
    auxiliaries = sorted(a.dependents(token, "aux", "aux:pass", "cop"))
    particles = list(a.dependents(token, "compound:prt"))
    marks = [c for c in a.dependents(token, "mark") if a.forms[c].lower() == "zu"]
    if a.labels[token] == "conj" and not auxiliaries:
        auxiliaries = shared_auxiliaries(a, token)
    auxiliaries += shared_worden(a, token, auxiliaries)
    copula = is_copula(a, token, auxiliaries)
    attribute = participle(a.forms[token]) if a.tags[token] == "ADJ" and not copula else None
    verbal = a.tags[token] in ("VERB", "AUX")
    complex_ = tuple(sorted({*auxiliaries, *particles, *marks, *([] if copula and not verbal else [token])}))
    voice = voice_of(a, token, auxiliaries, attribute, copula)
    tense, mood = tense_and_mood(a, token, auxiliaries, attribute, voice)
    kind: Kind = "finite"
    caused = causatives.causer(a, token) is not None
    if attribute or (verbal and a.feat(token, "VerbForm") == "Part" and not auxiliaries and not caused):
        kind = "participle"
        if verbal and looks_finite(a, token):
            kind, tense, mood = "finite", "present", "indicative"
    elif copula:
        kind = "copula"
    elif tense == "none" and (
        marks or caused or a.feat(token, "VerbForm") == "Inf" or is_zu_infinitive(a.forms[token], a.lemmas[token])
    ):
        kind = "infinitive"
    roles = _roles(a, token, complex_, voice, attribute, before)
    subordinator = next((a.forms[c].lower() for c in a.dependents(token, "mark") if c not in marks), "")
    if kind == "infinitive" and not subordinator:
        subordinator = _introduced(a, roles)
    lemma = attribute[0] if attribute else joined_lemma(a, token)
    return Clause(
        predicate=token, kind=kind, lemma=lemma, verbs=complex_, voice=voice, tense=tense, mood=mood,
        negations=_negations(a, token, roles),
        modals=tuple(a.lemmas[x] for x in auxiliaries if a.lemmas[x] in closed("modals")),
        doers=tuple(roles.doers), undergoers=tuple(roles.undergoers), recipients=tuple(roles.recipients),
        obliques=tuple(roles.obliques),
        content=tuple(c for c in a.children[token] if a.labels[c] in ("ccomp", "xcomp", "csubj", "csubj:pass")),
        subordinator=subordinator, governor=_governor(a, token), shared=tuple(roles.shared), doubt=roles.doubt,
    )  # fmt: skip


def _introduced(a: Analysis, roles: _Roles) -> str:
    """*um*, *ohne* or *statt* of an infinitive with *zu*, if the parser hung it on the object (*ohne X anzugreifen*)."""
    for number, (preposition, head) in enumerate(roles.obliques):
        words = [c for c in a.dependents(head, "case") if a.forms[c].lower() == preposition]
        if preposition in closed("infinitive_openers") and words and a.forms[words[0] - 1] in (",", "–", "-"):
            del roles.obliques[number]
            roles.undergoers.append(head)
            return preposition
    return ""


def _governor(a: Analysis, token: int) -> int:
    """The predicate that this clause depends on, looking through conjunctions; ROOT if there is none."""
    here = token
    while a.heads[here] != ROOT:
        label = a.labels[here]
        here = a.heads[here]
        if label != "conj" and _is_predicate(a, here):
            return here
    return ROOT


class _Roles(msgspec.Struct):
    doers: list[int] = msgspec.field(default_factory=list)
    undergoers: list[int] = msgspec.field(default_factory=list)
    recipients: list[int] = msgspec.field(default_factory=list)
    obliques: list[tuple[str, int]] = msgspec.field(default_factory=list)
    shared: list[int] = msgspec.field(default_factory=list)
    doubt: bool = False


def _roles(
    a: Analysis, token: int, verbs: tuple[int, ...], voice: Voice, attribute: tuple[str, str] | None,
    before: dict[int, Clause],
) -> _Roles:  # fmt: skip
    roles = _Roles()
    passive = voice != "active"
    subjects: list[int] = []
    for child in a.children[token]:
        label = a.labels[child]
        if label in SUBJECTS[:2]:
            subjects.append(child)
        elif label == "obj":
            roles.undergoers += _with_conjuncts(a, child)
        elif label == "iobj" or (label in ("obl:arg", "obl") and not _case_marker(a, child) and _dative(a, child)):
            roles.recipients += _with_conjuncts(a, child)
        elif label.startswith("obl") or (label == "nmod" and a.tags[token] in ("VERB", "ADJ")):
            preposition = _case_marker(a, child)
            agent = label == "obl:agent" or (passive and preposition == "von" and _can_act(a, child))
            if passive and agent and preposition in ("von", "durch"):
                roles.doers += _with_conjuncts(a, child)
            else:
                roles.obliques += [(preposition, t) for t in _with_conjuncts(a, child)]
    if attribute:
        noun = a.heads[token]
        if noun != ROOT:
            (roles.undergoers if attribute[1] == "past" else roles.doers).append(noun)
        return roles
    if not passive:
        _mend(a, token, verbs, subjects, roles)
    if not subjects and _had_done(a, token, roles, before):
        return roles
    if not passive and _lets_be_done(a, token, subjects, roles, before):
        return roles
    _doubt(a, subjects, roles)
    group = roles.undergoers if passive else roles.doers
    if subjects:
        group += [t for s in subjects for t in _with_conjuncts(a, antecedent(a, s, token))]
    else:
        found = _missing_subject(a, token, before)
        group += found
        roles.shared += found
    if not passive and not roles.undergoers:
        roles.undergoers = _shared_object(a, token, before)
        roles.shared += roles.undergoers
    for kind in (roles.undergoers, roles.recipients):
        kind[:] = list(dict.fromkeys(antecedent(a, t, token) for t in kind))
    return roles


def _shared_object(a: Analysis, token: int, before: dict[int, Clause]) -> list[int]:
    """The object of two verbs before both (*hat ihn verhaftet und verhört*) or behind both (*entführte und folterte ihn*)."""
    lead = before.get(a.heads[token]) if a.labels[token] == "conj" else None
    if lead is not None and lead.voice == "active" and not a.has(token, "aux", "mark"):
        between = any(a.tags[t] in ("NOUN", "PROPN", "PRON") for t in range(lead.predicate, token))
        bare = not between and "Fin" not in (a.feat(token, "VerbForm"), a.feat(lead.predicate, "VerbForm"))
        return list(lead.undergoers) if bare and all(t < lead.predicate for t in lead.undergoers) else []
    other = token + len(("und", "verb"))
    if other not in a.dependents(token, "conj") or a.tags[other] != "VERB" or a.labels[token + 1] != "cc":
        return []
    may_have = joined_lemma(a, token) not in word_set("verbs_without_object")
    return [t for t in a.dependents(other, "obj") if may_have and a.tags[t] in ("NOUN", "PROPN")]


def _mend(a: Analysis, token: int, verbs: tuple[int, ...], subjects: list[int], roles: _Roles) -> None:
    """Correct subject and object where number, case or the position of the verb contradicts the tree."""
    subjects[:], objects = agreement.by_case(a, token, subjects=subjects, objects=roles.undergoers)
    roles.undergoers = [o for t in objects for o in (_with_conjuncts(a, t) if t not in roles.undergoers else [t])]
    bare = [t for p, t in roles.obliques if not p]
    found = agreement.swapped(a, verbs, subjects=subjects, objects=roles.undergoers, bare=bare)
    wrong = [found[0]] if found else []
    if found:
        subjects[:] = [found[1]]
        roles.obliques = [(p, t) for p, t in roles.obliques if t != found[1]]
        roles.undergoers = [t for t in roles.undergoers if t != found[1]]
    elif not roles.undergoers and agreement.verb_first(a, token, verbs):
        behind = [*subjects, *(t for t in bare if a.labels[t] == "obl:arg" and a.feat(t, "Case") in ("Nom", "Acc"))]
        wrong = [t for t in behind if a.tags[t] in ("NOUN", "PROPN") and t > token][:1]
        subjects[:] = [s for s in subjects if s not in wrong]
        roles.obliques = [(p, t) for p, t in roles.obliques if t not in wrong]
    if not roles.undergoers:
        roles.undergoers = [t for s in wrong if a.tags[s] != "PRON" for t in _with_conjuncts(a, s)]


def _had_done(a: Analysis, token: int, roles: _Roles, before: dict[int, Clause]) -> bool:
    """Fill in who had the deed of an infinitive under *lassen* done, and to whom; False if it is none."""
    causer = causatives.causer(a, token)
    above = before.get(causer) if causer is not None else None
    if above is None:
        return False
    bare = [t for p, t in above.obliques if not p]
    found = causatives.caused(
        a, token, objects=roles.undergoers, causers=above.doers, accusatives=above.undergoers, bare=bare
    )
    if found is None:
        return False
    roles.shared += [t for t in (*found.doers, *found.undergoers) if t not in roles.undergoers]
    roles.doers, roles.undergoers = list(found.doers), list(found.undergoers)
    return True


def _lets_be_done(a: Analysis, token: int, subjects: list[int], roles: _Roles, before: dict[int, Clause]) -> bool:
    """Fill in who undergoes a deed that the subject of a reflexive *lassen* has done to himself; False if there is none."""
    own = causatives.undergone(a, token)
    if own is None:
        return False
    above = before.get(a.heads[token]) if not subjects else None
    who = [t for s in subjects for t in _with_conjuncts(a, s)] or list(above.doers if above is not None else ())
    around = [*roles.obliques, *(above.obliques if above is not None else ())]
    roles.doers = [t for p, t in around if p == "von" and _can_act(a, t)]
    roles.obliques = [(p, t) for p, t in roles.obliques if t not in (own, *roles.doers)]
    roles.undergoers = [t for t in roles.undergoers if t != own]
    given = roles.undergoers or joined_lemma(a, token) in word_set("dative_verbs")
    (roles.recipients if given else roles.undergoers).extend(who)
    roles.shared += [] if subjects else who
    return True


def _with_conjuncts(a: Analysis, token: int) -> list[int]:
    """A phrase's head and the heads conjoined with it."""
    return [token, *(c for c in a.dependents(token, "conj") if a.tags[c] not in ("VERB", "AUX"))]


def _case_marker(a: Analysis, token: int) -> str:
    marker = next((c for c in a.dependents(token, "case")), None)
    return a.lemmas[marker] if marker is not None else ""


def _dative(a: Analysis, token: int) -> bool:
    pronoun = a.tags[token] == "PRON" and a.labels[token] == "obl:arg"  # whatever case the tagger saw in *ihr*
    return a.feat(token, "Case") == "Dat" or (pronoun and a.forms[token].lower() in closed("dative_pronouns"))


def _can_act(a: Analysis, token: int) -> bool:
    """True if *von X* in a passive may name the doer: it is no date, measure or number."""
    return a.tags[token] in ("PROPN", "NOUN", "PRON") and not any(f[0].isdigit() for f in [a.forms[token]])


def antecedent(a: Analysis, token: int, predicate: int) -> int:
    """What a relative pronoun stands for; any other token stands for itself."""
    if a.tags[token] not in ("PRON", "DET") or "Rel" not in a.feat(token, "PronType"):
        return token
    here = predicate
    while a.labels[here] == "conj":
        here = a.heads[here]
    if a.labels[here] in ("acl", "acl:relcl") and a.heads[here] != ROOT and a.heads[here] < token:
        return agreement.antecedent(a, token, a.heads[here])
    return token


def _doubt(a: Analysis, subjects: list[int], roles: _Roles) -> None:
    """Note if subject and object could change places: neither case nor number tells them apart."""
    if len(subjects) != 1 or not roles.undergoers:
        return
    subject, object_ = subjects[0], roles.undergoers[0]
    if object_ < subject or a.labels[object_] == "obj":
        roles.doubt = agreement.either_case(a, subject) and agreement.either_case(a, object_) and object_ < subject


def _missing_subject(a: Analysis, token: int, before: dict[int, Clause]) -> list[int]:
    """The subject that a clause shares with the one it is conjoined to, or that controls its infinitive."""
    label, head = a.labels[token], a.heads[token]
    above = before.get(head)
    beside = agreement.clause_before(a, token)
    if beside is not None and beside in before:
        return list(_surface_subject(before[beside]))
    if head == ROOT or above is None:
        if label in ("acl", "xcomp") and head != ROOT and _is_infinitive(a, token):
            return _possessor(a, head)
        return []
    if label == "conj":
        return list(_surface_subject(above))
    if label in ("xcomp", "advcl", "ccomp", "csubj", "csubj:pass") and _is_infinitive(a, token):
        if label != "advcl" and above.lemma in word_set("demands_of_others"):
            return [t for p, t in above.obliques if p == "von"]  # *verlangte, ihn freizulassen*: others shall do it
        if label != "advcl" and above.lemma in word_set("verbs_of_appealing"):
            return [t for p, t in above.obliques if p == "an"]
        if label != "advcl" and above.lemma in word_set("object_control"):
            return list(above.recipients or above.undergoers)
        return [] if label.startswith("csubj") else list(_surface_subject(above))
    return []


def _is_infinitive(a: Analysis, token: int) -> bool:
    """Whether a verb is an infinitive, be it of the perfect (*verhaftet zu haben*) or the passive (*verhaftet zu werden*)."""
    if a.feat(token, "VerbForm") == "Inf" or is_zu_infinitive(a.forms[token], a.lemmas[token]):
        return True
    return any(a.forms[c].lower() == "zu" for c in a.dependents(token, "mark"))


def _surface_subject(clause: Clause) -> tuple[int, ...]:
    return clause.doers if clause.voice == "active" else clause.undergoers


def _possessor(a: Analysis, noun: int) -> list[int]:
    """Whose plan, duty or offer it is: the genitive or the possessive, or nobody if there is neither."""
    return [
        c
        for c in a.dependents(noun, "nmod", "nmod:poss", "det:poss")
        if a.labels[c] == "det:poss" or a.feat(c, "Case") == "Gen"
    ]


def _after_not(a: Analysis, token: int) -> bool:
    """Whether an adverb may have the *nicht* of its verb (*nicht mehr*)."""
    return a.lemmas[token].lower() in closed("adverbs_after_nicht")


def _negations(a: Analysis, token: int, roles: _Roles) -> tuple[int, ...]:
    """Words that deny the predicate: its own *nicht* or *nie*, and *kein* at what takes part in it."""
    particles = a.dependents(token, "compound:prt")  # *ließ ihn nicht frei*
    near = [
        token,
        *particles,
        *(c for t in (token, *a.dependents(token, "advmod")) for c in a.dependents(t, "advmod") if _after_not(a, c)),
    ]
    found = [c for t in near for c in a.children[t] if a.forms[c].lower() in closed("negations")]
    helpers = a.dependents(token, "aux", "aux:pass")  # *Verhaftet hat sie niemanden*
    found += [c for t in helpers for c in a.children[t] if a.forms[c].lower() in closed("never_and_nobody")]
    for part in [*roles.doers, *roles.undergoers, *roles.recipients, *(t for _, t in roles.obliques)]:
        if part in roles.shared:
            continue
        if a.lemmas[part] in ("niemand", "nichts", "kein"):
            found.append(part)
        found += [c for c in a.dependents(part, "det", "advmod") if a.lemmas[c] == "kein"]
    return tuple(sorted(set(found)))
