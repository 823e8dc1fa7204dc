"""Front matter as people write it: found, told by its kind, taken out of the text; what cannot be taken is said."""

from __future__ import annotations

import pytest

from lagebild.sources.heads import split

from .conftest import Read

TEXT = "Ministerpräsidentin Ada Brunn ist am Montag zurückgetreten."


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: Brunn geht\npublished: 2021-05-05\n---\n",
        "\n\n---\ntitle: Brunn geht\npublished: 2021-05-05\n---\n\n",
        "\ufeff---\r\ntitle: Brunn geht\r\npublished: 2021-05-05\r\n---\r\n\r\n",
        "<!-- aus dem Archiv,\n Kasten 7 -->\n---\ntitle: Brunn geht\npublished: 2021-05-05\n---\n",
        "# aus dem Archiv\n---\ntitle: Brunn geht\npublished: 2021-05-05\n---\n",
        "---\n# Angaben\nTitle: Brunn geht\nDATE: 5.5.2021\n...\n",
        "--- yaml\ntitle:Brunn geht\ndate: 5. Mai 2021\n---\n",
        '+++\ntitle = "Brunn geht"\ndate = 2021-05-05\n+++\n',
        '---toml\ntitle = "Brunn geht"\npublished = "2021-05-05"\n---\n',
        '{"title": "Brunn geht", "date": "2021-05-05"}\n\n',
        '{\n  "title": "Brunn geht",\n  "date": "2021-05-05"\n}\n',
        ';;;\n{"title": "Brunn geht", "published": "2021/05/05"}\n;;;\n',
        '---json\n{"title": "Brunn geht", "published": "2021-05-05"}\n---\n',
        "Title: Brunn geht\nDate: 2021-05-05\nAuthor: Karla Moos\n\n",
        "Titel: Brunn geht\nDatum: 05.05.2021\n\n",
    ],
)
def test_it_is_found_and_no_part_of_the_text(read: Read, head: str) -> None:
    ((found,), failed) = read("a.md", head + TEXT)
    assert failed == []
    assert (found.text, found.title, found.published) == (TEXT, "Brunn geht", "2021-05-05")
    assert found.problems == ()


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("Regierung: Ministerin geht", "Regierung: Ministerin geht"),
        ("Brunn sagt:", "Brunn sagt:"),
        ('"Wir gehen", sagt Brunn', '"Wir gehen", sagt Brunn'),
        ("'s ist vorbei: Brunn geht", "'s ist vorbei: Brunn geht"),
        ("@brunn ist gesperrt", "@brunn ist gesperrt"),
        ("„Ende: jetzt“", "„Ende: jetzt“"),
        ('"Regierung: Ministerin geht"', "Regierung: Ministerin geht"),
        ("100 % für Brunn: Rekord # 7", "100 % für Brunn: Rekord # 7"),
    ],
)
def test_titles_may_have_what_yaml_would_take_for_something_else(read: Read, value: str, title: str) -> None:
    ((found,), failed) = read("a.md", f"---\ntitle: {value}\nurl: https://kurant.example/a\n---\n{TEXT}")
    assert failed == []
    assert (found.title, found.url, found.text) == (title, "https://kurant.example/a", TEXT)


@pytest.mark.parametrize(
    ("value", "published"),
    [
        ("5.5.2021", "2021-05-05"),
        ("05. 05. 2021", "2021-05-05"),
        ("Wed, 05 May 2021 14:30:00 +0200", "2021-05-05T14:30:00+02:00"),
        ("Mittwoch, 5. Mai 2021, 14:30 Uhr", "2021-05-05T14:30:00"),
        ("2021-05-05 14:30", "2021-05-05T14:30:00"),
        ("2021-05-05T14:30Z", "2021-05-05T14:30:00+00:00"),
        ("20210505", "2021-05-05"),
        ("May 5, 2021", "2021-05-05"),
    ],
)
def test_dates_are_stored_in_one_form(read: Read, value: str, published: str) -> None:
    ((found,), _) = read("a.md", f"---\ndate: {value}\n---\n{TEXT}")
    assert found.published == published


@pytest.mark.parametrize("value", ["gestern", "5/6/2021", "5.5.21", "31.2.2021", "5. Brumaire 2021", "2021-05"])
def test_a_date_that_is_none_or_two_is_an_error(read: Read, value: str) -> None:
    (found, (failed,)) = read("a.md", f"---\ndate: {value}\n---\n{TEXT}")
    assert found == []
    assert "is not an ISO 8601 date; write it as 2017-08-07" in failed.error


