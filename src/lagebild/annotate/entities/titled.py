"""Names of persons that a title or a first name announces (`General Demm`, `Vera Lohm`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lagebild.analysis import Analysis, Name
from lagebild.annotate.entities.mention import Mention, form_at, sentence_end
from lagebild.annotate.entities.persons import (
    begun,
    has_signs,
    is_name_word,
    name_run,
    names_a_thing,
    part_of_a_place,
    person,
    role_noun,
    unheard_of,
)
from lagebild.annotate.entities.weights import Weights
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.dictionary import is_known
from lagebild.lexicon.gazetteer import first_name_gender
from lagebild.lexicon.nouns import Noun, noun
from lagebild.lexicon.words import closed, closed_tuple, word_set, word_tuple

_SHORT = 4
"""A surname has more letters than that, with the *s* of its genitive."""


class Titled(NamedTuple):
    """A title and the words after it, `begin` to `end`, that look like a name.

    `known` is the known name that begins there, if it is a state, a body or a town.
    """

    analysis: Analysis
    token: int
    title: Noun
    begin: int
    end: int
    known: Mention | None

    @property
    def alone(self) -> bool:
        """True if a single word follows."""
        return self.end == self.begin + 1


def _plural(case: Titled) -> bool | None:
    several = case.title.number == "Plur" or form_at(case.analysis, case.token - 1).lower() in closed(
        "plural_quantifiers"
    )
    return False if several else None


def _oblique(case: Titled) -> bool | None:
    oblique = case.title.kind == "person" and case.title.adjectival and case.analysis.forms[case.token].endswith("en")
    return False if oblique else None


def _body_or_state(case: Titled) -> bool | None:
    if case.known is None:
        return None
    capital = case.known.known is not None and case.known.known.role == "capital"
    return False if case.known.kind != "place" or capital else None


def _leads_on(case: Titled) -> bool | None:
    return False if case.analysis.forms[case.begin].lower() in closed("after_title_no_name") else None


def _within_a_name(case: Titled) -> bool | None:
    """*Joseph Kardinal Lohm*: the name begins before the title."""
    a, token = case.analysis, case.token
    within = a.forms[token] in closed("titles_within_names") and token > 0
    return False if within and first_name_gender(a.forms[token - 1]) is not None else None


def _part_of_a_place(case: Titled) -> bool | None:
    return False if case.alone and part_of_a_place(case.analysis.forms[case.begin]) else None


def _town(case: Titled) -> bool | None:
    return False if case.alone and case.known is not None and case.known.kind == "place" else None


def _abbreviation(case: Titled) -> bool | None:
    return False if case.alone and case.analysis.forms[case.begin].isupper() else None


def _role_of_a_body(case: Titled) -> bool | None:
    role = case.analysis.forms[case.token].lower().endswith(word_tuple("roles_of_bodies"))
    return False if role and first_name_gender(case.analysis.forms[case.begin]) is None else None


def _genitive(case: Titled) -> bool | None:
    """A surname in the genitive that the text has without its *s*: *eine Sprecherin Lohms* is not called so."""
    form = case.analysis.forms[case.begin]
    bare = case.alone and form.endswith("s") and len(form) > _SHORT and form not in case.analysis.forms[: case.begin]
    return False if bare and form[:-1] in case.analysis.forms and first_name_gender(form) is None else None


def _abstract(case: Titled) -> bool | None:
    """What is said about the bearer of a title (*warf dem Minister Einmischung vor*)."""
    form = case.analysis.forms[case.begin]
    return False if case.alone and form.endswith(closed_tuple("abstract_endings")) and is_known(form) else None


def _office(case: Titled) -> bool | None:
    return True if case.title.kind == "office" else None


def _two_words(case: Titled) -> bool | None:
    unseen = not _near(case) and case.end - case.begin > 1
    return True if unseen and case.title.field != "inhabitant" else None


def _seen(case: Titled) -> bool | None:
    kinds = {n.kind for n in _near(case)}
    return True if kinds == {"PER"} and case.title.lemma not in word_set("relations_not_titles") else None


def _near(case: Titled) -> list[Name]:
    """The analyser's names that the words after a title touch."""
    over = case.analysis.names_over
    return [*{name: None for token in range(case.begin, case.end) for name in over.get(token, ())}]


