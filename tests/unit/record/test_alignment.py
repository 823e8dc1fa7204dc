"""Sentences of two texts side by side."""

import random
import time
from collections import Counter

from lagebild.record.alignment import Pair, align

FIRST = (
    "In Halm brannte am Montag ein Haus.",
    "Zwei Menschen starben in den Flammen.",
    "Die Feuerwehr kam mit drei Wagen.",
    "Es regnete.",
    "Bürgermeisterin Ada Brunn war vor Ort.",
)


def kinds(pairs: tuple[Pair, ...]) -> list[tuple[str, int | None, int | None]]:
    return [(p.kind, p.old, p.new) for p in pairs]


def test_a_text_beside_itself() -> None:
    assert kinds(align(FIRST, FIRST)) == [("same", n, n) for n in range(5)]
    assert align((), ()) == ()


def test_added_and_dropped() -> None:
    assert kinds(align(FIRST[:2], (*FIRST[:2], "Der Täter ist bekannt."))) == [
        ("same", 0, 0), ("same", 1, 1), ("added", None, 2),
    ]  # fmt: skip
    assert kinds(align(FIRST[:3], (FIRST[0], FIRST[2]))) == [("same", 0, 0), ("dropped", 1, None), ("same", 2, 1)]
    assert kinds(align(FIRST[:2], ())) == [("dropped", 0, None), ("dropped", 1, None)]


def test_changed_where_most_words_are_shared() -> None:
    new = (FIRST[0], "Drei Menschen starben in den Flammen.", *FIRST[2:])
    assert kinds(align(FIRST, new)) == [
        ("same", 0, 0), ("changed", 1, 1), ("same", 2, 2), ("same", 3, 3), ("same", 4, 4),
    ]  # fmt: skip


def test_what_was_dropped_stands_before_what_came_in_its_place() -> None:
    new = (FIRST[0], "Alle Bewohner konnten sich ins Freie retten.", FIRST[2])
    assert kinds(align(FIRST[:3], new)) == [
        ("same", 0, 0), ("dropped", 1, None), ("added", None, 1), ("same", 2, 2),
    ]  # fmt: skip


def test_one_that_moved_is_neither_added_nor_dropped() -> None:
    new = (FIRST[4], *FIRST[:4])
    assert kinds(align(FIRST, new)) == [
        ("moved", 4, 0), ("same", 0, 1), ("same", 1, 2), ("same", 2, 3), ("same", 3, 4),
    ]  # fmt: skip


def test_one_that_moved_past_one_that_changed() -> None:
    old = ("In Halm gab es zwei Tote.", "Die Suche dauert an.", "Es regnete.")
    new = ("Es regnete.", "In Halm gab es drei Tote.", "Alle sind gefunden worden.")
    assert kinds(align(old, new)) == [("moved", 2, 0), ("changed", 0, 1), ("dropped", 1, None), ("added", None, 2)]


def test_one_that_became_part_of_a_longer_one() -> None:
    longer = "Die Feuerwehr kam mit drei Wagen aus Kolm und den Dörfern am Fluss, weil ihr Löschzug seit Wochen steht."
    assert [p.kind for p in align(FIRST[2:3], (longer,))] == ["changed"]


def test_half_of_the_words_make_it_a_changed_one_and_fewer_do_not() -> None:
    old = ("Die Feuerwehr kam mit drei Wagen.",)
    assert [p.kind for p in align(old, ("Die Feuerwehr kam erst nach Stunden.",))] == ["changed"]
    assert [p.kind for p in align(old, ("Die Feuerwehr schlief bis zum Abend.",))] == ["dropped", "added"]


def test_white_space_is_no_change_but_punctuation_is() -> None:
    assert [p.kind for p in align(("Es  regnete\nin Halm.",), ("Es regnete in Halm.",))] == ["same"]
    assert [p.kind for p in align(("Es regnete in Halm.",), ("Es regnete in Halm?",))] == ["changed"]


def test_sentences_that_stand_several_times() -> None:
    assert Counter(p.kind for p in align(("Ja.",) * 3, ("Ja.",) * 5)) == {"same": 3, "added": 2}


def test_every_sentence_appears_once_whatever_happens_to_it() -> None:
    chance = random.Random(3)
    for _ in range(200):
        old = [chance.choice(FIRST) for _ in range(chance.randrange(8))]
        new = [chance.choice((*FIRST, "Drei Menschen starben.", "Ganz anderes.")) for _ in range(chance.randrange(8))]
        pairs = align(old, new)
        assert sorted(p.old for p in pairs if p.old is not None) == list(range(len(old)))
        assert [p.new for p in pairs if p.new is not None] == list(range(len(new)))
        assert all(" ".join(old[p.old].split()) == new[p.new] for p in pairs if p.kind in ("same", "moved"))  # type: ignore[index]


def test_the_work_grows_with_the_length() -> None:
    """Sentences of the same few words, all changed and in another order: the hardest there is."""
    chance = random.Random(1)
    words = "der die das ein Mann Frau Halm Kolm ging kam sah sagte Polizei Armee Dorf Stadt zwei drei".split()

    def seconds(count: int) -> float:
        old = [" ".join(chance.choices(words, k=12)) + f" {n}" for n in range(count)]
        new = [f"{sentence} und mehr" for sentence in old]
        chance.shuffle(new)
        start = time.perf_counter()
        align(old, new)
        return time.perf_counter() - start

    least = min(seconds(500) for _ in range(3))
    assert min(seconds(4000) for _ in range(2)) < 30 * least  # eight times as many; compared all with all, 64 times
