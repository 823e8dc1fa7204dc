"""Addresses: two ways to write one are equal, two reports' are not."""

import pytest

from lagebild.record.address import address

ONE = "https://blatt.example/politik/halm?id=7"


@pytest.mark.parametrize(
    "url",
    [
        "http://blatt.example/politik/halm?id=7",
        "https://www.blatt.example/politik/halm?id=7",
        "https://WWW.Blatt.Example/politik/halm?id=7",
        "https://blatt.example:443/politik/halm?id=7",
        "http://blatt.example:80/politik/halm/?id=7",
        "//blatt.example/politik/halm?id=7",
        "blatt.example/politik/halm?id=7",
        " https://blatt.example./politik/halm?id=7#kommentare ",
        "https://blatt.example/politik/halm?utm_source=x&id=7&utm_medium=y&fbclid=z",
        "https://blatt.example/politik/h%61lm?wt_mc=rss&id=7",
    ],
)
def test_ways_to_write_one_address(url: str) -> None:
    assert address(url) == address(ONE) == "blatt.example/politik/halm?id=7"


@pytest.mark.parametrize(
    "url",
    [
        "https://blatt.example/politik/halm",
        "https://blatt.example/politik/halm?id=8",
        "https://blatt.example/politik/Halm?id=7",
        "https://bote.example/politik/halm?id=7",
        "https://blatt.example:8080/politik/halm?id=7",
        "https://m.blatt.example/politik/halm?id=7",
        "ftp://blatt.example/politik/halm?id=7",
        "https://blatt.example/politik/halm?id=7#!/2",
    ],
)
def test_other_addresses(url: str) -> None:
    assert address(url) not in (None, address(ONE))


def test_letters_beyond_ascii_are_written_one_way() -> None:
    assert address("https://müller.example/%c3%bcber") == address("http://xn--mller-kva.example/über")


def test_the_order_of_parameters_does_not_matter() -> None:
    assert address("https://blatt.example/?b=2&a=1") == address("https://blatt.example?a=1&b=2") is not None


@pytest.mark.parametrize(
    "url", [None, "", "  ", "https://blatt.example", "http://www.blatt.example/#top", "blatt.example"]
)
def test_what_names_no_report(url: str | None) -> None:
    assert address(url) is None


@pytest.mark.parametrize("url", ["urn:newsml:agn:20210503:17", "http://[kaputt", "halm-17", "mailto:a@blatt.example"])
def test_what_is_no_web_address_is_kept(url: str) -> None:
    assert address(url) == url
