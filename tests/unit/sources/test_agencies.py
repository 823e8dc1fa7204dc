"""What news agencies send: ninjs in its three generations, NewsML-G2; rights, embargoes and withdrawals are respected."""

from __future__ import annotations

import datetime
import json

import pytest

from lagebild.errors import SourceError
from lagebild.sources.ninjs import refuse_withheld

from .conftest import Read

BODY = "Ministerpräsidentin Ada Brunn ist am Montag in Norhaven zurückgetreten."
ONE = {
    "uri": "urn:agn:1", "type": "text", "versioncreated": "2021-05-05T14:30:00+02:00", "language": "de",
    "headline": "Brunn geht", "body_xhtml": f"<p>{BODY}</p><p>Sie gehe freiwillig.</p>", "pubstatus": "usable",
    "infosource": [{"name": "Agentur Nordlicht"}],
}  # fmt: skip
TWO = {
    "uri": "urn:agn:2", "standard": {"name": "ninjs", "version": "2.3"}, "versioncreated": "2021-05-05T14:30:00Z",
    "headlines": [{"role": "short", "value": "Kurz"}, {"role": "main", "value": "Brunn geht"}],
    "bodies": [{"role": "summary", "contenttype": "text/plain", "value": "Kurz gesagt."},
               {"role": "main", "contenttype": "text/html", "value": f"<p>{BODY}</p>"}],
    "infosources": [{"role": "writer", "name": "Karla Moos"}, {"role": "isrol:publisher", "name": "Agentur Nordlicht"}],
}  # fmt: skip
THREE = {
    "uri": "https://agn.example/3", "versionCreated": "2021-05-05T14:30:00Z",
    "headlines": [{"value": "Brunn geht"}], "bodies": [{"contentType": "text/plain", "value": BODY}],
    "infoSources": [{"name": "Agentur Nordlicht"}],
}  # fmt: skip


@pytest.mark.parametrize("item", [ONE, TWO, THREE])
def test_ninjs_of_each_generation(read: Read, item: dict[str, object]) -> None:
    ((found,), failed) = read("a.json", json.dumps(item))
    assert failed == []
    assert found.text.startswith(BODY)
    assert "Kurz gesagt" not in found.text
    assert (found.id, found.title, found.outlet) == (item["uri"], "Brunn geht", "Agentur Nordlicht")
    assert str(found.published).startswith("2021-05-05T14:30:00+0")


NOTES = (
    "<h2>Notizblock</h2><h3>Internet</h3><ul><li>[Landtag](https://landtag.example)</li></ul>"
    "<p>* * * *</p><p>Die folgenden Informationen sind nicht zur Veröffentlichung bestimmt</p>"
    "<h2>agn-Kontakte</h2><p>Autorin: Karla Moos, +49 0 00</p>"
)


@pytest.mark.parametrize("notes", [NOTES, NOTES[NOTES.index("<p>* *") :]])
def test_what_an_agency_notes_for_editors_is_no_report(read: Read, notes: str) -> None:
    html = f"<section><p>{BODY}</p><p>Der Notizblock lag auf dem Tisch.</p></section><section>{notes}</section>"
    plain = f"{BODY}\n\nDer Notizblock lag auf dem Tisch.\n\n# Notizblock\n\n## Orte\n- [Landtag](Norhaven)\n"
    one = {"uri": "urn:agn:4", "bodies": [{"role": "main", "contenttype": "text/html", "value": html}]}
    two = {"uri": "urn:agn:5", "body_text": plain}
    (found, _) = read("a.jsonl", "\n".join(map(json.dumps, (one, two))))
    assert [one.text for one in found] == [f"{BODY}\n\nDer Notizblock lag auf dem Tisch."] * 2
    item = ITEM.replace("RIGHTS", "").replace("</body.content>", f"{notes}</body.content>")
    ((news,), _) = read("a.xml", item)
    assert news.text == f"{BODY}\n\nSie gehe freiwillig."


@pytest.mark.parametrize("name", ["source", "provider"])
def test_a_sender_that_the_standard_has_no_place_for(read: Read, name: str) -> None:
    ((found,), _) = read("a.json", json.dumps({"uri": "urn:agn:6", "body_text": BODY, name: "Agentur Nordlicht"}))
    assert found.outlet == "Agentur Nordlicht"


def test_ninjs_a_line(read: Read) -> None:
    (found, _) = read("a.jsonl", "\n".join(map(json.dumps, (ONE, TWO, THREE))))
    assert [one.id for one in found] == ["urn:agn:1", "urn:agn:2", "https://agn.example/3"]
    assert found[2].url == "https://agn.example/3"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"pubstatus": "canceled"}, "its sender has withdrawn it"),
        ({"pubstatus": "stat:withheld"}, "its sender has withdrawn it"),
        ({"embargoed": "2999-01-01T00:00:00Z"}, "under embargo until 2999"),
        ({"embargoed": "bald"}, "its embargo 'bald' is no date"),
        ({"body_xhtml": "", "type": "picture"}, "it is of type 'picture'"),
        ({"body_xhtml": None, "bodies": "x"}, "'bodies' of this ninjs item should be a list"),
    ],
)
def test_ninjs_that_is_not_to_be_read_is_said(read: Read, change: dict[str, object], says: str) -> None:
    (found, (failed,)) = read("a.json", json.dumps({**ONE, **change}))
    assert found == []
    assert says in failed.error


