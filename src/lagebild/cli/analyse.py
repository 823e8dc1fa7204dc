"""`lagebild analyse`: the grammar underneath a reading."""

from __future__ import annotations

import sys
from typing import Any

import click

from lagebild.cli import options, reports
from lagebild.cli.terminal import visible
from lagebild.language import load_analyser
from lagebild.language.conllu import to_conllu
from lagebild.settings import Settings
from lagebild.sources import Failure


@click.command("analyse")
@options.inputs
@options.encoding
@options.columns
@options.analyser
@options.max_characters
def command(inputs: tuple[str, ...], **chosen: Any) -> int:
    """Print tokens, lemmas, tags, morphology, dependencies and names as CoNLL-U, each report under `# newdoc id`.

    \b
    Examples:
      lagebild analyse report.txt
      cat reports.jsonl | lagebild analyse - > reports.conllu
    """
    settings = Settings(**chosen)
    analyser = load_analyser(settings.analyser)
    status = 0
    found = reports.documents(inputs, settings=settings, published=None, outlet=None)
    with reports.progress(found, doing="analysing") as documents:
        for document in documents:
            if isinstance(document, Failure):
                reports.warn(document.error)
                status = 1
            else:
                lines = to_conllu(analyser(document.text), doc_id=visible(document.id))
                sys.stdout.write(visible(lines, keep="\n\t"))
    return status