TITLED: tuple[Rule[Titled, bool], ...] = (
    Rule(
        name="title/plural",
        find=_plural,
        why="A title in the plural announces no single name.",
        yes=(
            ("Vor Ort waren die Spielerinnen Birgit Prinz und Vera Tok.", ""),
            ("Am Abend kamen die Sängerinnen Birgit Prinz und Vera Tok.", ""),
        ),
    ),
    Rule(
        name="title/oblique-adjective",
        find=_oblique,
        why="An adjective in -en made a noun may be a plural and announces nobody.",
        yes=(("Am Abend sprach er mit Angestellten Vaas.", ""),),
    ),
    Rule(
        name="title/body-or-state",
        find=_body_or_state,
        why="A known state, body or capital after a title is what its bearer belongs to.",
        yes=(("Gestern sprach der Präsident Mexiko.", ""),),
    ),
    Rule(
        name="title/leads-on",
        find=_leads_on,
        why="A preposition or an article after a title leads to a body or a town.",
        yes=(("Am Abend kam Präsident von Lohm.", ""),),
    ),
    Rule(
        name="title/town",
        find=_town,
        why="A known town alone after a title is where its bearer holds office.",
        yes=(("Gestern sprach Bürgermeister Dresden.", ""),),
    ),
    Rule(
        name="title/within-a-name",
        find=_within_a_name,
        why="A title behind a first name stands within the name.",
        yes=(("Am Abend sprach Joseph Kardinal Lohm.", ""),),
    ),
    Rule(
        name="title/part-of-a-place",
        find=_part_of_a_place,
        why="*Nord*, *Süd* and the like before a known place after a title name where its bearer holds office.",
        yes=(("Am Abend schwieg die Ministerin Ostkongos.", ""),),
    ),
    Rule(
        name="title/abbreviation",
        find=_abbreviation,
        why="An abbreviation alone after a title is the body that its bearer belongs to.",
        yes=(("Am Abend schwieg der Sprecher NHU.", ""), ("Der Kanzler XY schwieg.", "")),
    ),
    Rule(
        name="title/role-of-a-body",
        find=_role_of_a_body,
        why="*Betreiber*, *Hersteller* and the like are companies oftener than people; only a first name tells a person.",
        yes=(("Am Abend schwieg der Sportwagenhersteller Wolmara Demm.", ""),),
    ),
    Rule(
        name="title/genitive",
        find=_genitive,
        why="A surname in -s behind a title, which the text has without it, is whose speaker or successor that is.",
        yes=(("Vera Demming kam. Am Abend wurden die Nachfolger Demmings gewählt.", ""),),
        no=("Am Abend kam Minister Demmings.",),
    ),
    Rule(
        name="title/abstract-noun",
        find=_abstract,
        why="A known noun in *-ung*, *-heit*, *-keit* or *-schaft* behind a title is nobody's name.",
        yes=(("Der Rat warf dem Justizminister Einmischung vor.", ""),),
        no=("Gestern kam Minister Hartung.",),
    ),
    Rule(
        name="title/office",
        find=_office,
        why="Name words after the noun of an office are the name of its holder.",
        yes=(
            ("Am Abend kam Ministerin Sommer.", "Sommer: person"),
            ("Am Abend schwieg Minister Freitag.", "Freitag: person"),
        ),
    ),
    Rule(
        name="title/person-and-two-words",
        find=_two_words,
        why="Two name words after a noun for a person are that person's name, unless the noun says where people live.",
        yes=(("Er zahlte 1400 Kronen an Frau Juli Sommer.", "Juli Sommer: person"),),
    ),
    Rule(
        name="title/seen-as-a-person",
        find=_seen,
        why="After a noun for a person a name is that person's where the analyser sees a person, and not after one for kin.",
        yes=(
            ("Vera Lohm kam. Am Abend sprach ihr Nachfolger Lohm.", "Lohm: person"),
            ("Am Abend kam der Rebell Kaiser Demm.", "Kaiser Demm: person"),
        ),
    ),
)
"""Says if what follows a title is the name of its bearer; if no rule answers, it is not."""


def titled(analysis: Analysis, lexical: list[Mention]) -> Iterator[Mention]:
    """Names right after a title (`General X`); `lexical` are the names that lexicons know."""
    inside = {t for m in lexical if m.last - m.first > 1 for t in range(m.first, m.last - 1)}
    by_first = {m.first: m for m in lexical}
    for token in range(len(analysis) - 1):
        title = role_noun(analysis, token)
        if title is None or token in inside or analysis.sentence_of[token] != analysis.sentence_of[token + 1]:
            continue
        end = _end(analysis, title, token + 1)
        if end == token + 1:
            continue
        found = first(TITLED, Titled(analysis, token, title, token + 1, end, by_first.get(token + 1)))
        if found is not None and found[0]:
            mention = person(analysis, token + 1, end)
            mention.rule = found[1]
            mention.gender = mention.gender or (title.gender if title.gender in "mf" else "")
            yield mention


def _end(analysis: Analysis, title: Noun, begin: int) -> int:
    """Where the name after a title ends; after an office, even unknown words count."""
    end = name_run(analysis, begin)
    if end == begin and title.kind == "office" and unheard_of(analysis, end):
        return max(end + 1, name_run(analysis, end + 1) if end + 1 < len(analysis) else 0)
    return end


class Named(NamedTuple):
    """A known first name at `begin` and the words after it, up to `end`, that look like the rest of a name."""

    analysis: Analysis
    begin: int
    end: int
    weights: Weights


def _company(case: Named) -> bool | None:
    words = word_set("company_words")
    if "_".join(case.analysis.forms[case.begin : case.end]) in word_set("companies_of_two_words"):
        return False
    return False if {case.analysis.forms[case.end - 1], form_at(case.analysis, case.end)} & words else None


