"""Web pages: the report's own paragraphs and nothing around them; date and outlet from the best place that has them."""

from __future__ import annotations

import json

import pytest

from lagebild.sources.pages import is_furniture

from .conftest import Read

FIRST = "Ministerpräsidentin Ada Brunn ist am Montag in Norhaven zurückgetreten. Sie habe keine Mehrheit, sagte Brunn."
SECOND = (
    "Ihr Nachfolger soll am Donnerstag gewählt werden. Die Partei nannte zunächst keinen Namen, will es aber bald tun."
)
THIRD = "Auslöser war der Streit um das Fischereigesetz, das der Landtag im März mit knapper Mehrheit abgelehnt hatte."


def page(*paragraphs: str, head: str = "", lang: str = "de-DE", around: str = "") -> str:
    body = "\n".join(p if p.startswith("<") else f"<p>{p}</p>" for p in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>Brunn geht</title>{head}</head>'
        f"<body><nav><a href='/'>Start</a> <a href='/p'>Polizei erschießt Räuber in Halm</a></nav>"
        f"<article><h1>Brunn tritt zurück</h1>"
        f"{body}</article>{around}<footer><p>© Rheinischer Kurant, alle Rechte, Norhaven</p></footer></body></html>"
    )


def linked(**fields: object) -> str:
    data = {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"], **fields}]}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_the_report_is_its_paragraphs_and_its_headings(read: Read) -> None:
    head = '<link rel="canonical" href="https://kurant.example/politik/brunn">' + linked(
        headline="Brunn tritt zurück",
        datePublished="2021-05-05T14:30:00+02:00",
        publisher={"name": "Rheinischer Kurant"},
    )
    ((found,), failed) = read("a.html", page(FIRST, SECOND, "<h2>Streit um Fische</h2>", THIRD, head=head))
    assert failed == []
    assert found.text == f"{FIRST}\n\n{SECOND}\n\nStreit um Fische\n\n{THIRD}"
    assert (found.title, found.published) == ("Brunn tritt zurück", "2021-05-05T14:30:00+02:00")
    assert (found.outlet, found.url) == ("Rheinischer Kurant", "https://kurant.example/politik/brunn")
    assert (found.language, found.problems) == ("de", ())


@pytest.mark.parametrize(
    "furniture",
    [
        "<figure><img src='a'><figcaption>Soldaten stürmten am Sonntag das Rathaus in Halm.</figcaption></figure>",
        "<div class='article__caption'><p>Soldaten stürmten am Sonntag das Rathaus in Halm.</p></div>",
        "<p><strong>Lesen Sie auch:</strong> <a href='/x'>Soldaten stürmten das Rathaus</a></p>",
        "<p>Lesen Sie auch:</p><ul><li><a href='/x'>Soldaten stürmten am Sonntag das Rathaus</a></li></ul>",
        "<p><a href='/x'>Soldaten stürmten am Sonntag das Rathaus in Halm</a></p>",
        "<div class='bildunterschrift'><p>Soldaten stürmten am Sonntag das Rathaus in Halm.</p></div>",
        "<div class='mehr-zum-thema'><p>Soldaten stürmten am Sonntag das Rathaus in Halm.</p></div>",
        "<div class='lesen-sie-auch'><p>Soldaten stürmten am Sonntag das Rathaus in Halm.</p></div>",
        "<div class='m-werbung'><p>Soldaten stürmten am Sonntag das Rathaus in Halm.</p></div>",
        "<div class='teaser-list'><p>Soldaten stürmten am Sonntag das Rathaus in Halm.</p></div>",
        "<aside><p>Soldaten stürmten am Sonntag das Rathaus in Halm.</p></aside>",
        "<section id='related'><h3>Mehr</h3><p>Soldaten stürmten das Rathaus in Halm.</p></section>",
        "<p style='display: none'>Soldaten stürmten am Sonntag das Rathaus in Halm.</p>",
        "<p>Foto: Soldaten/agn</p>",
        "<blockquote class='twitter-tweet'><p>Soldaten stürmten am Sonntag das Rathaus.</p>&mdash; Halm (@halm)</blockquote>",
    ],
)
def test_what_stands_around_a_report_is_kept_apart(read: Read, furniture: str) -> None:
    ((found,), _) = read("a.html", page(FIRST, furniture, SECOND, THIRD))
    assert "Soldaten" not in found.text
    assert found.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def test_a_class_whose_name_deceives_does_not_take_the_report_away(read: Read) -> None:
    ((found,), _) = read(
        "a.html", page(f"<div class='related article'><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>")
    )
    assert FIRST in found.text
    assert THIRD in found.text


@pytest.mark.parametrize(
    ("head", "first", "published"),
    [
        ('<meta property="article:published_time" content="2021-05-05T14:30:00Z">', "", "2021-05-05T14:30:00+00:00"),
        ('<meta name="date" content="5.5.2021">', "", "2021-05-05"),
        ('<meta name="DC.date.issued" content="2021-05-05">', "", "2021-05-05"),
        ("", '<time datetime="2021-05-05T14:30">gestern</time>', "2021-05-05T14:30:00"),
        ("", "<time>5. Mai 2021, 14:30 Uhr</time>", "2021-05-05T14:30:00"),
        ("", '<span itemprop="datePublished" content="2021-05-05"></span>', "2021-05-05"),
        ('<link rel="canonical" href="https://kurant.example/2021/05/05/brunn.html">', "", "2021-05-05"),
        ('<meta name="date" content="demnächst">', '<time datetime="2021-05-05">x</time>', "2021-05-05"),
        (linked(datePublished="2021-05-05") + '<meta name="date" content="2020-01-01">', "", "2021-05-05"),
        ("", "<p>Am 7. Juni 2019 war Brunn gewählt worden, wie sich die Partei gern und oft erinnert.</p>", None),
    ],
)
def test_the_date_is_the_one_that_the_page_states(read: Read, head: str, first: str, published: str | None) -> None:
    ((found,), _) = read("a.html", page(*filter(None, (first, FIRST, SECOND, THIRD)), head=head))
    assert found.published == published


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ('<meta property="og:site_name" content="Rheinischer Kurant">', "Rheinischer Kurant"),
        (
            linked(publisher=[{"name": "Die Werkbank"}]) + '<meta property="og:site_name" content="Kurant">',
            "Die Werkbank",
        ),
        ('<meta property="og:url" content="https://www.kurant.example/a">', "kurant.example"),
        ("", None),
    ],
)
def test_the_outlet_is_the_publisher_else_the_site_else_the_host(read: Read, head: str, outlet: str | None) -> None:
    ((found,), _) = read("a.html", page(FIRST, SECOND, THIRD, head=head))
    assert found.outlet == outlet


