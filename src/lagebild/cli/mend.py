"""`lagebild mend`: set a field of an entry."""

from __future__ import annotations

import click

from lagebild.cli import deciding, options
from lagebild.store import deciding as store


@click.command("mend", context_settings={"ignore_unknown_options": True})
@click.argument("entry", metavar="ENTRY")
@click.argument("field", metavar="FIELD")
@click.argument("value", metavar="VALUE")
@deciding.reason
@deciding.author
@options.db
@options.as_json
def command(entry: str, field: str, value: str, why: str, author: str, db: str, as_json: bool) -> None:
    """Set a field of an entry that its report bears out, but that was read wrongly. Say why (--why).

    ENTRY is named as for `lagebild wrong`. From now on the record goes by what you set, also when reports are read again,
    until the decision is taken back (`lagebild undo`). What was read stays in the reading. Of two decisions on one field
    the later one counts; `lagebild decisions` says which one does not count any more, and if the reading has changed.

    \b
    FIELD of an event: type, status, time, place, actors, recipients, source, figures
          of an office: title, of, status, from, to
          of a statement: speaker
          of a tie: kind, from, to, status, since, until, source
          of a plan: name, of, announced_by, about, phases, time
          of a pledge (a promise, an appeal, a mediation): kind, by, to, mediator, time, outcome

    \b
    VALUE depends on the field:
      time             a day (2021-03-08), TIMEX3 (2021-03, 2021-W10) or a range (2021-03-08/2021-03-10)
      from, to         of an office a date: 2021-03-08, 2021-03 or 2021; of a tie a name
      since, until     a date
      place, of        a name: of the report, of the record, or with its kind: "Halve (place)"
      speaker          a name, too
      actors           names, with ; between them; recipients as well
      announced_by, about, by, to, mediator   a name, too
      phases           the points of a plan in order, with | between them
      source           a name, `outlet` (the report says so itself) or none (hearsay)
      figures          "killed 3; injured at least 12"
      type, kind, status, outcome  one of a list; a wrong one is answered with that list
    `none` or - empties a field.

    \b
    Examples:
      lagebild mend 3f2a90c1 time 2021-03-06 --why "it says Saturday"
      lagebild mend 3f2a90c1 actors "Ilka Sorén; Volkspartei (organisation)" --why "named in the headline"
      lagebild mend 5b1d20aa to "Freie Liste (organisation)" --why "another party is meant"
      lagebild mend 7c20e1f5 phases "Waffenruhe | Wahlen | Abzug" --why "the second point was missed"
      lagebild mend 90ab12cd outcome kept --why "it says so in the last sentence"
      lagebild mend report-7/v3 status announced --why "a plan, not a deed" --author me
    """
    made, conflicts = deciding.decide(db, lambda c: [store.mend(c, entry, field, value, author=author, why=why)])
    deciding.report(made, conflicts, as_json=as_json)
