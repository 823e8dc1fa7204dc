"""The quotation corpus: 850 German Wikinews reports (`../shared/corpora/quotes`; Petersen-Frey and Biemann 2024)."""

from __future__ import annotations

import json
from typing import Any

from bench.frame import SHARED, NotAtHand
from lagebild.document import Document

CORPUS = SHARED / "corpora" / "quotes"


def reports(*splits: str) -> list[dict[str, Any]]:
    """The reports of `train` and `dev`, or of one of them, as the corpus has them. Raises NotAtHand if it is not there."""
    if not CORPUS.is_dir():
        raise NotAtHand("the quotation corpus (../shared/corpora/quotes) is not beside this checkout")
    files = [CORPUS / f"{split}.jsonl" for split in splits or ("train", "dev")]
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line.strip()]


def documents(*splits: str) -> list[Document]:
    """The same as documents."""
    return [
        Document(id=d["id"], text=d["text"], published=d["published"], title=d.get("title"), outlet="Wikinews")
        for d in reports(*splits)
    ]
