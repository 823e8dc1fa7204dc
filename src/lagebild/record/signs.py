"""What speaks for and against two tellings being one happening: signs, each with a name and two weights.

A score explained by named features follows nomenklatura's `logic_v1`. The weights are those of a logistic regression over
pairs of tellings that were judged by hand (`bench/incidents`, half a), drawn towards weights that were set by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lagebild.record import fact_signs as facts
from lagebild.record import wording_signs as said
from lagebild.record.pairs import Pair


class Sign(NamedTuple):
    """Something that two tellings may share, and how much that says: above zero for one happening, below for two.

    `measure` says how much of it they share. `within` is the weight of that within one report, `across` across two.
    """

    name: str
    measure: Callable[[Pair], float]
    within: float
    across: float
    why: str


SIGNS: tuple[Sign, ...] = (
    Sign("said", lambda _: 1.0, -2.4, -1.9, "what any two tellings begin with"),
    Sign("type", said.same_type, 1.7, 0.8, "the same type of event"),
    Sign("trigger", said.same_root, 0.9, 1.3, "the same word for it"),
    Sign("deed", said.same_deed, 1.3, 1.0, "two words for one deed"),
    Sign("other-deed", said.other_deed, -0.5, -0.8, "two words for two deeds"),
    Sign("head", said.same_head, 0.0, 0.6, "the word for one is the last part of the word for the other"),
    Sign("any-event", said.any_event, 0.4, -0.1, "one has a noun for any event"),
    Sign("mode", said.same_mode, 0.3, -0.2, "the same way of doing it"),
    Sign("taken-up", said.taken_up, 2.5, 0.0, "a noun of the same report takes it up and adds nothing"),
    Sign("takes-up-another", said.takes_up_another, 0.3, 0.0, "a noun takes up something else"),
    Sign("own-word", said.one_name, 0.7, 2.2, "a word that is made for it"),
    Sign("complement", said.same_complement, 0.4, 0.7, "what the one is of stands in the sentence of the other"),
    Sign("other-complement", said.other_complement, -0.6, -0.8, "both say of what they are one, and of two things"),
    Sign("own-complement", said.own_complement, -0.2, -0.2, "one says of what it is one, the other nothing of it"),
    Sign("topic", said.one_topic, 0.0, 0.5, "whom their reports are mostly about"),
    Sign("brought-in", said.noun_only, -0.7, 0.0, "the later one brings in something"),
    Sign("further", said.further, -1.4, 0.0, "the words of the later one make it another one"),
    Sign("day", facts.same_day, 1.4, 1.2, "the same day"),
    Sign("weeks", facts.same_weeks, 0.1, 0.3, "days that can be the same"),
    Sign("next-day", facts.next_day, -0.9, -0.9, "the day before or after"),
    Sign("other-day", facts.other_day, -2.2, -2.2, "the day before or after, without a time of day"),
    Sign("told-at-once", facts.late(0, 2), 0.0, 0.6, "one names no day; their reports are a day apart at most"),
    Sign("told-soon", facts.late(2, 5), 0.0, 0.4, "one names no day; some days lie between them"),
    Sign("told-later", facts.late(5, 15), 0.0, -0.5, "one names no day; a week lies between them"),
    Sign("told-late", facts.late(15, 61), 0.0, -0.9, "one names no day; weeks lie between them"),
    Sign("told-long-after", facts.late(61, 1_000_000), 0.0, -2.1, "one names no day; months lie between them"),
    Sign("undated", facts.undated, 0.0, -0.6, "one names no day, and its report has none"),
    Sign("same-victim", facts.shared(facts.recipients, facts.PEOPLE), 1.3, 1.5, "the same person to whom it was done"),
    Sign(
        "same-recipient",
        facts.shared(facts.recipients, facts.BODIES),
        0.6,
        0.9,
        "the same body or place to which it was done",
    ),
    Sign(
        "same-state-hit", facts.shared(facts.recipients, facts.STATES), 0.3, 0.6, "the same state to which it was done"
    ),
    Sign(
        "same-words-for-victims",
        facts.described(facts.recipients),
        0.6,
        0.6,
        "the same words for those to whom it was done",
    ),
    Sign("other-recipients", facts.other(facts.recipients), -0.6, -0.8, "others to whom it was done"),
    Sign(
        "other-words-for-victims",
        facts.other_words(facts.recipients),
        -0.2,
        -0.3,
        "other words for those to whom it was done",
    ),
    Sign("same-person-acts", facts.shared(facts.actors, facts.PEOPLE), 1.0, 1.2, "the same person does it"),
    Sign("same-body-acts", facts.shared(facts.actors, facts.BODIES), 0.6, 0.6, "the same body does it"),
    Sign("same-state-acts", facts.shared(facts.actors, facts.STATES), 0.3, 0.3, "the same state does it"),
    Sign("same-words-for-doers", facts.described(facts.actors), 0.1, 0.4, "the same words for those who do it"),
    Sign("other-doers", facts.other(facts.actors), -0.4, -0.4, "others who do it"),
    Sign("other-words-for-doers", facts.other_words(facts.actors), -0.3, -0.2, "other words for those who do it"),
    Sign("crossed", facts.crossed, 0.6, 0.6, "somebody is doer here and recipient there"),
    Sign("town", facts.same_town, 0.3, 0.9, "the same place"),
    Sign("state", facts.same_state, 0.2, 0.3, "the same state"),
    Sign("town-near", facts.town_near, 0.4, 0.8, "the place of one is named beside the other"),
    Sign("figures", facts.same_figures, 0.9, 0.9, "the same count"),
    Sign("counts", facts.same_count, -0.3, 0.3, "counts of one kind"),
    Sign("words", said.same_words, -0.1, 0.5, "words that their sentences share"),
    Sign("themes", said.same_themes, 0.0, 0.4, "nouns that both reports have most often"),
    Sign("one-sentence", said.told_in_one_sentence, -1.1, 0.0, "one sentence tells both"),
    Sign("possible", facts.one_possible, -1.5, -0.7, "one only may have happened"),
    Sign("denied", facts.one_denied, -1.0, -0.3, "one is denied"),
    Sign("voice", facts.other_voice, -0.4, 0.0, "they are the word of two"),
    Sign("one-bare", said.one_bare, -0.4, -0.1, "one names nobody, no place, no day and no count"),
    Sign("once", facts.once_only, 0.7, 0.6, "it hardly happens to one person twice"),
    Sign("in-titles", said.in_titles, 1.1, 0.1, "the titles of their reports have words for both"),
    Sign("led", said.led, 0.8, 0.0, "their report begins with one of them"),
    Sign("indefinite", said.indefinite, -0.2, 0.0, "an indefinite article brings in the later one"),
    Sign("by-it", said.by_it, 0.7, 0.0, "one is what the other came about by"),
    Sign("of-one", said.of_one, 0.0, 0.6, "one deed, and the same name beside the words for it"),
    Sign("year", facts.same_year, 0.3, 0.4, "the same year"),
    Sign("other-spot", facts.other_spot, -0.5, -0.3, "two places"),
    Sign("counted-by-two", facts.counted_by_two, 4.0, 0.0, "two who counted say how many took part"),
    Sign("other-count", facts.other_count, -0.8, 0.0, "two exact counts of one kind in one report"),
    Sign("one-voice", facts.same_voice_says_no, -0.5, 0.0, "one voice says that one happened and the other not"),
    Sign("dated-back", facts.dated_back, -0.7, 0.0, "one names a day long before their report, the other none"),
    Sign("looks-back", said.looks_back, -0.4, 0.0, "one verb looks back from what is told"),
    Sign("one-and-several", said.one_and_several, -0.5, -0.1, "one of two nouns is in the plural"),
    Sign("two-verbs", said.two_verbs, -1.1, 0.0, "two verbs"),
    Sign("other-places", facts.other_places_here, -0.7, -0.2, "the sentences of both name places, and none in both"),
    Sign("other-people", facts.other_people_here, -0.2, -0.2, "the sentences of both name people, and nobody in both"),
    Sign("same-places", facts.same_places_here, 0.5, 0.1, "the sentences of both name one place"),
    Sign("event-name", said.event_name, 0.7, 1.9, "a name that only one happening has"),
    Sign("other-kind", said.other_kind, -0.7, -0.5, "two compounds with one last part"),
    Sign("other-office", said.other_office, -0.8, -0.3, "the sentences of both name offices, and none in both"),
    Sign(
        "news-and-old",
        facts.led_and_dated_back,
        -0.4,
        0.0,
        "their report begins with one without a day, the other is old",
    ),
    Sign("elsewhere", facts.elsewhere, -0.7, 0.0, "one is at a place that its report hardly names"),
    Sign("other-holders", facts.other_holders, -1.0, -0.8, "both say whom it befell, and name nobody in both"),
    Sign("mere-words", facts.mere_words, -1.5, -0.8, "two things said in other words, by and to nobody that both name"),
)

WEIGHTS = {
    True: tuple((sign.name, sign.measure, sign.within) for sign in SIGNS if sign.within),
    False: tuple((sign.name, sign.measure, sign.across) for sign in SIGNS if sign.across),
}
"""What counts within one report (`True`) and across two, with its weight there: every pair of a large record is weighed."""

ANCHORS = frozenset({
    "same-victim", "same-person-acts", "town", "town-near", "day", "figures", "own-word", "event-name",
})  # fmt: skip
"""Signs that hardly come by chance: who it befell, who did it, a town, a day, a count, a name of its own."""
