"""RSS and Atom: an entry is a report; teasers are said to be teasers; feeds that could unfold or never end are refused."""

from __future__ import annotations

import pytest

from .conftest import Read

WHOLE = "Ministerpräsidentin Ada Brunn ist am Montag in Norhaven zurückgetreten."
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Rheinischer Kurant</title><link>https://kurant.example/</link><language>de-DE</language>
<item><title>Brunn geht</title><link>https://kurant.example/brunn</link><guid isPermaLink="false">77</guid>
<pubDate>Wed, 05 May 2021 14:30:00 +0200</pubDate><description>Die Ministerin geht.</description><content:encoded>
<![CDATA[<p>{WHOLE}</p><figure><figcaption>Soldaten in Halm</figcaption></figure><p>Sie gehe freiwillig.</p>]]>
</content:encoded></item>
<item><title>Halm</title><link>https://kurant.example/halm</link>
<description>In Halm brannte eine Scheune … Weiterlesen</description></item>
<item><title>Leer</title><link>https://kurant.example/leer</link></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Die Werkbank</title><id>urn:x</id>
<entry><id>tag:werkbank.example,2021:1</id><title type="html">Brunn &amp;amp; Moos</title>
<updated>2021-05-06T08:00:00Z</updated>
<published>2021-05-05T14:30:00Z</published><link rel="alternate" href="https://werkbank.example/1"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{WHOLE}</p></div></content></entry></feed>"""


def test_rss_gives_whole_texts_and_says_what_is_a_teaser(read: Read) -> None:
    ((whole, teaser), (empty,)) = read("a.rss", RSS)
    assert whole.text == f"{WHOLE}\n\nSie gehe freiwillig."
    assert (whole.title, whole.outlet, whole.language) == ("Brunn geht", "Rheinischer Kurant", "de")
    assert (whole.published, whole.url) == ("2021-05-05T14:30:00+02:00", "https://kurant.example/brunn")
    assert whole.problems == ()
    assert whole.id != "77"  # 77 is another report in another feed
    assert teaser.text == "In Halm brannte eine Scheune"
    assert "only what the feed gives" in teaser.problems[0]
    assert "a.rss:3: this entry has no text (Leer)" in empty.error


@pytest.mark.parametrize(
    "footer",
    [
        'Der Beitrag <a href="https://kurant.example/brunn">Brunn geht</a> erschien zuerst auf <a href="/">Kurant</a>.',
        'The post <a href="https://kurant.example/brunn">Brunn geht</a> appeared first on <a href="/">Kurant</a>.',
    ],
)
def test_what_wordpress_writes_below_each_entry_is_no_report(read: Read, footer: str) -> None:
    content = RSS.replace("<p>Sie gehe freiwillig.</p>", f"<p>Sie gehe freiwillig.</p>\n<p>{footer}</p>\n")
    content = content.replace(
        "In Halm brannte eine Scheune … Weiterlesen",
        f"<![CDATA[<p>In Halm brannte eine Scheune [&#8230;]</p>\n<p>{footer}</p>]]>",
    )
    ((whole, teaser), _) = read("a.rss", content)
    assert whole.text == f"{WHOLE}\n\nSie gehe freiwillig."
    assert teaser.text == "In Halm brannte eine Scheune"


def test_where_something_appeared_first_may_be_the_news(read: Read) -> None:
    said = "Der Beitrag erschien zuerst auf der Seite des Senders. Brunn bestritt ihn."
    ((whole, _), _) = read("a.rss", RSS.replace("Sie gehe freiwillig.", said))
    assert whole.text == f"{WHOLE}\n\n{said}"


def test_atom(read: Read) -> None:
    ((found,), _) = read("a.atom", ATOM)
    assert (found.id, found.text, found.title) == ("tag:werkbank.example,2021:1", WHOLE, "Brunn & Moos")
    assert (found.published, found.outlet, found.language) == ("2021-05-05T14:30:00+00:00", "Die Werkbank", "de")


@pytest.mark.parametrize("name", ["feed.xml", "feed", "feed.rss"])
def test_a_feed_is_told_by_its_first_element(read: Read, name: str) -> None:
    assert len(read(name, RSS)[0]) == 2


def test_a_feed_in_latin_letters(read: Read) -> None:
    ((found,), _) = read("a.atom", ('<?xml version="1.0" encoding="iso-8859-1"?>' + ATOM).encode("cp1252"))
    assert found.text == WHOLE


def test_a_date_that_is_none_is_left_out_and_said(read: Read) -> None:
    ((found, _), _) = read("a.rss", RSS.replace("Wed, 05 May 2021 14:30:00 +0200", "neulich"))
    assert found.published is None
    assert "published 'neulich' is no date" in found.problems[0]


def test_a_feed_that_is_cut_off_gives_what_is_there_and_says_so(read: Read) -> None:
    (found, _) = read("a.rss", RSS[: RSS.index("<item><title>Leer")])
    assert len(found) == 2
    assert all("the feed is damaged" in one.problems[0] for one in found)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("Kein Feed, nur ein Satz.", "no feed that can be read"),
        ("", "no feed that can be read"),
        ('<!DOCTYPE rss [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>' + RSS, "declares entities"),
        (('<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + RSS).encode("utf-16"), "declares entities"),
        ("<rss><channel>" + "<item><title>x</title></item>" * 800_000, "larger than 20 MB"),
        (RSS[: RSS.index("<item>")], "damaged before its first entry"),
    ],
)
def test_what_is_no_feed_is_said(read: Read, content: str | bytes, says: str) -> None:
    (found, (failed,)) = read("a.rss", content)
    assert found == []
    assert says in failed.error


def test_entries_without_end_are_cut_off_with_a_word(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    from lagebild.sources import feeds

    monkeypatch.setattr(feeds, "MOST_ENTRIES", 3)
    items = "".join(f"<item><description>Satz {n}.</description></item>" for n in range(9))
    (found, (failed,)) = read("a.rss", f"<rss version='2.0'><channel><title>K</title>{items}</channel></rss>")
    assert len(found) == 3
    assert "more than 3 entries" in failed.error


@pytest.mark.parametrize(
    ("end", "left"),
    [
        ("Halm brannte. mehr", "Halm brannte."),
        ("Halm brannte … mehr »", "Halm brannte"),
        ("Halm brannte mehr »", "Halm brannte"),
        ("<p>Halm brannte.</p><p>mehr</p>", "Halm brannte."),
        ("Das Dorf gibt es nicht mehr", "Das Dorf gibt es nicht mehr"),
        ("Das Dorf gibt es nicht mehr …", "Das Dorf gibt es nicht mehr"),
        ("Es brannte vielmehr", "Es brannte vielmehr"),
        ("Sie wollen Lohn, mehr", "Sie wollen Lohn, mehr"),
    ],
)
def test_more_is_a_link_or_a_word(read: Read, end: str, left: str) -> None:
    item = f"<item><description><![CDATA[{end}]]></description></item>"
    ((found,), _) = read("a.rss", f"<rss version='2.0'><channel>{item}</channel></rss>")
    assert found.text == left


@pytest.mark.parametrize("sign", ["…", " …", "... ", " [...] ", "mehr "])
def test_dots_without_end_are_looked_at_once(read: Read, sign: str) -> None:
    """Tried in every way in which they could be parted, thirty of them would already take for ever."""
    dots = sign * 20_000
    ((found,), _) = read(
        "a.rss", f"<rss><channel><item><description>In Halm {dots}brannte es.</description></item></channel></rss>"
    )
    assert found.text.endswith("brannte es.")
    assert found.text.startswith("In Halm")


def test_half_a_character_in_one_entry_costs_no_other(read: Read) -> None:
    items = (
        "<item><title>&#xD83D; Halm &#55357;</title><description>In Halm brannte es.</description></item>"
        "<item><description>In Kolm auch.</description></item>"
    )
    ((halm, kolm), failed) = read("a.rss", f"<rss version='2.0'><channel>{items}</channel></rss>")
    assert (halm.title, kolm.text, failed) == ("\ufffd Halm \ufffd", "In Kolm auch.", [])


def test_namespaces_without_end_are_refused(read: Read) -> None:
    many = "".join(f"<a{n}:b xmlns:a{n}='u{n}'/>" for n in range(20_000))
    (found, (failed,)) = read(
        "a.rss", f"<rss><channel><item><description>Er.</description>{many}</item></channel></rss>"
    )
    assert found == []
    assert "a.rss: the feed names more than 200 kinds of elements (xmlns), as none does; it is refused" in failed.error


def test_an_element_with_attributes_without_end_costs_no_minutes(read: Read) -> None:
    crowded = "<enclosure " + " ".join(f"a{n}='b'" for n in range(60_000)) + "/>"
    ((found,), failed) = read(
        "a.rss", f"<rss><channel><item>{crowded}<description>Er ging.</description></item></channel></rss>"
    )
    assert (found.text, failed) == ("Er ging.", [])
