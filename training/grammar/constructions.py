"""The grammar: each construction by its name, what it is, how one sentence of it is made, and its share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from training.grammar import embedding as e
from training.grammar import news as n
from training.grammar import sentences as s
from training.grammar.draw import Draw
from training.grammar.trees import Node


@dataclass(frozen=True, slots=True)
class Construction:
    """A construction: `make` gives the tree of a sentence, or raises `Unfit` where the draw does not suit it."""

    name: str
    about: str
    make: Callable[[Draw], Node]
    share: float = 1.0


CONSTRUCTIONS: tuple[Construction, ...] = (
    Construction("order/subject-first", "subject, verb, object", s.subject_first, 3),
    Construction("order/object-of-any-name", "a short clause with a person as object", s.bare_name_object, 3),
    Construction("order/two-readings", "form decides nothing: the first is the subject", s.ambiguous, 1.5),
    Construction("order/object-first", "the object in front, where form shows it", s.object_first, 2.5),
    Construction("order/pronoun-object-first", "ihn, sie in front", s.pronoun_object_first),
    Construction("order/adverbial-first", "time or place in front", s.adverbial_first, 2.5),
    Construction("order/pronoun-in-the-middle", "the pronoun before the subject", s.pronoun_middle),
    Construction("order/dative", "a dative in front or in the middle", s.dative, 1.5),
    Construction("order/prepositional-object", "the recipient behind a preposition", s.prepositional, 1.5),
    Construction("order/negated", "nicht before the verb's last part", s.negated),
    Construction("verb/separable", "the particle at the end", s.separable, 2),
    Construction("verb/light", "a noun with a light verb", s.light_verb, 2),
    Construction("tense/perfect", "haben or sein with a participle", partial(s.tense, "perfect"), 1.5),
    Construction("tense/future", "werden with an infinitive", partial(s.tense, "future"), 1),
    Construction("mood/modal", "a modal with an infinitive", partial(s.tense, "modal"), 1),
    Construction("mood/reported-perfect", "soll … getan haben", partial(s.tense, "modal-perfect"), 1),
    Construction("mood/irrealis", "würde with an infinitive", partial(s.tense, "irrealis"), 0.5),
    Construction("passive/von", "who did it behind von", partial(s.passive_clause, agent="von"), 2),
    Construction("passive/durch", "who did it behind durch", partial(s.passive_clause, agent="durch"), 1),
    Construction("passive/no-agent", "who did it is not said", s.passive_clause, 2),
    Construction("passive/reported", "soll worden sein", partial(s.passive_clause, agent="von", shape="modal-perfect"), 0.7),
    Construction("passive/state", "sein with a participle", partial(s.passive_clause, shape="state", lead="subject"), 0.5),
    Construction("passive/dative", "the dative stays in front", s.passive_dative, 0.7),
    Construction("passive/of-a-thing", "a topic or thing is the subject", s.thing_passive),
    Construction("participle/past", "der von der Polizei festgenommene Mann", partial(s.attribute, "past"), 1.5),
    Construction("participle/present", "die die Grenze bewachenden Soldaten", partial(s.attribute, "present"), 0.7),
    Construction("deed/adverbial", "nach dem Angriff auf …", s.deed_adverbial, 1.5),
    Construction("deed/object", "… kritisierte den Angriff auf …", s.deed_object, 1.5),
    Construction("deed/subject", "die Festnahme der Journalistin wurde …", s.deed_subject),
    Construction("deed/es-kam-zu", "es kam zu einem Angriff auf …", s.exists, 0.7),
    Construction("relative/nominative", "der, die, das as subject", partial(e.with_relative, "Nom"), 1.5),
    Construction("relative/accusative", "den, die, das as object", partial(e.with_relative, "Acc"), 1.5),
    Construction("relative/dative", "dem, der, denen", partial(e.with_relative, "Dat"), 0.8),
    Construction("relative/genitive", "dessen, deren", partial(e.with_relative, "Gen"), 0.8),
    Construction("relative/preposition", "gegen den, mit dem", partial(e.with_relative, "prep"), 0.8),
    Construction("relative/passive", "der von … festgenommen wurde", partial(e.with_relative, "pass"), 1.2),
    Construction("clause/dass", "a verb of saying with dass", e.said_dass, 1.5),
    Construction("clause/subjunctive", "a verb of saying with a subjunctive", e.said_subjunctive, 1.5),
    Construction("clause/subjunctive-passive", "… sei festgenommen worden, werde …", e.said_passive, 0.7),
    Construction("clause/quoted", "direct speech, then who says it", e.quoted),
    Construction("clause/so-speaker", "…, so die Sprecherin", e.so_speaker, 0.8),
    Construction("clause/laut", "laut …", e.laut, 0.7),
    Construction("clause/adverbial-behind", "weil, nachdem, obwohl behind", partial(e.adverbial_clause, first=False), 1.2),
    Construction("clause/adverbial-in-front", "weil, nachdem, obwohl in front", partial(e.adverbial_clause, first=True), 1.2),
    Construction("infinitive/subject", "versuchen: the subject does it", partial(e.control, "subj"), 1.5),
    Construction("infinitive/object", "auffordern: the object does it", partial(e.control, "obj"), 1.2),
    Construction("infinitive/dative", "befehlen: the dative does it", partial(e.control, "iobj"), 0.8),
    Construction("infinitive/um", "um … zu", partial(e.purpose, "um")),
    Construction("infinitive/ohne", "ohne … zu", partial(e.purpose, "ohne"), 0.6),
    Construction("coordination/verbs", "one subject, two verbs", e.two_verbs, 1.5),
    Construction("coordination/participles", "one passive, two participles", e.two_participles, 0.8),
    Construction("coordination/clauses", "two main clauses", e.two_clauses, 1.2),
    Construction("news/dateline", "place and sign", partial(n.dateline, agency=False), 0.8),
    Construction("news/dateline-agency", "place, agency and dash", partial(n.dateline, agency=True), 1),
    Construction("news/headline", "no articles, present", n.headline, 1.5),
    Construction("news/headline-place", "place and colon", partial(n.colon, source=False), 0.8),
    Construction("news/headline-source", "who says it and colon", partial(n.colon, source=True), 0.8),
    Construction("news/headline-participle", "a passive without its auxiliary", n.participle, 0.8),
    Construction("news/headline-nominal", "no verb", n.nominal, 0.8),
)  # fmt: skip
