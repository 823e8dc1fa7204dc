"""Voices do not depend on the order of tellings; what is found of a text quotes it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.document import Span
from lagebild.reading import Reading
from lagebild.record.voices.citations import Citation, citations
from lagebild.record.voices.copies import Copy, Printed, original, overlap, signature
from lagebild.record.voices.credit import Credit, agency_credits
from lagebild.record.voices.independence import Testimony as Telling
from lagebild.record.voices.independence import sources, voices

OUTLETS = ("Kurant", "Rheinischer Kurant", "Die Werkbank", "Agentur Nordlicht", "dpa", "Bote", "BBC")
SIGNS = (("dpa", True), ("AFP", True), ("anl", False), ("mk", False))

credit = st.builds(
    lambda sign, place: Credit(agency=sign[0], known=sign[1], start=0, end=3, place=place),
    st.sampled_from(SIGNS),
    st.sampled_from(("dateline", "end", "picture")),
)
citation = st.builds(
    lambda outlet, start, certain: Citation(
        outlet=outlet, start=start, end=start + 4, scope=(Span(0, 99),), rule="cites/laut", certain=certain
    ),
    st.sampled_from((*OUTLETS, None)),
    st.integers(0, 9),
    st.booleans(),
)
report = st.integers(0, 9).map("report {}".format)
testimony = st.builds(
    Telling,
    report=report,
    outlet=st.sampled_from((*OUTLETS, None)),
    agencies=st.lists(credit, max_size=3).map(tuple),
    original=st.none()
    | st.builds(
        Copy, original=report, outlet=st.sampled_from(OUTLETS), share=st.just(0.9), start=st.just(5), end=st.just(9)
    ),
    cited=st.lists(citation, max_size=2).map(tuple),
)
words = st.lists(st.sampled_from("a b c d e f g h i j k l".split()), max_size=90).map(" ".join)
tellings = st.lists(testimony, max_size=7).flatmap(
    lambda some: st.tuples(st.just(some), st.permutations(range(len(some))))
)


@given(tellings)
@settings(deadline=None)
def test_the_voice_of_a_telling_does_not_depend_on_the_order(case: tuple[list[Telling], list[int]]) -> None:
    some, order = case
    expected = voices(some)
    assert [expected[at] for at in order] == list(voices([some[at] for at in order]))


@given(st.lists(testimony, max_size=7))
@settings(deadline=None)
def test_a_telling_more_of_one_kind_adds_no_voice(some: list[Telling]) -> None:
    assert sources(voices([*some, *some])) == sources(voices(some))


@given(
    st.lists(
        st.builds(
            Printed,
            report=report,
            outlet=st.none(),
            published=st.sampled_from(("2021-02-16", "2021-02-17", None)),
            text=words,
        ),
        max_size=5,
    ),
    words,
    st.randoms(),
)
@settings(deadline=None)
def test_the_original_does_not_depend_on_the_order_of_candidates(
    some: list[Printed], text: str, chance: object
) -> None:
    of = Printed(report="z", outlet="Kurant", published="2021-02-18", text=text)
    unique = list({printed.report: printed for printed in some}.values())
    assert original(of, unique) == original(of, unique[::-1])


@given(words, words)
@settings(deadline=None)
def test_common_passages_are_common(one: str, other: str) -> None:
    found = overlap(one, other)
    assert 0 <= found.share <= 1
    assert [span.of(one) for span in found.spans] == [span.of(other) for span in found.other_spans]
    assert not any(a.overlaps(b) for i, a in enumerate(found.spans) for b in found.spans[:i])


@given(words)
@settings(deadline=None)
def test_a_text_is_a_copy_of_itself_if_it_is_long_enough(text: str) -> None:
    assert overlap(text, text).copied == (len(text.split()) >= 25)
    assert bool(signature(text)) == (len(text.split()) >= 5)


@given(
    st.lists(
        st.sampled_from(
            (
                "Laut ",
                "der ",
                "„",
                "“ ",
                "Spiegel",
                "BBC",
                "(dpa)",
                "dpa",
                "\n",
                ". ",
                "Zeitung ",
                "berichtet ",
                "Bericht ",
                "-",
                "wie ",
                " zufolge",
                "Halm ",
            )
        ),
        max_size=25,
    ).map("".join)
)
@settings(deadline=None)
def test_what_is_found_stands_in_the_text(text: str) -> None:
    reading = Reading(id="r", text=text)
    credited, cited = agency_credits(reading), citations(reading)
    for found in [Span(c.start, c.end) for c in credited] + [Span(c.start, c.end) for c in cited]:
        assert 0 <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip()
