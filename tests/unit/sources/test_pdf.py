"""PDF: paragraphs out of lines, words made whole, margins left out; what has no text says so."""

from __future__ import annotations

import pytest

from lagebild.sources.pdf import _text

from .conftest import Read


def pdf(*pages: list[str], title: str = "", encrypt: bytes = b"") -> bytes:
    """A PDF with some lines of text a page, written by hand."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = "\n".join("(" + line.replace("(", r"\(").replace(")", r"\)") + ") Tj T*" for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 50 780 Td\n{shown}\nET"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 600 850] "
            f"/Contents {5 + 2 * number} 0 R >>",
            f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream",
        ]
    objects.append(f"<< /Title ({title}) /CreationDate (D:20200101000000) >>")
    out, at = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        at.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(
        b"%010d 00000 n \n" % place for place in at
    )
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R ".encode() + encrypt
    return out + trailer + f" >>\nstartxref\n{start}\n%%EOF\n".encode()


LINES = [
    "Ministerpräsidentin Ada Brunn ist am Montag in Norhaven zurück-",
    "getreten. Sie habe keine Mehrheit mehr, sagte Brunn vor dem Land-",
    "tag in Norhaven.",
    "Ihr Nachfolger soll am Donnerstag gewählt werden, wie die Partei",
    "mitteilte.",
]


def test_lines_become_paragraphs_and_words_are_made_whole(read: Read) -> None:
    ((found,), failed) = read("a.pdf", pdf(LINES, title="Brunn geht"))
    assert failed == []
    assert found.text == (
        "Ministerpräsidentin Ada Brunn ist am Montag in Norhaven zurückgetreten. Sie habe keine Mehrheit mehr, sagte "
        "Brunn vor dem Landtag in Norhaven.\n\nIhr Nachfolger soll am Donnerstag gewählt werden, wie die Partei mitteilte."
    )
    assert (found.title, found.published) == ("Brunn geht", None)  # the file's date is not the report's


def test_what_stands_on_every_page_is_left_out(read: Read) -> None:
    towns = ("Halm", "Rodach", "Kolm")
    pages = [
        [
            "Rheinischer Kurant, 5. Mai 2021",
            *(line.replace("Norhaven", town).replace("Nachfolger", town) for line in LINES),
            f"Seite {n} von 3",
        ]
        for n, town in enumerate(towns, start=1)
    ]
    pages = [
        [page[0], f"In {town} begann es.", *page[1:-1], f"In {town} endet es.", page[-1]]
        for page, town in zip(pages, towns, strict=True)
    ]
    ((found,), _) = read("a.pdf", pdf(*pages))
    assert "Kurant" not in found.text
    assert "Seite" not in found.text
    assert found.text.count("Ministerpräsidentin") == 3


@pytest.mark.parametrize("title", ["Microsoft Word - bericht.docx", "untitled", "satz.indd", ""])
def test_a_title_that_a_program_gave_is_none(read: Read, title: str) -> None:
    assert read("a.pdf", pdf(LINES, title=title))[0][0].title is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (pdf([]), "has no text, only pictures"),
        (pdf(LINES)[:300], "damaged or no PDF"),
        (b"%PDF-1.4\n" + b"\xff" * 500, "damaged or no PDF"),
        (b"%PDF-1.4\ntrailer << /Root 1 0 R >>\n%%EOF", "damaged or no PDF"),
        (
            pdf(
                LINES,
                encrypt=b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <"
                + b"00" * 32
                + b"> /U <"
                + b"11" * 32
                + b"> /P -4 >> /ID [<00> <00>]",
            ),
            "locked by a password",
        ),
        (pdf(*[LINES] * 400), "longer than one report may be"),
        (b"", "damaged or no PDF"),
    ],
)
def test_what_is_no_report_is_said(read: Read, content: bytes, says: str) -> None:
    (found, (failed,)) = read("a.pdf", content, max_characters=20_000)
    assert found == []
    assert says in failed.error


def test_a_pdf_is_told_by_its_mark(read: Read) -> None:
    assert read("bericht.txt", pdf(LINES))[0][0].text.startswith("Ministerpräsidentin")


def test_pieces_that_are_drawn_into_each_other_again_and_again_are_refused(read: Read) -> None:
    """Each of eight draws the next ten times: a hundred million in all, from two kilobytes."""
    page = "<< /Type /Page /Parent 2 0 R /Resources << /XObject << /X 4 0 R >> >> /Contents 3 0 R >>"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{page}] /Count 1 >>", _stream("/X Do")]
    for number in range(8):
        more = f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {number + 5} 0 R >> >>"
        objects.append(_stream("/X Do " * 10, more))
    objects.append(_stream("BT ET", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"))
    body = "".join(f"{number} 0 obj\n{one}\nendobj\n" for number, one in enumerate(objects, start=1))
    (found, (failed,)) = read("a.pdf", f"%PDF-1.4\n{body}trailer << /Size 13 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n")
    assert found == []
    assert "draws more than any report does" in failed.error


def _stream(content: str, more: str = "") -> str:
    return f"<< /Length {len(content)} {more} >>\nstream\n{content}\nendstream"


def test_lines_without_end_make_one_paragraph_in_the_time_that_their_number_asks_for() -> None:
    """Each was set behind all before it, and the end of all of that was looked for: 40,000 lines took minutes."""
    lines = ["Im Nor-", "den brannte es, im Süd-", "und im West-", "Osten auch,"] * 25_000
    text = _text([lines])
    assert text.startswith("Im Norden brannte es, im Süd- und im West-Osten auch, Im Norden brannte es")
    assert len(text) == 25_000 * len("Im Norden brannte es, im Süd- und im West-Osten auch, ") - 1
