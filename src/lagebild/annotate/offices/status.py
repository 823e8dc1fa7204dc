"""The status of an office: held, formerly held, held for now, to be held, or stood for."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from lagebild.analysis import Analysis
from lagebild.annotate.offices.dates import end_of
from lagebild.annotate.offices.held import Act, Held
from lagebild.annotate.offices.titles import declined_of, modifiers, office_noun
from lagebild.annotate.offices.told import kin
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.words import closed_map, word_set
from lagebild.reading import OfficeStatus

_SETS = ("former_adjectives", "interim_adjectives", "designated_adjectives")


def status_of(held: Held) -> tuple[OfficeStatus, str] | None:
    """The status of an office and the rule that gives it."""
    return first(STATUS, held)


def _by(act: Act, status: OfficeStatus, *, hedged: bool | None = None) -> Callable[[Held], OfficeStatus | None]:
    """A rule's `find`: a status if the sentence does this, with or without a hedge if that matters."""
    return lambda held: status if held.act == act and hedged in (None, held.hedged) else None


def _appointed(held: Held) -> OfficeStatus | None:
    if held.act != "given" or held.hedged or _candidate(held) is not None:
        return None
    form = _telling(held)
    return None if held.title.prefix == "interim" or (form and declined_of(form, _SETS[1])) else "holds"


def _for_now(held: Held) -> OfficeStatus | None:
    """Whether an adverb of the clause that gives an office says that it is held for now (*leitet kommissarisch*)."""
    if held.act not in ("given", "is", "becomes") or held.hedged:
        return None
    forms = {held.text.analysis.forms[t].lower() for t in held.clause}
    return "interim" if forms & word_set("interim_adverbs") else None


def _prefixed(status: OfficeStatus) -> Callable[[Held], OfficeStatus | None]:
    return lambda held: status if held.title.prefix == status else None


def _candidate(held: Held) -> OfficeStatus | None:
    names = (held.title.name.lower().rstrip("in"), held.title.noun.lemma.lower())
    return "candidate" if any(name.endswith(("kandidat", "bewerber")) for name in names) else None


def _first_title(analysis: Analysis, token: int) -> int:
    """The first of titles that are joined by *und*: what stands before it holds for all (`der frühere A und B`)."""
    while (
        token > 1
        and analysis.forms[token - 1] in ("und", "sowie")
        and office_noun(analysis.forms[token - 2]) is not None
    ):
        token -= 2
    return token


def _telling(held: Held) -> str | None:
    """The nearest adjective before a title that says something of its status."""
    analysis = held.text.analysis
    token = _first_title(analysis, held.token)
    for place in modifiers(analysis, token):
        form = analysis.forms[place]
        if any(declined_of(form, name) for name in _SETS):
            return form
    return None


def _adjective(name: str, status: OfficeStatus) -> Callable[[Held], OfficeStatus | None]:
    def find(held: Held) -> OfficeStatus | None:
        form = _telling(held)
        return status if form is not None and declined_of(form, name) else None

    return find


def _gone(held: Held) -> OfficeStatus | None:
    analysis = held.text.analysis
    token = _first_title(analysis, held.token)
    before = modifiers(analysis, token)
    edge = (before[-1] if before else token) - 1
    left = edge if analysis.forms[token - 1] != "von" else token - 2
    if left >= 0 and analysis.forms[left] in word_set("what_the_dead_leave"):
        return "former"
    if any(analysis.lemmas[place] in kin() for place in before):
        return None
    return "former" if edge >= 0 and analysis.forms[edge] in word_set("ends_of_holders") else None


def _left(held: Held) -> OfficeStatus | None:
    """Whether a title stands behind *nach dem Rücktritt* or the like."""
    analysis = held.text.analysis
    place, start = _first_title(analysis, held.token) - 1, held.text.sentence_tokens(held.token).start
    while place >= start and (analysis.tags[place] in ("ADJ", "DET", "PROPN") or analysis.forms[place] == "von"):
        place -= 1
    if place <= start or analysis.forms[place] not in word_set("ends_of_offices"):
        return None
    if any(event.status not in ("happened", "ongoing") for event in held.text.events_at.get(place, ())):
        return None
    place -= 1
    while place >= start and analysis.tags[place] in ("ADJ", "DET"):
        place -= 1
    return "former" if place >= start and analysis.forms[place].lower() in ("nach", "seit") else None


