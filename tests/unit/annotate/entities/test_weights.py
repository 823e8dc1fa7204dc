"""How likely a word is a name: the second opinion on what the analyser sees."""

import msgspec
import pytest

from lagebild.analysis import Analysis
from lagebild.annotate.entities.weights import Chances, Facts, Weights, kinds_hash, scorer
from lagebild.language import load_analyser


def read(text: str) -> Analysis:
    return load_analyser("de")(text)


def chances(text: str, word: str) -> Chances:
    analysis = read(text)
    token = analysis.forms.index(word)
    found = Weights(analysis).of(token, token + 1)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Am Abend sprach Ministerpräsident Tarvo Lohmsen lange.", "Lohmsen", "person"),
        ("Am Abend fuhr der Bus nach Sulmenau.", "Sulmenau", "place"),
        ("Die Regierung lehnte die Begnadigungserlasse am Abend ab.", "Begnadigungserlasse", "none"),
        ("Der Konzern Wolmag AG hat Verluste gemacht.", "Wolmag", "organisation"),
    ],
)
def test_letters_and_surroundings_tell_the_kind(text: str, word: str, kind: str) -> None:
    found = chances(text, word)
    assert found.best == kind
    assert sum(found) == pytest.approx(1, abs=1e-5)


def test_all_places_of_a_word_count() -> None:
    once = "Lange wollte sie nicht warten."
    twice = f"{once} Minister Otto Lange sprach am Abend. Das sagte Lange dem Sender."
    assert chances(twice, "Lange").person > chances(once, "Lange").person


def test_without_word_lists_it_says_nothing() -> None:
    bare = msgspec.structs.replace(read("Am Abend kam Otto Lohm."), lists=None)
    weights = Weights(bare)
    assert weights.of(2, 3) is None
    assert not weights.common(1)
    assert not weights.only_a_noun(1)
    assert not weights.opens(0)
    assert not weights.named(3)
    with pytest.raises(ValueError, match="no word lists"):
        Facts(bare)


def test_word_lists_tell_common_words_from_names() -> None:
    analysis = read("Hallo Vera, die Philosophie von Merkel und Haikus sind schwer.")
    weights = Weights(analysis)
    at = analysis.forms.index
    assert weights.common(at("Philosophie"))
    assert weights.only_a_noun(at("Haikus"))
    assert not weights.only_a_noun(at("Merkel"))
    assert weights.listed(at("Merkel"))
    assert weights.opens(at("Hallo"))
    assert not weights.opens(at("Merkel"))


def test_lists_hold_a_form_and_its_small_letters() -> None:
    analysis = read("Lange kam.")
    assert analysis.lists is not None
    table = load_analyser("de").network.table  # type: ignore[attr-defined]
    (own,) = table.masks_of(["Lange"])
    (small,) = table.masks_of(["lange"])
    assert analysis.lists[0] == int(own) | int(small) << 16


def test_the_lists_of_one_word_are_those_that_it_has_among_others() -> None:
    table = load_analyser("de").network.table  # type: ignore[attr-defined]
    words = ["Lange", "lange", "Haus", "Quorrholm", "-", "zzzzzz"]
    assert [table.mask_of(word) for word in words] == table.masks_of(words).tolist()
    assert table.mask_of("Haus")
    assert not table.mask_of("Quorrholm")


def test_the_scorer_is_small_and_has_a_hash() -> None:
    assert scorer().features.shape[0] == len(scorer().vocabulary)
    assert len(kinds_hash()) == 16