def _firm(case: Named) -> bool | None:
    """A firm or a club called after its founder (*die Firma Karl Demm*, *der FC Karl Demm*)."""
    before = form_at(case.analysis, case.begin - 1)
    club = before.isupper() and before.isalpha() and before in word_set("clubs_before_names")
    firm = before[:1].isupper() and before.lower().endswith(word_tuple("firms_before_names"))
    return False if club or firm else None


def _foreign(case: Named) -> bool | None:
    last = case.analysis.forms[case.end - 1]
    words = last in word_set("foreign_company_words") or last in word_set("foreign_place_words")
    here = noun(last.rpartition("-")[2]) if "-" in last else None
    return False if words or (here is not None and here.kind == "organisation") else None


def _adverbial(case: Named) -> bool | None:
    """A preposition that is a first name, too, before a common noun (*Per Dekret*)."""
    a, begin = case.analysis, case.begin
    two = case.end == begin + 2 and case.weights.opens(begin) and case.weights.only_a_noun(begin + 1)
    return False if two and a.forms[begin] == "Per" else None


def _saint(case: Named) -> bool | None:
    """The second word of a town's name (*San Antonio*, *São Paulo*)."""
    before = form_at(case.analysis, case.begin - 1)
    return False if before in closed("saints") else None


def _club(case: Named) -> bool | None:
    return False if has_signs(case.analysis.forms[case.begin : case.end]) else None


def _compound(case: Named) -> bool | None:
    return False if names_a_thing(case.analysis, case.begin, case.end) else None


def _surname(case: Named) -> bool | None:
    a, token = case.analysis, case.begin + 1
    small = a.forms[token].lower() in closed("name_particles")
    return True if case.end > token and (is_name_word(a, token) or small) else None


def _of_a_place(case: Named) -> bool | None:
    """What stands right behind *in* and is never named without it (*in Maria Wolmar*)."""
    a, closing = case.analysis, case.analysis.forms[case.end - 1]
    within = form_at(a, case.begin - 1).lower() == "in" and a.form_counts[closing] == 1
    return False if within and case.end - case.begin > 1 else None


FIRST_NAMED: tuple[Rule[Named, bool], ...] = (
    Rule(
        name="first-name/of-a-place",
        find=_of_a_place,
        why="A name behind *in* that the report has only there is that of a place called after somebody.",
        yes=(("Am Abend brannte es in Maria Wolmar.", ""),),
        no=("Am Abend sprach Maria Wolmar.",),
    ),
    Rule(
        name="first-name/company",
        find=_company,
        why="A first name in the name of a company names the company.",
        yes=(("Gestern streikte die Karl Demm GmbH.", ""), ("Davon entfallen 25 Prozent auf Axel Springer.", "")),
        no=("Am Abend schwieg der Verleger Axel Springer.",),
    ),
    Rule(
        name="first-name/firm",
        find=_firm,
        why="A first name right behind *Firma*, *Verlag* or *FC* is in the name of that.",
        yes=(("Am Abend schwieg die Firma Karl Demm.", ""),),
        no=("Am Abend schwieg der Chef der Firma, Karl Demm.",),
    ),
    Rule(
        name="first-name/foreign",
        find=_foreign,
        why="A first name in a name that ends in *Island*, *Bank* or *-Institut* names a place or a body.",
        yes=(("Am Abend brannte es auf Elliot Island lange.", ""),),
    ),
    Rule(
        name="first-name/adverbial",
        find=_adverbial,
        why="*Per* before a common noun is a preposition.",
        yes=(("Per Dekret ordnete der Rat das an.", ""),),
    ),
    Rule(
        name="first-name/saint",
        find=_saint,
        why="A first name behind *San* or *Saint* is in the name of a town or a club.",
        yes=(("Am Abend gewannen die San Antonio Velmen noch einmal.", ""),),
    ),
    Rule(
        name="first-name/club",
        find=_club,
        why="A first name with a few capitals or figures behind it is in the name of a club or a make.",
        yes=(("Am Abend gewann Hertha FSV Kolm.", ""),),
    ),
    Rule(
        name="first-name/compound",
        find=_compound,
        why="A thing named after somebody, behind an article, is not that person.",
        yes=(("Der Rat lehnte das Hannah Lohm-Zitat am Abend ab.", ""),),
    ),
    Rule(
        name="first-name/surname",
        find=_surname,
        why="A known first name and the name words after it are a person's name.",
        yes=(("Joseph S. W. Demm, Fischer, schwieg.", "Joseph S. W. Demm: person"),),
    ),
)
"""Says if a first name begins a person's name."""


def first_named(analysis: Analysis, taken: bytearray, weights: Weights) -> Iterator[Mention]:
    """Names that begin with a known first name, outside the tokens already taken."""
    for token in range(len(analysis) - 1):
        if taken[token] or first_name_gender(analysis.forms[token]) is None:
            continue
        if token + 1 == sentence_end(analysis, token) or taken[token + 1]:
            continue
        end = name_run(analysis, token)
        found = first(FIRST_NAMED, Named(analysis, token, end, weights))
        if found is not None and found[0]:
            mention = person(analysis, begun(analysis, token, taken), end)
            mention.gender = mention.gender or first_name_gender(analysis.forms[token]) or ""
            mention.rule = found[1]
            yield mention
