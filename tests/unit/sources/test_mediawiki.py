"""MediaWiki dumps: articles as they stream by, their running text, the day of their category or dateline."""

from __future__ import annotations

import bz2
from collections.abc import Iterator
from xml.sax.saxutils import escape

import mwparserfromhell
import pytest

from lagebild.sources.mediawiki import text_of

from .conftest import Read

ARTICLE = """{{Überblick}}
[[Datei:Brunn.jpg|thumb|Soldaten stürmten am Sonntag das Rathaus.]]
'''Norhaven''' ([[w:Talvarien|Talvarien]]), 05.05.2021 – [[w:Ada Brunn|Ada Brunn]] ist am Montag gegangen.<ref>x</ref>

Sie gehe ''freiwillig'', sagte {{w|Ada Brunn|Brunn}}.
{| class="wikitable"
| Tote || 7
|}
== Der Streit ==
* Erster Punkt.
== Themenverwandte Artikel ==
* [[Rebellen greifen Halm an]]
== Quellen ==
* {{Quelle|x}}
[[Kategorie:05.05.2021]] [[Kategorie:Politik]] [[en:Brunn resigns]]"""
HEAD = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="de">
<siteinfo><sitename>Wikinews</sitename>
<base>https://de.wikinews.org/wiki/Hauptseite</base><namespaces><namespace key="0" /></namespaces></siteinfo>"""


def pages(*texts: tuple[str, str], ns: int = 0, redirect: str = "") -> Iterator[str]:
    for title, text in texts:
        yield f"<page><title>{title}</title><ns>{ns}</ns><id>1</id>{redirect}"
        yield "<revision><id>1</id><timestamp>2021-05-05T10:00:00Z</timestamp><text>Alte Fassung.</text></revision>"
        yield f"<revision><id>2</id><timestamp>2022-05-05T10:00:00Z</timestamp><text>{escape(text)}</text></revision></page>"


def dump(*texts: tuple[str, str], more: str = "") -> str:
    return HEAD + "".join(pages(*texts)) + more + "</mediawiki>"


def test_an_article_is_its_running_text_in_its_newest_revision(read: Read) -> None:
    ((found,), failed) = read("a.xml", dump(("Brunn geht: das Aus", ARTICLE)))
    assert failed == []
    assert found.text == (
        "Norhaven (Talvarien), 05.05.2021 – Ada Brunn ist am Montag gegangen.\n\n"
        "Sie gehe freiwillig, sagte Brunn.\n\nDer Streit\n\nErster Punkt."
    )
    assert (found.title, found.published, found.outlet) == ("Brunn geht: das Aus", "2021-05-05", "Wikinews")
    assert (found.url, found.language) == ("https://de.wikinews.org/wiki/Brunn_geht:_das_Aus", "de")


def test_other_pages_are_passed_over(read: Read) -> None:
    more = "".join(pages(("Diskussion:Brunn", "Hallo."), ns=1)) + "".join(
        pages(("Alt", "#WEITERLEITUNG"), redirect='<redirect title="x"/>')
    )
    (found, failed) = read("a.xml", dump(("Eins", "Ein Satz."), ("Leer", "{{x}}"), more=more))
    assert ([one.title for one in found], failed) == (["Eins"], [])


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Ein Satz. [[Kategorie:5.5.2021]]", "2021-05-05"),
        ("{{Datum|5. Mai 2021}} Ein Satz.", "2021-05-05"),
        ("{{date|May 5, 2021}} Ein Satz.", "2021-05-05"),
        ("'''Halm''', 5. Mai 2021 – Ein Satz.", "2021-05-05"),
        ("Am 5. Mai 2021 trat sie zurück.", None),
        ("Ein Satz. [[Kategorie:99.99.2021]]", None),
    ],
)
def test_the_day_is_the_articles_own(read: Read, text: str, published: str | None) -> None:
    ((found,), _) = read("a.xml", dump(("A", text)))
    assert found.published == published


@pytest.mark.parametrize(("name", "pack"), [("dewikinews.xml.bz2", True), ("dewikinews", False)])
def test_a_dump_is_told_by_its_first_element(read: Read, name: str, pack: bool) -> None:
    content = dump(("Eins", "Ein Satz.")).encode()
    ((found,), _) = read(name, bz2.compress(content) if pack else content)
    assert found.text == "Ein Satz."