@pytest.mark.parametrize(
    "text",
    [
        f"***\n\n{TEXT}",
        f"Halm: {TEXT}\nRodach: Es regnete.\n\nSchluss.",
        f"{TEXT}\n\n---\n\ntitle: kein Kopf\n",
        f"{{Brunn}} {TEXT}",
        "Titel: Nur eine Zeile\n\nUnd ein Text.",
        f"# Überschrift\n---\n{TEXT}\n---\nMehr.",
    ],
)
def test_a_text_that_only_looks_so_stays_whole(text: str) -> None:
    assert split(text, origin="a.md") == (text, {}, ())


def test_a_text_between_two_rules_is_no_front_matter_and_said(read: Read) -> None:
    (found, (failed,)) = read("a.md", f"---\n{TEXT}\n---\nMehr davon.")
    assert found == []
    assert "the front matter is no mapping; write `key: value` lines" in failed.error


def test_front_matter_that_is_not_closed_ends_at_the_first_empty_line_and_says_so(read: Read) -> None:
    ((found,), _) = read("a.md", f"---\ntitle: Brunn geht\npublished: 2021-05-05\n\n{TEXT}")
    assert (found.text, found.title) == (TEXT, "Brunn geht")
    assert "the front matter is not closed" in found.problems[0]


def test_a_misspelt_field_is_said(read: Read) -> None:
    ((found,), _) = read("a.md", f"---\npublishd: 2021-05-05\ntags: [a]\n---\n{TEXT}")
    assert found.published is None
    assert found.problems == (
        f"{found.problems[0].partition(': ')[0]}: the front matter's 'publishd' is no field and is left out; "
        "is 'published' meant?",
    )


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("---\ntitle: [offen\n---\n", "is not YAML in line 3"),
        ("\n\n---\ntitle: [offen\n---\n", "is not YAML in line 5"),
        ("---\ntitle: *alias\npublished: &x 1\n---\n", "an anchor or an alias"),
        ("---\ntitle: Brunn geht\npublished: 2021-05-05\n", "is not closed"),
        ('+++\ntitle = "offen\n+++\n', "is not TOML"),
        (';;;\n{"title": \n;;;\n', "is not JSON"),
        ('{"title": "offen\n', "begins like JSON that cannot be read"),
        ('{"text": "Eins.", "title": "x"}', "this is JSON; name the file .json"),
        ("---\ntitle: [1, 2]\n---\n", "field 'title' should be a text, found list"),
        ("+++\ntitle = ['a']\n+++\n", "field 'title' should be a text, found list"),
        ("+++\na = " + "[" * 3000 + "]" * 3000 + "\n+++\n", "is not TOML"),
        ("---\n" + "x: y\n" * 20_000 + "---\n", "longer than 65,536 characters"),
    ],
)
def test_what_cannot_be_taken_is_said_and_never_read_as_text(read: Read, head: str, says: str) -> None:
    text = "" if "text" in head or head.endswith("05\n") else TEXT
    (found, (failed,)) = read("a.md", head + text)
    assert found == []
    assert says in failed.error


def test_comments_without_end_before_a_text_are_passed_over_once() -> None:
    """Tried in every way in which they could be parted, thirty of them would already take for ever."""
    comments = "<!-- a -->\n" * 20_000 + "<!-- " + "--> " * 20_000
    assert split(comments + TEXT, origin="a.md") == (comments + TEXT, {}, ())


def test_lines_without_end_that_look_like_fields_are_text() -> None:
    rows = "title: a\ndate: 2021-05-05\n" + "".join(f"titlo{n}: b\n" for n in range(20_000))
    assert split(f"{rows}\n{TEXT}", origin="a.md") == (f"{rows}\n{TEXT}", {}, ())


def test_of_thousands_of_fields_only_the_first_are_looked_at_for_slips() -> None:
    head = "".join(f"publication_dat{n:04}: b\n" for n in range(2_500))
    (_, known, problems) = split(f"---\n{head}---\n{TEXT}", origin="a.md")
    assert len(known) == 2_500
    assert len(problems) == 200


def test_blanks_without_end_behind_a_mark_are_looked_at_once() -> None:
    for mark in ("---", "+++", ";;;"):
        row = mark + " \t" * 200_000
        assert split(f"{row}x\n{TEXT}", origin="a.md") == (f"{row}x\n{TEXT}", {}, ())