@cache
def _retirement() -> re.Pattern[str]:
    pairs = closed_map("retirement").items()
    return re.compile("|".join(rf"{re.escape(one)}\s?{re.escape(other)}" for one, other in pairs))


def _retired(held: Held) -> OfficeStatus | None:
    analysis = held.text.analysis
    token = _first_title(analysis, held.token)
    if _retirement().match(analysis.text[analysis.ends[token] :][:40].lstrip()):
        return "former"
    if held.act == "beside" and held.token < held.name[0]:
        last = held.name[1] - 1
        if _retirement().match(analysis.text[analysis.ends[last] :][:40].lstrip(" ,")):
            return "former"
    behind = held.act == "beside" and held.name[0] < held.token
    last = min(held.token + 3 if behind else held.token, len(analysis) - 1)
    return "former" if _retirement().search(analysis.text[analysis.ends[token] : analysis.ends[last]]) else None


def _over(held: Held) -> OfficeStatus | None:
    return "former" if held.act == "beside" and end_of(held) is not None else None


def _turned(*means: str) -> Callable[[Held], OfficeStatus | None]:
    status: OfficeStatus = "holds" if "begins" in means else "former"
    return lambda held: status if held.turn is not None and held.turn.means in means else None


def _told_elsewhere(held: Held) -> OfficeStatus | None:
    form = _telling(held)
    yet = held.act in ("becomes", "proposed") or (form is not None and declined_of(form, "designated_adjectives"))
    return "former" if held.elsewhere is not None and not yet else None