@pytest.mark.parametrize(
    ("publisher", "outlet"),
    [
        ({"@type": "Organization", "@id": "#org", "name": "Die Werkbank"}, "Die Werkbank"),
        ({"@type": ["Person", "Organization"], "@id": "#org", "name": "Karla Moos"}, "kurant.example"),
        ({"@type": "Organization", "@id": "#other", "name": "Die Werkbank"}, "kurant.example"),
    ],
)
def test_a_publisher_that_stands_elsewhere_in_the_page_is_found_by_its_id(
    read: Read, publisher: dict[str, object], outlet: str
) -> None:
    """So blogs that WordPress and its plugins make have it."""
    graph = [{"@type": "Article", "headline": "Brunn", "publisher": {"@id": "#org"}}, {"@type": "WebSite"}, publisher]
    head = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
    head += '<link rel="canonical" href="https://www.kurant.example/a">'
    ((found,), _) = read("a.html", page(FIRST, SECOND, THIRD, head=head))
    assert found.outlet == outlet


@pytest.mark.parametrize(
    ("kicker", "stays"), [("Kreis Norhaven", False), ("Wahl in Norhaven:", False), ("Die Wahl ist vorbei.", True)]
)
def test_a_headline_is_no_paragraph_with_a_kicker_before_it_either(read: Read, kicker: str, stays: bool) -> None:
    head = linked(headline="Brunn tritt zurück")
    content = page(FIRST, SECOND, THIRD, head=head).replace("<h1>", f"<h1><span>{kicker}</span> ")
    ((found,), _) = read("a.html", content)
    assert found.text == (f"{kicker} Brunn tritt zurück\n\n" if stays else "") + f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def test_a_page_in_latin_letters_says_so_and_is_read(read: Read) -> None:
    content = page(FIRST, SECOND, THIRD).replace("utf-8", "iso-8859-1").encode("cp1252")
    ((found,), _) = read("a.html", content)
    assert found.text.startswith(FIRST)
    assert found.problems == ()