def test_an_embargo_that_is_over_is_none() -> None:
    now = datetime.datetime(2021, 5, 5, 12, 0, tzinfo=datetime.UTC)
    refuse_withheld("usable", "2021-05-05T13:00:00+02:00", origin="a", now=now)
    with pytest.raises(SourceError, match="under embargo"):
        refuse_withheld("usable", "2021-05-05T15:00:00+02:00", origin="a", now=now)


ITEM = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:agn:9" version="2"
 standard="NewsML-G2" standardversion="2.35" xml:lang="de">
<rightsInfo><copyrightHolder><name>Agentur Nordlicht</name></copyrightHolder>RIGHTS</rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider><name>Agentur Nordlicht</name></provider>
<versionCreated>2021-05-05T14:30:00+02:00</versionCreated><firstCreated>2021-05-04T09:00:00+02:00</firstCreated>
<pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><language tag="de-DE"/><headline>Brunn geht</headline></contentMeta>
<contentSet><inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body>
<body.head><hedline><hl1>Brunn geht</hl1></hedline><dateline>Norhaven</dateline></body.head><body.content><p>{BODY}</p>
<media><media-caption><p>Soldaten in Halm</p></media-caption></media><p>Sie gehe <em>freiwillig</em>.</p></body.content>
</body></nitf></inlineXML></contentSet></newsItem>"""


def test_newsml_g2_with_nitf(read: Read) -> None:
    ((found,), failed) = read("a.xml", ITEM.replace("RIGHTS", ""))
    assert failed == []
    assert found.text == f"{BODY}\n\nSie gehe freiwillig."
    assert (found.id, found.title, found.outlet, found.language) == (
        "urn:agn:9",
        "Brunn geht",
        "Agentur Nordlicht",
        "de",
    )
    assert found.published == "2021-05-05T14:30:00+02:00"


def test_newsml_g2_with_xhtml_in_a_message_beside_a_package(read: Read) -> None:
    xhtml = ITEM.replace("RIGHTS", "")
    begin, end = xhtml.index("<inlineXML"), xhtml.index("</contentSet>")
    html = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>{BODY}</p></body></html>'
    page = f'<inlineXML contenttype="application/xhtml+xml">{html}</inlineXML>'
    item = xhtml[:begin] + page + xhtml[end:]
    items = f'<itemSet>{item}<packageItem guid="urn:p"/></itemSet>'
    message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/>{items}</newsMessage>'
    ((found,), (failed,)) = read("a.xml", message)
    assert found.text == BODY
    assert "a packageItem holds no report" in failed.error


@pytest.mark.parametrize(
    ("rights", "refused"),
    [
        ('<dataMining uri="http://ns.useplus.org/LDF/ldf-XMPSpecification#DMI-PROHIBITED"/>', True),
        ('<dataMining qcode="plusvoc:DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING"/>', True),
        ('<dataMining qcode="plusvoc:DMI-PROHIBITED-AIMLTRAINING"/>', False),
        ('<dataMining qcode="plusvoc:DMI-ALLOWED"/>', False),
    ],
)
def test_a_sender_who_forbids_mining_is_heeded(read: Read, rights: str, refused: bool) -> None:
    (found, failed) = read("a.xml", ITEM.replace("RIGHTS", rights))
    assert bool(failed) == refused
    assert bool(found) != refused
    assert not refused or "forbids data mining" in failed[0].error


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (ITEM[:400], "no XML that can be read"),
        ('<!DOCTYPE newsItem [<!ENTITY a "x">]>' + ITEM, "declares an entity"),
        (
            '<!DOCTYPE newsItem [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + ITEM.replace(BODY, "&a;"),
            "declares an entity",
        ),
        ('<!DOCTYPE newsItem [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;]>' + ITEM, "declares an entity"),
        (ITEM.replace("stat:usable", "stat:canceled"), "has withdrawn it"),
        (
            ITEM.replace("ninat:text", "ninat:picture").replace(BODY, "").replace("Sie gehe <em>freiwillig</em>.", ""),
            "it is a picture",
        ),
        ("<newsItem>" + "<a>" * 300 + "</a>" * 300 + "</newsItem>", "nested more than 200 deep"),
        ("<konto><betrag>7</betrag></konto>", "none that Lagebild reads"),
        ('<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"/>', "no newsItem in it"),
    ],
)
def test_newsml_that_is_not_to_be_read_is_said(read: Read, content: str, says: str) -> None:
    (found, failed) = read("a.xml", content)
    assert found == []
    assert says in failed[0].error
