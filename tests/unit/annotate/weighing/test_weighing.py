"""Rules and scorers decide together: with scorers made by hand, so that what is likely is known."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import pytest

from lagebild import run
from lagebild.analysis import States
from lagebild.annotate import weighing
from lagebild.annotate.entities.weights import kinds_hash
from lagebild.annotate.read import by_rules
from lagebild.annotate.text import Text
from lagebild.annotate.weighing.context import Context
from lagebild.annotate.weighing.decide import BY, STATUSES, TYPES, VOICES, Weighing, retyped
from lagebild.annotate.weighing.features import ROLES, Facts
from lagebild.annotate.weighing.mentions import Surroundings, path
from lagebild.annotate.weighing.model import model, scorers_hash
from lagebild.annotate.weighing.scorer import Scorer, each, share
from lagebild.annotate.weighing.told import Told
from lagebild.document import Document, Span
from lagebild.language import load_analyser
from lagebild.reading import OUTLET, Event, Reading

STATES, AROUND = 1184, 2
WIDTH = STATES + AROUND


@cache
def read(sentences: str) -> Text:
    """A text with all that the rules read before anything is weighed."""
    document = Document(id="t", text=sentences, published="2021-03-10", outlet="Kurant")
    return by_rules(document, load_analyser("de")(sentences))


def says(outputs: int, usually: dict[int, float], **features: dict[int, float]) -> Scorer:
    """A scorer with the scores `usually`, and what each feature adds to an output; hidden layers pass all through."""
    names = list(features)
    size = outputs + len(names)
    rows = np.zeros((len(names), size), np.float32)
    out = np.zeros((size, outputs), np.float32)
    for n, name in enumerate(names):
        rows[n, outputs + n] = 1
        for output, score in features[name].items():
            out[outputs + n, output] = score
    bias = np.array([usually.get(n, -9.0) for n in range(outputs)], np.float32)
    passed = np.eye(size, dtype=np.float32)
    none = np.zeros((WIDTH, size), np.float32)
    return Scorer(
        {
            "features": rows, "token": none, "other": none, "left": np.zeros((WIDTH, 1), np.float32),
            "right": np.zeros((WIDTH, 1), np.float32), "product": np.zeros((1, size), np.float32),
            "bias0": np.zeros(size, np.float32), "second": passed, "bias1": np.zeros(size, np.float32),
            "out": out, "bias2": bias,
        },
        {name.replace("__", ":").replace("_S_", "-"): n for n, name in enumerate(names)},
    )  # fmt: skip


def recurrent(token: npt.NDArray[np.float32], **rows: list[float]) -> dict[str, npt.NDArray[np.float32]]:
    """A context network with one cell each way: open gates, that adds up what it is given and forgets nothing."""
    given = {
        "features": np.array(list(rows.values()), np.float32).reshape(-1, 1), "token": token,
        "bias": np.zeros(1, np.float32),
    }  # fmt: skip
    for way in ("", "_reverse"):
        given |= {
            f"lstm.weight_ih_l0{way}": np.array([[0], [0], [1], [0]], np.float32),
            f"lstm.weight_hh_l0{way}": np.zeros((4, 1), np.float32),
            f"lstm.bias_ih_l0{way}": np.array([50, 50, 0, 50], np.float32),
            f"lstm.bias_hh_l0{way}": np.zeros(4, np.float32),
        }
    return given


class Scorers:
    """Four scorers; those not given leave everything as the rules have it."""

    def __init__(self, **given: Scorer) -> None:
        as_read = {f"read__{kind}": {n: 20.0} for n, kind in enumerate(TYPES) if kind}
        statuses = {f"status__{s}": {n: 20.0} for n, s in enumerate(STATUSES)}
        voices = {f"source__{v}": {len(STATUSES) + n: 20.0} for n, v in enumerate(VOICES)}
        held = {f"read__{role}": {n: 20.0} for n, role in enumerate(ROLES)}
        self.words = given.get("words") or says(len(TYPES), {0: 0.0}, **as_read)
        self.events = given.get("events") or says(len(STATUSES) + len(VOICES), {}, **statuses, **voices)
        self.pairs = given.get("pairs") or says(len(ROLES), {}, **held)
        self.dates = given.get("dates") or says(1, {}, read__this={0: 20.0})
        self.sure = given.get("sure") or (lambda _, chance: chance)
        self.context = Context(recurrent(np.zeros((STATES, 1), np.float32)), {})


def weighed(sentences: str, **given: Scorer) -> dict[str, Event]:
    """The events by the word that tells them."""
    found = Weighing(read(sentences), Scorers(**given)).events()  # type: ignore[arg-type]
    return {event.trigger[0].of(sentences): event for event in found}


def names(sentences: str, keys: tuple[str, ...]) -> list[str]:
    entities = {entity.id: entity.name for entity in read(sentences).reading.entities}
    return [entities[key] for key in keys]


ARREST = "Die Polizei von Kolm verhaftete am Montag den Händler Jo Hals."


def test_where_the_scorers_agree_the_event_stays_and_is_sure() -> None:
    before = {e.trigger[0].of(ARREST): e for e in read(ARREST).reading.events}
    after = weighed(ARREST)
    assert set(after) == set(before) == {"verhaftete"}
    event = after["verhaftete"]
    assert msgspec.structs.replace(event, sure={}) == before["verhaftete"]
    assert {"type", "status", "source", "actors", "recipients", "time"} <= set(event.sure)
    assert all(chance == 1.0 for chance in event.sure.values())


def test_a_row_that_training_hardly_saw_needs_the_scorers_word() -> None:
    doubted = {0: 3.0, TYPES.index("COERCE"): 0.0, TYPES.index("PROTEST"): 0.0}
    assert weighed(ARREST, words=says(len(TYPES), doubted)) == {}
    seen = says(len(TYPES), doubted, **{"by__what/verb verhaften": {}})
    assert set(weighed(ARREST, words=seen)) == {"verhaftete"}
    # a fixed phrase says it by itself
    strike = "Im Werk von Kolm legten 800 Schlosser die Arbeit nieder."
    assert [e.type for e in weighed(strike, words=says(len(TYPES), doubted)).values()] == ["PROTEST"]


def test_a_word_that_is_probably_no_event_is_left_out_and_one_that_is_comes_in() -> None:
    unlikely = says(len(TYPES), {0: 5.0})
    assert weighed(ARREST, words=unlikely) == {}
    text = "Am Montag knöpfte sich Ada Brunn den Händler Jo Hals vor."
    assert read(text).reading.events == ()
    likely = says(len(TYPES), {0: 0.0}, lemma__vorknöpfen={TYPES.index("ACCUSE"): 20.0})
    event = weighed(text, words=likely)["knöpfte"]
    assert (event.type, event.lemma, event.status, event.source) == ("ACCUSE", "vorknöpfen", "happened", OUTLET)
    assert event.because["type"] == BY
    assert event.sentence.of(text) == text


def test_another_type_takes_over_only_if_it_is_likely() -> None:
    kind = TYPES.index("ASSAULT")
    coerce = TYPES.index("COERCE")
    sure = says(len(TYPES), {0: 0.0}, read__COERCE={kind: 12.0, coerce: 9.0})
    assert weighed(ARREST, words=sure)["verhaftete"].type == "ASSAULT"
    unsure = says(len(TYPES), {0: 0.0}, read__COERCE={kind: 9.1, coerce: 9.0})
    assert weighed(ARREST, words=unsure)["verhaftete"].type == "COERCE"


def test_who_takes_part_is_filled_kept_and_left_out() -> None:
    nobody = says(len(ROLES), {})
    event = weighed(ARREST, pairs=nobody)["verhaftete"]
    assert (event.actors, event.recipients, event.place) == ((), (), None)
    assert not {"actors", "recipients"} & (set(event.because) | set(event.sure))
    left = says(len(ROLES), {}, side__left={0: 9.5}, kind__person={1: 9.3})
    event = weighed(ARREST, pairs=left)["verhaftete"]
    assert names(ARREST, event.recipients) == ["Jo Hals"]
    assert event.because["recipients"] != BY
    assert event.sure["recipients"] == pytest.approx(1 / (1 + np.exp(-0.3)), abs=0.01)


def test_beside_those_whom_the_rules_have_another_must_be_likelier() -> None:
    text = "Die Polizei verhaftete in Kolm neben Karl Dorn den Händler Jo Hals."
    held = {"read__recipient": {1: 20.0}}
    some = weighed(text, pairs=says(len(ROLES), {}, **held, kind__person={1: 9.5}))["verhaftete"]
    more = weighed(text, pairs=says(len(ROLES), {}, **held, kind__person={1: 12.0}))["verhaftete"]
    assert len(some.recipients) == 1
    assert set(names(text, more.recipients)) == {"Jo Hals", "Karl Dorn"}


def test_nobody_is_on_both_sides_but_where_he_is_likelier() -> None:
    turned = says(len(ROLES), {}, read__actor={0: 14.0, 1: 12.0}, read__recipient={1: 20.0})
    event = weighed(ARREST, pairs=turned)["verhaftete"]
    assert names(ARREST, event.actors) == ["Polizei"]
    assert names(ARREST, event.recipients) == ["Jo Hals"]
    rather = says(len(ROLES), {}, read__actor={0: 12.0, 1: 14.0}, read__recipient={1: 20.0})
    event = weighed(ARREST, pairs=rather)["verhaftete"]
    assert event.actors == ()
    assert names(ARREST, event.recipients) == ["Jo Hals", "Polizei"]


def test_status_source_place_and_date_turn_where_another_is_likely() -> None:
    text = "Ada Brunn sprach am Montag in Kolm. Am Dienstag verhaftete die Polizei Jo Hals."
    events = says(
        len(STATUSES) + len(VOICES), {}, read__COERCE={STATUSES.index("denied"): 20.0, len(STATUSES) + 2: 20.0}
    )
    pairs = says(len(ROLES), {}, read__actor={0: 20.0}, read__recipient={1: 20.0}, kind__place={2: 15.0},
                 **{"away__-1": {3: 11.0}})  # fmt: skip
    event = weighed(text, events=events, pairs=pairs)["verhaftete"]
    assert event.status == "denied"
    assert names(text, (event.place or "", event.source or ""))[0] == "Kolm"
    assert names(text, (event.source or "",)) == ["Ada Brunn"] or names(text, (event.source or "",)) == ["Kolm"]
    assert [event.because[field] for field in ("status", "place", "source")] == [BY] * 3
    assert event.time == "2021-03-09"


def test_whoever_is_named_in_the_next_sentence_only_stays_its_source() -> None:
    text = "Am Montag griffen Rebellen das Dorf an. Das meldete die Polizei."
    outlet = says(len(STATUSES) + len(VOICES), {}, read__ASSAULT={0: 20.0, len(STATUSES): 20.0})
    event = weighed(text, events=outlet)["griffen"]
    assert names(text, (event.source or "",)) == ["Polizei"]


def test_only_an_event_that_the_rules_left_alone_gets_its_date_from_the_scorer() -> None:
    assert weighed(ARREST, dates=says(1, {}))["verhaftete"].time == "2021-03-08"
    text = "Am Montag knöpfte sich Ada Brunn den Händler Jo Hals vor."
    words = says(len(TYPES), {0: 0.0}, lemma__vorknöpfen={TYPES.index("ACCUSE"): 20.0})
    likely = says(1, {}, stands__0={0: 9.5})
    assert weighed(text, words=words, dates=likely)["knöpfte"].time == "2021-03-08"
    assert weighed(text, words=words, dates=says(1, {}))["knöpfte"].time is None


def test_a_word_whose_row_does_not_hold_must_be_likelier_than_one_without_a_row() -> None:
    text = "Der Stürmer feuerte einen Volley ab."  # a counter-example of the row
    token = "feuerte"
    assert token not in {e.trigger[0].of(text) for e in read(text).reading.events}
    assault = TYPES.index("ASSAULT")
    likely = says(len(TYPES), {0: 0.0}, lemma__abfeuern={assault: 9.5})
    assert token not in weighed(text, words=likely)
    surely = says(len(TYPES), {0: 0.0}, lemma__abfeuern={assault: 12.0})
    assert token in weighed(text, words=surely)


@pytest.mark.parametrize(
    ("kind", "odds", "found"), [("ACCUSE", 1.4, True), ("JUDGE", 1.4, False), ("JUDGE", 3.0, True)]
)
def test_whom_it_befell_must_be_surer_where_a_mistake_does_harm(kind: str, odds: float, found: bool) -> None:
    text = "Am Montag knöpfte sich Ada Brunn den Händler Jo Hals vor."
    words = says(len(TYPES), {0: 0.0}, lemma__vorknöpfen={TYPES.index(kind): 20.0})
    event = weighed(text, words=words, pairs=says(len(ROLES), {}, kind__person={1: 9.0 + odds}))["knöpfte"]
    assert ("Jo Hals" in names(text, event.recipients)) == found


@pytest.mark.parametrize(("kind", "found"), [("ACCUSE", True), ("DIE", False)])
def test_nobody_is_dead_by_a_likely_guess(kind: str, found: bool) -> None:
    text = "Am Montag knöpfte sich Ada Brunn den Händler Jo Hals vor."
    words = says(len(TYPES), {0: 0.0}, lemma__vorknöpfen={TYPES.index(kind): 9.0 + 1.4})
    assert ("knöpfte" in weighed(text, words=words)) == found


def test_how_sure_a_field_is_follows_its_line() -> None:
    lines = {"type": (0.5, 0.0)}
    shipped = model()
    before = dict(shipped.lines)
    try:
        shipped.lines.clear()
        assert shipped.sure("type", 0.9) == pytest.approx(0.9)
        shipped.lines.update(lines)
        assert shipped.sure("type", 0.9) == pytest.approx(0.75)  # a ninth as odds: a third
        assert shipped.sure("place", 1.0) == pytest.approx(0.999)
    finally:
        shipped.lines.update(before)


def test_a_name_inside_the_description_of_a_doer_is_no_doer_of_its_own() -> None:
    text = "Die libysche Armee griff am Montag die Stadt Misrata an."
    everybody = says(len(ROLES), {0: 9.0})
    event = weighed(text, pairs=everybody)["griff"]
    assert "Libyen" not in names(text, event.actors)
    assert len(event.actors) >= 1


def test_a_text_without_states_is_left_as_the_rules_have_it() -> None:
    text = read(ARREST)
    bare = Text(msgspec.structs.replace(text.analysis, states=None), text.reading)
    assert weighing.annotate(bare) == text.reading.events
    with pytest.raises(ValueError, match="no states"):
        Weighing(bare, model())


def test_a_reading_says_which_scorers_weighed_it() -> None:
    (reading,) = run.read([Document(id="t", text=ARREST)])
    assert isinstance(reading, Reading)
    assert reading.reader.model == f"{load_analyser('de').model_hash}-{scorers_hash()}-{kinds_hash()}"


def test_the_shipped_scorers_read_plain_sentences() -> None:
    (event,) = weighing.annotate(read(ARREST))
    assert (event.type, event.status, event.source) == ("COERCE", "happened", OUTLET)
    assert names(ARREST, event.recipients) == ["Jo Hals"]
    assert event.sure["type"] > 0.8


def test_a_scorer_adds_rows_and_products_and_squashes() -> None:
    w = {
        "features": [[1.0, 0.0], [0.0, 2.0]], "token": [[1.0, 0.0]], "other": [[0.0, 1.0]], "left": [[2.0]],
        "right": [[3.0]], "product": [[1.0, -1.0]], "bias0": [0.5, 0.0], "second": [[1.0, 0.0], [0.0, 1.0]],
        "bias1": [0.0, -1.0], "out": [[1.0], [10.0]], "bias2": [0.25],
    }  # fmt: skip
    scorer = Scorer({k: np.array(v, np.float32) for k, v in w.items()}, {"a": 0, "b": 1})
    token, other = np.array([[1.0]], np.float32), np.array([[0.5]], np.float32)
    # hidden: (0.5 + 1 + 1 + 3, 2 + 0.5 - 3), then max(0, ·), then (5.5, max(0, 0 - 1))
    assert scorer([["a", "b", "unknown"]], token, other)[0, 0] == pytest.approx(5.5 + 0.25)
    assert scorer([[]], token)[0, 0] == pytest.approx(1.5 + 0.25)
    assert share(np.array([[0.0, 0.0]], np.float32)).tolist() == [[0.5, 0.5]]
    assert each(np.array([0.0], np.float32)).tolist() == [0.5]


def test_the_context_of_a_token_is_what_stands_before_and_after_it() -> None:
    context = Context(recurrent(np.array([[1.0]], np.float32), a=[2.0]), {"a": 0})
    states = np.array([[0.5], [0.0], [-4.0]], np.float32)
    found = context([["a", "unknown"], [], []], states)
    first, below = np.tanh(2.5), np.tanh(0.0)  # the last is below zero and let through as zero
    assert found[:, 0] == pytest.approx(np.tanh([first, first + below, first + below]))
    assert found[:, 1] == pytest.approx(np.tanh([first, 0.0, 0.0]))
    assert context([], np.zeros((0, 1), np.float32)).shape == (0, 2)


def test_the_context_is_that_of_the_usual_equations() -> None:
    chance = np.random.default_rng(3)
    shapes = {"ih": (12, 2), "hh": (12, 3)}
    w = {f"lstm.weight_{k}_l0{way}": chance.normal(size=s) for k, s in shapes.items() for way in ("", "_reverse")}
    w |= {f"lstm.bias_{k}_l0{way}": chance.normal(size=12) for k in shapes for way in ("", "_reverse")}
    w |= {"features": np.zeros((0, 2)), "token": np.eye(2), "bias": np.zeros(2)}
    arrays = {k: v.astype(np.float32) for k, v in w.items()}
    states = chance.random((4, 2)).astype(np.float32)
    found = Context(arrays, {})([[]] * 4, states)

    def squashed(x: npt.NDArray[Any]) -> Any:
        return 1 / (1 + np.exp(-x))

    for way, order, columns in (("", [0, 1, 2, 3], slice(0, 3)), ("_reverse", [3, 2, 1, 0], slice(3, 6))):
        h, c = np.zeros(3), np.zeros(3)
        for t in order:
            gates = arrays[f"lstm.weight_ih_l0{way}"] @ states[t] + arrays[f"lstm.weight_hh_l0{way}"] @ h
            i, f, g, o = np.split(gates + arrays[f"lstm.bias_ih_l0{way}"] + arrays[f"lstm.bias_hh_l0{way}"], 4)
            c = squashed(f) * c + squashed(i) * np.tanh(g)
            h = squashed(o) * np.tanh(c)
            assert found[t, columns] == pytest.approx(h, abs=1e-5)


def test_the_way_through_the_tree_and_the_nearest_mention() -> None:
    text = read("Die Polizei verhaftete Jo Hals. Ada Brunn lobte die Polizei, weil Jo Hals geflohen war.")
    a = text.analysis
    at = {form: n for n, form in enumerate(a.forms)}
    arrested, polizei = a.forms.index("verhaftete"), a.forms.index("Polizei")
    assert path(a, arrested, polizei) == "nsubj"
    assert path(a, polizei, arrested) == "^nsubj"
    assert path(a, arrested, arrested) == "same"
    near = Surroundings(text).near(at["lobte"])
    assert near[0].entity.name in ("Ada Brunn", "Polizei")
    nearest = {m.entity.name: m.sentence for m in near}
    assert nearest["Jo Hals"] == 1
    assert len({m.entity.id for m in near}) == len(near)


def test_any_two_states_are_equal() -> None:
    one, other = States(np.zeros((1, 2), np.float16)), States(np.ones((1, 2), np.float16))
    assert one == other
    assert hash(one) == hash(other)
    assert one != "states"


def test_features_tell_who_stands_where() -> None:
    text = read(ARREST)
    facts = Facts(text)
    token = text.analysis.forms.index("verhaftete")
    told = Told(token, "COERCE", facts.read[token])
    mention = next(m for m in facts.around.near(token) if m.entity.name == "Jo Hals")
    features = facts.of_mention(told, mention, 0)
    assert {"way:obj", "kind:person", "read:recipient", "side:right", "away:0"} <= set(features)
    assert {"lemma:verhaften", "read:COERCE", "row:COERCE"} <= set(facts.of_word(token))
    assert "read:this" in facts.of_date(told, "2021-03-08")
    assert "PAST_REF" in facts.dates(told)


def test_the_dead_change_sides_with_the_type() -> None:
    died = Event(id="v1", type="DIE", trigger=(), lemma="sterben", actors=("e1",), status="happened", source=OUTLET,
                 sentence=Span(0, 1), because={"type": "what/verb sterben", "actors": "who/frame"})  # fmt: skip
    killed = retyped(died, "DISASTER")
    assert (killed.actors, killed.recipients) == ((), ("e1",))
    assert killed.because == {"type": BY, "recipients": "who/frame"}
    assert retyped(killed, "DIE").actors == ("e1",)


def test_others_keep_their_sides() -> None:
    told = Event(id="v1", type="ACCUSE", trigger=(), lemma="rügen", actors=("e1",), status="happened", source=OUTLET,
                 sentence=Span(0, 1), because={"type": "what/verb rügen", "actors": "who/frame"})  # fmt: skip
    assert retyped(told, "ASSAULT").actors == ("e1",)


def test_whoever_gives_the_number_of_a_protest_says_so_and_took_no_part() -> None:
    text = "2.000 Bauern demonstrierten laut Wirt Jo Hals in Kolm, die Polizei sprach von 900."
    source = len(STATUSES) + VOICES.index("nobody")
    found = weighed(text, pairs=says(len(ROLES), {0: 9.0}), events=says(len(STATUSES) + len(VOICES), {source: 9.0}))
    assert names(text, (found["sprach"].source or "",)) == ["Polizei"]
    assert "Polizei" not in names(text, found["sprach"].actors)
    assert "source" not in found["sprach"].sure
    assert "Polizei" in names(text, found["demonstrierten"].actors)  # the same scorers where nobody counts