@pytest.mark.parametrize(
    ("content", "many", "says"),
    [
        (dump(("Eins", "Ein Satz."), ("Zwei", "Zwei."))[:-200], 1, "no XML that can be read"),
        (dump(("Eins", "Ein Satz.")).replace("<base>", "<base>&kaputt;"), 0, "no XML that can be read"),
        (
            '<!DOCTYPE mediawiki [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + dump(("Eins", "&b;")),
            0,
            "declares an entity",
        ),
        ("<mediawiki></mediawiki>", 0, "no page in this dump"),
        (dump(("Eins", "x" * 50_000), ("Zwei", "Zwei.")), 1, "'Eins' is longer than a report may be"),
    ],
)
def test_a_bad_dump_is_said_and_what_came_before_is_read(read: Read, content: str, many: int, says: str) -> None:
    (found, failed) = read("a.xml", content, max_characters=10_000)
    assert len(found) == many
    assert says in failed[-1].error


@pytest.mark.parametrize(
    "text",
    [
        "{{" * 5_000,
        "[[" * 5_000,
        "{|" * 2_000,
        "<ref>" * 3_000,
        "'" * 20_000,
        "<ref>" * 30_000,
        '<div a="x ' * 10_000,
        "</b>" * 10_000 + "<b>" * 10_000,
        "[http://a " * 10_000,
        "-->" * 20_000 + "<!--" * 20_000,
        "==" + " " * 20_000 + "x",
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_wikitext_that_never_closes_is_taken_apart_all_the_same(text: str) -> None:
    assert "Ein Satz." in text_of("Ein Satz.\n\n" + text, mwparserfromhell)


def test_wikitext_nested_without_end_is_said_and_the_next_page_is_read(read: Read) -> None:
    ((found,), (failed,)) = read("a.xml", dump(("Tief", "{{{" * 3_000 + "}}}" * 3_000), ("Zwei", "Zwei.")))
    assert found.text == "Zwei."
    assert "the page 'Tief' cannot be taken apart" in failed.error


@pytest.mark.parametrize("heading", ["==Quellen==", "== Quellen ==  ", "=== ''Quellen'' ===", "==\tQuellen ==\r"])
def test_a_heading_is_told_with_its_blanks(heading: str) -> None:
    assert text_of(f"Ein Satz.\n{heading}\nKein Satz.", mwparserfromhell) == "Ein Satz."
    assert "Doch." in text_of(f"Ein Satz.\n{heading.rstrip().rstrip('=')}\nDoch.", mwparserfromhell)


def test_a_page_without_a_title_does_not_take_that_of_another(read: Read) -> None:
    nameless = f"<page><ns>0</ns><revision><timestamp>9999</timestamp><text>{ARTICLE}</text></revision></page>"
    (found, failed) = read("a.xml", HEAD + nameless + "".join(pages(("Eins", "Ein Satz."))) + nameless + "</mediawiki>")
    assert ("Eins", "Ein Satz.") in [(one.title, one.text) for one in found]
    assert all("report it" not in one.error for one in failed)


@pytest.mark.parametrize("opened", ["{{Datum|", "{{Datum", "{{", "{{Datum|1. Mai 2021"])
def test_a_template_of_the_day_with_blanks_without_end_is_looked_at_once(read: Read, opened: str) -> None:
    ((found,), _) = read("a.xml", dump(("A", f"Ein Satz. {opened}" + " " * 50_000 + "x")))
    assert found.published is None


def test_tables_without_end_are_no_tables(read: Read) -> None:
    ((found,), failed) = read("a.xml", dump(("A", "Ein Satz." + "\n{|\n|a\n|}" * 20_000)))
    assert (found.text, failed) == ("Ein Satz.", [])


def test_a_page_of_marks_is_left_out_with_a_word_and_the_next_is_read(read: Read) -> None:
    ((found,), (failed,)) = read("a.xml", dump(("A", "Ein Satz." + "'''a''b" * 100_000), ("B", "Ein Satz.")))
    assert found.title == "B"
    assert "the page 'A' has more than 200,000 marks, as no article does; it is left out" in failed.error
