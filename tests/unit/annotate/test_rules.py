"""Every rule's own sentences: what it must find there it finds, and without it the reading is another one."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

import lagebild.annotate
from lagebild.analysis import Analysis
from lagebild.annotate.read import read
from lagebild.annotate.rule import Rule
from lagebild.document import Document, Span
from lagebild.language import load_analyser
from lagebild.language.analyser import GermanAnalyser
from lagebild.normalise import normalised
from lagebild.reading import Reader, Reading

LAYERS = ("structure", "times", "entities", "offices", "statements", "events", "relations", "plans", "pledges")
PUBLISHED = "2021-03-10"


class Placed(NamedTuple):
    """A rule and the tuple that it stands in: a module's constant."""

    module: str
    constant: str
    rule: Rule[Any, Any]


def _rooms() -> Iterator[Placed]:
    """Every rule of the package, room by room."""
    for info in pkgutil.walk_packages(lagebild.annotate.__path__, "lagebild.annotate."):
        module = importlib.import_module(info.name)
        for constant, value in vars(module).items():
            if isinstance(value, tuple) and value and all(isinstance(member, Rule) for member in value):
                yield from (Placed(info.name, constant, rule) for rule in value)


PLACED = list(_rooms())


def _faults() -> dict[tuple[str, str], str]:
    """By rule and sentence why it is known not to be read as its rule has it."""
    lines = (Path(__file__).parent / "known_faults.tsv").read_text("utf-8").splitlines()[1:]
    return {(rule, sentence): why for rule, sentence, why in (line.split("\t") for line in lines if line)}


FAULTS = _faults()
YES = [(p, example) for p in PLACED for example in p.rule.examples]
NO = [(p, sentence) for p in PLACED for sentence in p.rule.no]


@cache
def _analysis(sentence: str, network_alone: bool) -> Analysis:
    text = normalised(sentence).text
    if network_alone:
        return msgspec.structs.replace(_network()(text), states=None)  # which the scorers could not read
    return load_analyser("de")(text)


@cache
def _network() -> GermanAnalyser:
    return GermanAnalyser(encoder=None)


def _read(sentence: str, network_alone: bool = False) -> Reading:
    document = Document(id="t", text=normalised(sentence).text, published=PUBLISHED, outlet="Kurant")
    return read(document, _analysis(sentence, network_alone), reader=Reader(version="", lexicon="", model=""))


@cache
def _as_it_is(sentence: str, network_alone: bool = False) -> Reading:
    return _read(sentence, network_alone)


def _network_alone(placed: Placed) -> bool:
    """Whether a rule is shown on what the network alone takes for names.

    Rules of names and trees mend its mistakes. Beside the encoder they are rarer, and each training leaves others.
    """
    return placed.module.startswith(("lagebild.annotate.entities", "lagebild.annotate.tree"))


def _bare(reading: Reading) -> list[Any]:
    """What a reading says, without why."""
    found = []
    for layer in LAYERS:
        for finding in getattr(reading, layer):
            built = msgspec.to_builtins(finding)
            built.pop("because", None)
            found.append((layer, built))
    return found


def _words(reading: Reading, layer: str, finding: Any) -> str:
    """What a finding is called in an example."""
    text = reading.text
    if layer == "events":
        return " ".join(span.of(text) for span in finding.trigger)
    if layer == "statements":
        return " … ".join(span.of(text) for span in finding.quote_spans)
    if layer == "relations":
        return f"{_name(reading, finding.source_entity)} – {_name(reading, finding.target_entity)}"
    if layer in ("times", "structure", "pledges"):
        return Span(finding.start, finding.end).of(text)
    return str(finding.title if layer == "offices" else finding.name)


def _name(reading: Reading, value: str | None) -> str:
    entity = reading.entity(value)
    whole = next((e for e in reading.events if e.id == value), None)
    return entity.name if entity is not None else _words(reading, "events", whole) if whole is not None else str(value)


def _value(reading: Reading, finding: Any, field: str) -> str:
    """A field's value in an example: entities by name, spans by their words, several with a comma between."""
    value = msgspec.to_builtins(finding)[field]
    if isinstance(value, str) or value is None:
        return _name(reading, value)
    shown = []
    for part in value:
        if isinstance(part, dict):
            shown.append(f"{part['kind']} {part['bound']} {part['value']}")
        elif isinstance(part, str):
            shown.append(_name(reading, part))
        else:
            shown.append(reading.text[part[0] : part[1]])
    return ", ".join(shown)


def given(reading: Reading, rule: str) -> list[tuple[str, str]]:
    """The words and the value of each field that a rule has filled in a reading."""
    return [
        (_words(reading, layer, finding), _value(reading, finding, field))
        for layer in LAYERS
        for finding in getattr(reading, layer)
        for field, name in finding.because.items()
        if rule in name.split(" + ")
    ]


def test_names_are_paths_and_stand_once() -> None:
    names = [(p.module, p.rule.name) for p in PLACED]
    for module, name in names:
        assert "/" in name, (module, name)
        # a tuple that another module imports cannot be taken out there: it is asked in its own module
        assert [m for m, n in names if n == name] == [module], name


def test_every_rule_has_a_reason_and_a_sentence() -> None:
    assert not [p.rule.name for p in PLACED if not p.rule.yes or not p.rule.why.endswith(".")]


def _holds(placed: Placed, sentence: str, gives: str) -> bool:
    found = given(_as_it_is(sentence, _network_alone(placed)), placed.rule.name)
    if not gives:
        return True
    words, _, value = gives.rpartition(": ")
    return any(words in w and value == v for w, v in found)


def _matters(placed: Placed, sentence: str, monkeypatch: pytest.MonkeyPatch) -> bool:
    module = importlib.import_module(placed.module)
    rest = tuple(rule for rule in getattr(module, placed.constant) if rule is not placed.rule)
    with monkeypatch.context() as patch:
        patch.setattr(module, placed.constant, rest)
        alone = _network_alone(placed)
        return _bare(_read(sentence, alone)) != _bare(_as_it_is(sentence, alone))


@pytest.mark.parametrize(("placed", "example"), YES, ids=[f"{p.rule.name}-{n}" for n, (p, _) in enumerate(YES)])
def test_yes(placed: Placed, example: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    holds = _holds(placed, example.sentence, example.gives)
    matters = _matters(placed, example.sentence, monkeypatch)
    known = (placed.rule.name, example.sentence) in FAULTS
    assert (holds and matters) != known, (
        example.sentence,
        given(_as_it_is(example.sentence, _network_alone(placed)), placed.rule.name),
        _as_it_is(example.sentence, _network_alone(placed)).events,
        "its absence changes nothing" if not matters else "",
        "take it out of known_faults.tsv" if known else "",
    )


@pytest.mark.parametrize(("placed", "sentence"), NO, ids=[f"{p.rule.name}-{n}" for n, (p, _) in enumerate(NO)])
def test_no(placed: Placed, sentence: str) -> None:
    found = given(_as_it_is(sentence), placed.rule.name)
    known = (placed.rule.name, sentence) in FAULTS
    assert bool(found) == known, (sentence, found)


def test_known_faults_are_of_rules_that_there_are() -> None:
    sentences = {(p.rule.name, e.sentence) for p, e in YES} | {(p.rule.name, s) for p, s in NO}
    assert not set(FAULTS) - sentences
