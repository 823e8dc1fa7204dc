"""The rooms' own tests ask what the rules read, before anything is weighed (tests/unit/annotate/weighing asks that)."""

from __future__ import annotations

import pytest

from lagebild.annotate import read, weighing

RULES = tuple(annotator for annotator in read.ANNOTATORS if annotator.annotate is not weighing.annotate)


@pytest.fixture(autouse=True)
def _by_rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "ANNOTATORS", RULES)