STATUS: tuple[Rule[Held, OfficeStatus], ...] = (
    Rule(
        name="office-status/interim-adverb",
        find=_for_now,
        why="Adverbs such as *kommissarisch* say of a verb that gives or has an office that it is held for now.",
        yes=(
            ("Als Direktor leitet Karl Demm kommissarisch die Werft.", "Direktor: interim"),
            ("Rita Semm wurde vorläufig zur Ministerin ernannt.", "Ministerin: interim"),
        ),
        no=("Rita Semm wurde zur Ministerin ernannt.",),
    ),
    Rule(
        name="office-status/appointed",
        find=_appointed,
        why="Whoever was elected or appointed holds the office, whatever it is called, unless it is an interim one.",
        yes=(("Karl Demm wurde zum designierten Minister ernannt.", "Minister: holds"),),
        no=("Karl Demm soll zum Minister ernannt werden.", "Edo Falk wurde als Interimspräsident vereidigt."),
    ),
    Rule(
        name="office-status/to-be-appointed",
        find=_by("given", "designated", hedged=True),
        why="Whoever is only to be elected or appointed does not hold the office yet.",
        yes=(
            ("Karl Demm soll zum Präsidenten gewählt werden.", "Präsident: designated"),
            ("Rita Semm könnte zur Ministerin ernannt werden.", "Ministerin: designated"),
        ),
        no=("Karl Demm wurde zum Präsidenten gewählt.",),
    ),
    Rule(
        name="office-status/proposed",
        find=_by("proposed", "candidate"),
        why="Whoever is named or put up for an office stands for it.",
        yes=(
            ("Karl Demm wurde als Präsident vorgeschlagen.", "Präsident: candidate"),
            ("Rita Semm wurde zur Ministerin nominiert.", "Ministerin: candidate"),
        ),
        no=("Karl Demm wurde zum Präsidenten gewählt.",),
    ),
    Rule(
        name="office-status/removed",
        find=_by("taken", "former"),
        why="Whoever has stepped down or been dismissed no longer holds the office.",
        yes=(
            ("Karl Demm ist als Präsident zurückgetreten.", "Präsident: former"),
            ("Rita Semm wurde als Ministerin entlassen.", "Ministerin: former"),
        ),
        no=("Karl Demm soll als Präsident zurückgetreten sein.",),
    ),
    Rule(
        name="office-status/candidate",
        find=_candidate,
        why="A title in *-kandidat* or *-bewerber* is that of somebody who stands for the office.",
        yes=(
            ("Kanzlerkandidat Karl Demm warb um Stimmen.", "Kanzlerkandidat: candidate"),
            ("Präsidentschaftskandidatin Rita Semm warb um Stimmen.", "Präsidentschaftskandidatin: candidate"),
            ("Ex-Kanzlerkandidat Karl Demm kam.", "Kanzlerkandidat: candidate"),
            ("Der Parteitag wählte Rita Semm zur Kanzlerkandidatin.", "Kanzlerkandidatin: candidate"),
        ),
        no=("Kanzler Karl Demm warb um Stimmen.",),
    ),
    Rule(
        name="office-status/former-prefix",
        find=_prefixed("former"),
        why="*Ex-* and *Alt-* say that the office is held no more.",
        yes=(
            ("Ex-Präsident Edo Falk schwieg in Peru.", "Präsident: former"),
            ("Altkanzler Karl Demm kam.", "Kanzler: former"),
        ),
        no=("Präsident Edo Falk schwieg in Peru.",),
    ),
    Rule(
        name="office-status/told-to-end",
        find=_turned("ends", "over"),
        why="A titled person who is told to leave, lose the office or die holds it no more.",
        yes=(
            ("Minister Karl Demm legte sein Amt nieder.", "Minister: former"),
            ("Kanzler Edo Falk entließ Minister Karl Demm.", "Minister: former"),
            ("Präsidentin Rita Semm wurde erschossen.", "Präsidentin: former"),
            ("General Otto Quast ist tot.", "General: former"),
            ("Interimspräsident Edo Falk trat zurück.", "Präsident: former"),
        ),
        no=(
            "Minister Karl Demm legte einen Kranz nieder.",
            "Kanzler Edo Falk entließ Minister Karl Demm nicht.",
            "Minister Karl Demm wurde aus dem Krankenhaus entlassen.",
        ),
    ),
    Rule(
        name="office-status/told-to-begin",
        find=_turned("begins"),
        why="A titled person who takes the oath or is brought into office holds it.",
        yes=(
            ("Die designierte Ministerin Rita Semm wurde vereidigt.", "Ministerin: holds"),
            ("Der künftige Präsident Edo Falk legte am Montag den Amtseid ab.", "Präsident: holds"),
        ),
        no=("Die designierte Ministerin Rita Semm soll vereidigt werden.",),
    ),
    Rule(
        name="office-status/told-elsewhere",
        find=_told_elsewhere,
        why="Somebody whose resignation, dismissal or death another sentence tells as news no longer holds the office.",
        yes=(
            ("Karl Demm ist Bürgermeister von Lima. Am Montag trat er zurück.", "Bürgermeister: former"),
            ("Die Stadt kannte Richterin Rita Semm. Sie ist am Sonntag gestorben.", "Richterin: former"),
        ),
        no=("Karl Demm ist Bürgermeister von Lima. Am Montag trat er vor die Presse.",),
    ),
    Rule(
        name="office-status/interim-prefix",
        find=_prefixed("interim"),
        why="*Interims-* and *Übergangs-* say that the office is held for now.",
        yes=(
            ("In Peru regiert Interimspräsidentin Rita Semm.", "Präsidentin: interim"),
            ("Übergangspräsident Edo Falk sprach.", "Präsident: interim"),
        ),
        no=("In Peru regiert Präsidentin Rita Semm.",),
    ),
    Rule(
        name="office-status/former-adjective",
        find=_adjective("former_adjectives", "former"),
        why="Adjectives such as *früher* and *gestürzt* before a title say that it is held no more.",
        yes=(
            ("Der frühere kubanische Präsident Edo Falk kam.", "Präsident: former"),
            ("Die damalige Ministerin Rita Semm floh.", "Ministerin: former"),
            ("Der ehemalige Richter und Minister Karl Demm kam.", "Minister: former"),
            ("Der frühere Leiter Minister Karl Demm kam.", "Minister: former"),
        ),
        no=(
            "Die ehemalige Partei des Ministers Karl Demm schwieg.",
            "Der ehemalige Chef der Bank und Minister Karl Demm kam.",
            "Der kubanische Präsident Edo Falk kam.",
        ),
    ),
    Rule(
        name="office-status/interim-adjective",
        find=_adjective("interim_adjectives", "interim"),
        why="Adjectives such as *geschäftsführend* before a title say that it is held for now.",
        yes=(
            ("Der geschäftsführende Minister Karl Demm sprach.", "Minister: interim"),
            ("Die kommissarische Präsidentin Rita Semm sprach.", "Präsidentin: interim"),
        ),
        no=("Der frühere Minister Karl Demm sprach.",),
    ),
    Rule(
        name="office-status/designated-adjective",
        find=_adjective("designated_adjectives", "designated"),
        why="Adjectives such as *designiert* and *künftig* before a title say that it is yet to be held.",
        yes=(
            ("Die designierte peruanische Bauministerin Rita Semm kam.", "Bauministerin: designated"),
            ("Der künftige Präsident Edo Falk sprach.", "Präsident: designated"),
        ),
        no=("Der frühere Minister Karl Demm sprach.",),
    ),
    Rule(
        name="office-status/gone",
        find=_gone,
        why="Somebody whose death or fall is told no longer holds the office.",
        yes=(
            ("Nach dem Begräbnis des Präsidenten Edo Falk trauerte Peru.", "Präsident: former"),
            ("Die Beisetzung der Ministerin Rita Semm war früh.", "Ministerin: former"),
            ("Die Leiche von Präsident Edo Falk wurde gefunden.", "Präsident: former"),
        ),
        no=(
            "Nach der Rede des Präsidenten Edo Falk trauerte Peru.",
            "Der Tod des Vaters von Präsident Edo Falk bewegte viele.",
        ),
    ),
    Rule(
        name="office-status/left",
        find=_left,
        why="After somebody's resignation or dismissal the office is held no more.",
        yes=(
            ("Nach dem Ausscheiden von Minister Karl Demm schwieg die Partei.", "Minister: former"),
            ("Seit dem Ausscheiden der Präsidentin Rita Semm ist es ruhig.", "Präsidentin: former"),
        ),
        no=(
            "Man forderte den Rücktritt von Minister Karl Demm.",
            "Der Ruf nach dem Rücktritt von Minister Karl Demm wird lauter.",
        ),
    ),
    Rule(
        name="office-status/retired",
        find=_retired,
        why="*a. D.* and *im Ruhestand* behind a title say that its bearer has retired.",
        yes=(
            ("Edo Falk, General im Ruhestand, sprach.", "General: former"),
            ("Karl Demm, Minister a. D., sprach.", "Minister: former"),
        ),
        no=("Edo Falk, General im Dienst, sprach.",),
    ),
    Rule(
        name="office-status/until",
        find=_over,
        why="A title that was held until a day is held no more.",
        yes=(
            ("Rita Semm, bis 2009 Präsidentin der Hafenkammer, sprach.", "Präsidentin: former"),
            ("Edo Falk, bis März 2020 Bürgermeister von Lima, sprach.", "Bürgermeister: former"),
        ),
        no=("Rita Semm, seit 2009 Präsidentin der Hafenkammer, sprach.",),
    ),
    Rule(
        name="office-status/was",
        find=_by("was", "former"),
        why="What somebody *war* they are no more.",
        yes=(
            ("Karl Demm war Bürgermeister von Lima.", "Bürgermeister: former"),
            ("Rita Semm war Ministerin in Peru.", "Ministerin: former"),
        ),
        no=("Karl Demm ist Bürgermeister von Lima.",),
    ),
    Rule(
        name="office-status/becomes",
        find=_by("becomes", "designated"),
        why="What somebody *wird* they are not yet.",
        yes=(
            ("Karl Demm wird Bürgermeister von Lima.", "Bürgermeister: designated"),
            ("Neuer Minister wird Karl Demm.", "Minister: designated"),
        ),
        no=("Karl Demm ist Bürgermeister von Lima.",),
    ),
    Rule(
        name="office-status/plain",
        find=lambda _: "holds",
        why="A title that is given without more is held.",
        yes=(
            ("Präsident Edo Falk kam.", "Präsident: holds"),
            ("Karl Demm ist Bürgermeister von Lima.", "Bürgermeister: holds"),
        ),
        no=("Der frühere Präsident Edo Falk kam.",),
    ),
)
"""What the sentence's verb does comes first, then what the title's own words say, then *war* and *wird*."""

TOLD = ("office-status/told-to-end", "office-status/told-to-begin")
"""The rules of what a clause tells: only an office that has its status by them has the day told there."""

ELSEWHERE = "office-status/told-elsewhere"
"""The rule of what another sentence tells."""