def test_a_page_that_shows_a_part_says_so(read: Read) -> None:
    ((found,), _) = read("a.html", page(FIRST, SECOND, head=linked(isAccessibleForFree=False)))
    assert "only a part of the report" in found.problems[0]


def test_broken_metadata_leaves_the_page_readable(read: Read) -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", </script><link rel="canonical" href="http://[kaputt">'
    ((found,), failed) = read("a.html", page(FIRST, SECOND, THIRD, head=head))
    assert failed == []
    assert found.text.startswith(FIRST)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a", "a.php"])
def test_a_page_is_told_by_its_look(read: Read, name: str) -> None:
    ((found,), _) = read(name, page(FIRST, SECOND, THIRD))
    assert found.text.startswith(FIRST)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "this is no web page"),
        (
            "<html><body><ul>" + "<li><a href='/'>Rebellen greifen Halm an</a></li>" * 30 + "</ul></body></html>",
            "no report is found",
        ),
        ("<html><body><div id='app'></div><script>start()</script></body></html>", "no report is found"),
        (b"<html>" + bytes(range(256)) * 3, "binary data"),
        ("<html><body>" + "<div>" * 20_000 + "</body></html>", "no report is found"),
        (b"<html><body><p>" + b"x" * 21_000_000, "larger than 20 MB"),
    ],
)
def test_what_is_no_report_is_said(read: Read, content: bytes | str, says: str) -> None:
    (found, (failed,)) = read("a.html", content)
    assert found == []
    assert says in failed.error
    assert "a.html" in failed.error


@pytest.mark.parametrize("line", ["Lesen Sie auch: Brunn geht", "Foto: Ada Brunn/agn", "Mehr zum Thema"])
def test_furniture_opens_with_its_words(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", ["Lesen Sie auch das Buch, riet der Minister.", "Das Foto zeigt Ada Brunn.", ""])
def test_running_text_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_signs_that_xml_forbids_are_left_out(read: Read) -> None:
    ((found,), failed) = read(
        "a.html", page(f"{FIRST[:9]}&#1;&#x0b;&#xD800;\x02{FIRST[9:]}", "<p>Foto: x</p>\x01&#2;", SECOND, THIRD)
    )
    assert failed == []
    assert FIRST in found.text
    assert found.text.isprintable() or "\n" in found.text


@pytest.mark.parametrize("name", ["idna", "undefined", "punycode", "klingon", "rot13", "hex", "raw_unicode_escape"])
def test_an_encoding_that_no_page_has_is_told_by_the_bytes(read: Read, name: str) -> None:
    raw = page(FIRST, SECOND, THIRD).replace('charset="utf-8"', f'charset="{name}"')
    ((found,), failed) = read("a.html", raw)
    assert failed == []
    assert "zurückgetreten" in found.text


def test_an_element_with_attributes_without_end_costs_no_minutes(read: Read) -> None:
    crowded = "<p " + " ".join(f"a{n}='<b c=\"d\">' x{n} y{n} = z" for n in range(20_000)) + f">{SECOND}</p>"
    ((found,), failed) = read("a.html", page(FIRST, crowded, THIRD))
    assert failed == []
    assert [part for part in found.text.split("\n\n") if part in (FIRST, SECOND, THIRD)] == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize("piece", ["<div>a</div>", "<nav></nav>a", "<h2>a</h2>", "<p itemprop=publisher><i>a</i>"])
def test_a_page_of_more_elements_than_any_report_has_is_refused_and_one_of_many_is_read(read: Read, piece: str) -> None:
    """Taken apart in all of trafilatura's ways, 20,000 elements took half a minute, and a megabyte of them hours."""
    ((found,), _) = read("a.html", page(FIRST, SECOND, THIRD, around=piece * 6_000))
    assert FIRST in found.text
    (nothing, (failed,)) = read("b.html", page(FIRST, SECOND, THIRD, around=piece * 40_000))
    assert nothing == []
    assert "more than 30,000 elements, which no report has; save the report's text" in failed.error
