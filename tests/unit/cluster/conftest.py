"""Files of many kinds, as a cluster gets them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

TOWNS = ("Marvena", "Halm", "Norhaven", "Brunn", "Selgard")
NAMES = ("Ada Brunn", "Jost Keller", "Ilka Soren", "Veit Harms")


def text(n: int) -> str:
    """A report of three sentences."""
    who, town = NAMES[n % len(NAMES)], TOWNS[n % len(TOWNS)]
    return (
        f"Die Polizei nahm am Montag in {town} {n + 2} Demonstranten fest. Das teilte Innenministerin {who} mit. "
        f"»Wir haben {n + 3} Wohnungen durchsucht«, sagte {who.split()[-1]}."
    )


def report(n: int, **other: Any) -> dict[str, Any]:
    """A report, published on a Tuesday."""
    return {"id": f"r{n}", "text": text(n), "published": "2021-03-09", "outlet": f"Blatt {n % 3}", **other}


def lines(*reports: dict[str, Any] | str) -> bytes:
    """JSON lines; a string is a line as it stands."""
    written = (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in reports)
    return "".join(f"{line}\n" for line in written).encode()


def warc(*texts: str) -> bytes:
    """A WARC file of pages' texts."""
    records = []
    for n, body in enumerate(texts):
        raw = body.encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://kurant.example/{n}\r\n"
            f"WARC-Date: 2023-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{n}>\r\nContent-Type: text/plain\r\n"
            f"Content-Length: {len(raw)}\r\n\r\n"
        )
        records.append(gzip.compress(head.encode() + raw + b"\r\n\r\n"))
    return b"".join(records)


def fill(folder: Path) -> Path:
    """A folder of inputs: JSON lines, Parquet in small row groups, WARC, text; with versions, copies and bad reports."""
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(
        lines(
            *(report(n) for n in range(20)),
            '{"text": "torn',
            report(40, text="   "),
            report(7),  # word for word on record
            report(3, text=text(3) + " Drei kamen frei.", published="2021-03-10"),  # a version
            report(41, url="https://blatt.example/wahl?utm_source=x"),
            report(42, text="The police arrested seven people in Marvena on Monday, the ministry said.", language="en"),
            {"text": text(43) + " Ohne Kennung.", "url": "https://blatt.example/wahl", "published": "2021-03-11"},
            {"text": text(44), "id": "r44"},  # undated
            {"text": text(45)},  # its place is all that it is called by
        )
    )
    table = pyarrow.Table.from_pylist([report(n) for n in range(60, 76)] + [report(5), report(99, text=None)])
    pyarrow.parquet.write_table(table, folder / "b.parquet", row_group_size=8)
    (folder / "c.warc.gz").write_bytes(warc(*(f"{text(n)}\n\nMehr folgt." for n in range(90, 96))))
    (folder / "d.txt").write_text(text(97))
    return folder


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("cluster") / "in")
