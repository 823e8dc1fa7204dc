"""Reports that share their text."""

import os
import random
import subprocess
import sys
import time

import pytest

from lagebild.record.voices.copies import ENOUGH, SHARE, SLOTS, Printed, bands, original, overlap, signature

FLASH = (
    "Bei einem Brand in einer Lagerhalle am Hafen von Rodach sind am Montag vier Menschen gestorben. Die Feuerwehr fand "
    "ihre Leichen, als sie das Dach abtrug. Sieben Arbeiter werden noch vermisst. Die Ursache ist unbekannt."
)
OTHER = (
    "Vier Tote, sieben Vermisste: Das ist die Bilanz eines Feuers, das seit Montag in Rodach wütet. Als die Helfer das "
    "Dach der Halle öffneten, bot sich ihnen ein schlimmes Bild. Warum es brannte, weiß noch niemand."
)


def filler(words: int, seed: int = 1) -> str:
    """Words in no order, as long as a report."""
    chosen = random.Random(seed)
    return " ".join(f"{chosen.choice('abcdefgh')}{chosen.randrange(4000)}" for _ in range(words))


def printed(report: str, text: str, *, published: str | None = "2021-02-16", outlet: str | None = None) -> Printed:
    return Printed(report=report, outlet=outlet or report, published=published, text=text)


def test_a_signature_is_the_same_on_every_machine() -> None:
    assert signature(FLASH)[:4] == (624254454, 585094244, 3235391164, 394767287)
    assert len(signature(FLASH)) == SLOTS


def test_a_signature_is_the_same_in_another_process() -> None:
    code = f"from lagebild.record.voices.copies import signature; print(signature({FLASH!r}))"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert outputs == {f"{signature(FLASH)}\n"}


def test_a_signature_knows_words_only() -> None:
    assert signature(FLASH.upper().replace(" ", "\n")) == signature(FLASH)
    assert signature(FLASH) != signature(OTHER)
    assert signature("Nur vier Wörter hier.") == ()
    assert signature("") == ()


def test_bands_are_keys_of_their_slot() -> None:
    assert bands((7, 7)) == (7, (1 << 32) + 7)
    assert len(set(bands(signature(FLASH)))) == SLOTS
    assert all(0 <= key < 2**63 for key in bands(signature(FLASH)))


def test_a_flash_within_a_long_report_is_a_candidate() -> None:
    keys = set(bands(signature(FLASH)))
    found = [
        bool(keys & set(bands(signature(f"{filler(350, seed)} {FLASH} {filler(350, seed + 1)}"))))
        for seed in range(0, 80, 2)
    ]
    assert sum(found) >= 0.9 * len(found)
    strangers = [bool(keys & set(bands(signature(filler(700, seed))))) for seed in range(30)]
    assert not any(strangers)


def test_a_flash_within_a_long_report_is_a_copy_and_its_passage_is_quoted() -> None:
    long = f"{filler(300)} {FLASH} {filler(300, 2)}"
    found = overlap(long, FLASH)
    assert found.copied
    assert found.share == 1
    assert found.spans[0].of(long) == FLASH.rstrip(".")
    assert found.other_spans[0].of(FLASH) == FLASH.rstrip(".")


def test_an_edited_copy_is_a_copy() -> None:
    edited = FLASH.replace("vier Menschen", "mindestens vier Arbeiter").replace("Die Ursache ist unbekannt.", "")
    found = overlap(edited, FLASH)
    assert found.copied
    assert SHARE < found.share < 1
    assert all(
        mine.of(edited).casefold() == theirs.of(FLASH).casefold()
        for mine, theirs in zip(found.spans, found.other_spans, strict=True)
    )
    assert list(found.spans) == sorted(found.spans, key=lambda span: span.start - span.end)


def test_another_hand_on_the_same_fire_is_no_copy() -> None:
    assert not overlap(OTHER, FLASH).copied
    assert overlap(OTHER, FLASH).share < SHARE / 2


def test_a_paragraph_of_background_in_common_is_no_copy() -> None:
    found = overlap(f"{filler(50, 1)} {FLASH}", f"{filler(55, 2)} {FLASH}")
    assert 0.3 < found.share < 0.45
    assert not found.copied


def test_what_both_quote_does_not_count() -> None:
    said = (
        "„Wir haben alles getan, was wir tun konnten, aber das Feuer war schneller als wir, und der Wind war gegen uns an "
        "jenem Tag“"
    )
    one = f"{said}, sagte der Feuerwehrmann. {filler(30, 1)}"
    other = f"Der Kommandant sagte nach dem Einsatz: {said}. {filler(30, 2)}"
    assert not overlap(one, other).copied
    bare = said.strip("„“")
    assert overlap(one.replace(said, bare), other.replace(said, bare)).words > overlap(one, other).words


def test_a_report_that_is_a_quotation_is_compared_as_a_whole() -> None:
    assert overlap(f"„{FLASH}“", f"„{FLASH}“").copied


def test_a_sentence_in_common_is_no_copy() -> None:
    short = " ".join(FLASH.split()[: ENOUGH - 1])
    assert overlap(short, short).share == 1
    assert not overlap(short, short).copied


def test_nothing_in_common_has_no_passages() -> None:
    assert overlap(FLASH, filler(50)).spans == ()
    assert overlap("", FLASH).share == 0


def test_a_refrain_does_not_make_the_comparison_slow() -> None:
    refrain = "und das Meer rauschte weiter " * 4000
    begun = time.process_time()
    assert overlap(refrain, refrain).copied
    assert time.process_time() - begun < 3


def test_the_earlier_report_is_the_original_in_every_order() -> None:
    first = printed("c", FLASH, published="2021-02-15")
    second = printed("a", FLASH, published="2021-02-16T08:00:00+01:00")
    third = printed("b", f"{FLASH} {filler(80)}", published="2021-02-16T09:00:00+01:00")
    for others in ([first, second], [second, first]):
        found = original(third, others)
        assert found is not None
        assert (found.original, found.outlet, found.share) == ("c", "c", 1)
        assert FLASH.startswith(third.text[found.start : found.end])
    assert original(first, [second, third]) is None
    found = original(second, [first, third])
    assert found is not None
    assert found.original == "c"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (printed("b", FLASH), printed("a", FLASH)),
        (printed("b", FLASH, published=None), printed("c", FLASH)),
        (printed("a", FLASH), printed("z", FLASH, outlet="dpa")),
        (printed("a", FLASH, published=None), printed("z", FLASH, published=None, outlet="dpa")),
        (
            printed("a", FLASH, published="2021-02-16T09:00:00+01:00"),
            printed("b", FLASH, published="2021-02-16T07:30:00Z"),
        ),
    ],
)
def test_on_one_day_the_agency_goes_first_and_then_the_id(one: Printed, other: Printed) -> None:
    found = original(one, [other])
    assert found is not None
    assert found.original == other.report
    assert original(other, [one]) is None


def test_an_outlet_does_not_copy_itself() -> None:
    again = printed("b", FLASH, published="2021-02-20", outlet="Rheinischer Kurant")
    assert original(again, [printed("a", FLASH, outlet="Kurant")]) is None
    assert original(again, [printed("a", FLASH, outlet="Die Werkbank")]) is not None
