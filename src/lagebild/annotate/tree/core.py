"""Who is subject and who is object, where the network leaves it open or says what case, number or order rule out.

The subject agrees with the verb and is nominative; an object is accusative. Where both ways fit, the usual order decides:
the subject first. (Which of two fitting ways is meant no form says; in running text it is the first in nine of ten cases.)
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lagebild.analysis import Analysis
from lagebild.annotate.rule import Rule
from lagebild.annotate.tree.edit import ASIDE, Edit, Edits
from lagebild.annotate.tree.frames import SUBJECTS, Frame, Framed, can_be_subject, in_accusative, number_of_verb
from lagebild.annotate.tree.phrases import bare, cases
from lagebild.annotate.tree.strays import person
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import word_set
from lagebild.verbforms import joined_lemma

_MARKS = ("»", "«", "„", "“", '"', "›", "‚")


def _two(tree: Framed) -> Edits:
    """Subject and object of a verb with two bare phrases."""
    a = tree.analysis
    edits: Edits = {}
    for frame in tree.frames:
        core = [p for p in frame.phrases if cases(a, p) & frozenset("NA")]
        if frame.passive or frame.finite is None or len(core) != len(("subject", "object")):
            continue
        first, second = core
        if _titled(a, first, second) or _reflexive(a, frame.verb):
            continue
        labels = (a.labels[first], a.labels[second])
        ways = [
            (s, o) for s, o in ((first, second), (second, first)) if can_be_subject(a, frame, s) and in_accusative(a, o)
        ]
        settled = set(labels) == {"nsubj", "obj"}
        wrong = [way for way in ways if a.labels[way[0]] != "nsubj" and _gets(a, frame.verb, *way)]
        if not ways or (settled and not wrong and (len(ways) > 1 or a.labels[ways[0][0]] == "nsubj")):
            continue
        seen = [way for way in ways if a.labels[way[0]] == "nsubj" and a.has(way[0], "det")]
        gets = [way for way in ways if _gets(a, frame.verb, *way)]
        subject, object_ = (gets or seen or ways)[0]
        edits[subject], edits[object_] = Edit(frame.verb, "nsubj"), Edit(frame.verb, "obj")
    return edits


def _gets(a: Analysis, verb: int, subject: int, object_: int) -> bool:
    """*Lob bekam Ada Brunn vom Rat*: whether somebody by name gets a thing without an article, and not the thing him."""
    if joined_lemma(a, verb) not in word_set("verbs_of_getting") or object_ > subject or a.has(object_, "det"):
        return False
    here = noun(a.forms[subject])
    somebody = person(a, subject) or (here is not None and here.kind in ("person", "office", "group"))
    return somebody and a.tags[object_] == "NOUN" and noun(a.forms[object_]) is None


def _subject_before_object(tree: Framed) -> Iterator[tuple[Frame, int, int]]:
    """The active verbs with a subject and an object behind it, and nothing else that is one."""
    labels = tree.analysis.labels
    for frame in tree.frames:
        core = [p for p in frame.phrases if labels[p] in ("nsubj", "obj")]
        if not frame.passive and frame.finite is not None and [labels[p] for p in core] == ["nsubj", "obj"]:
            yield frame, core[0], core[1]


def _word_on_a_deed(tree: Framed) -> Edits:
    """*Eine Waffenruhe verlangt Frankreich*: with such a verb a thing in front is no subject where somebody can be."""
    a = tree.analysis
    edits: Edits = {}
    for frame, first, second in _subject_before_object(tree):
        thing = a.tags[first] == "NOUN" and not _somebody(a, first) and in_accusative(a, first)
        does = _somebody(a, second) and can_be_subject(a, frame, second)
        if thing and does and joined_lemma(a, frame.verb) in word_set("verbs_of_a_word_on_a_deed"):
            edits[first], edits[second] = Edit(frame.verb, "obj"), Edit(frame.verb, "nsubj")
    return edits


def _somebody(a: Analysis, token: int) -> bool:
    """Whether a phrase names a person, a group or a body, or has a name."""
    here = noun(a.forms[token])
    known = here is not None and here.kind in ("person", "office", "group", "organisation")
    return known or a.tags[token] == "PROPN"


def _usual_doers(tree: Framed) -> Edits:
    """*Die Geiseln befreiten Spezialkräfte*: of many without an article who by their name do such things, behind the verb."""
    a = tree.analysis
    edits: Edits = {}
    for frame, first, second in _subject_before_object(tree):
        if frame.finite is None or number_of_verb(a, frame.finite) != "Plur":
            continue
        behind = first < frame.finite < second and a.tags[first] == "NOUN" and not a.has(second, "det", "det:poss")
        may_too = _is_among(a, first, "usual_doers") or _is_among(a, first, "people_in_arms")
        suffers = _shown(a, first) and in_accusative(a, first)
        if behind and suffers and not may_too and _is_among(a, second, "usual_doers"):
            edits[first], edits[second] = Edit(frame.verb, "obj"), Edit(frame.verb, "nsubj")
    return edits


def _is_among(a: Analysis, token: int, name: str) -> bool:
    """Whether a noun is one of a set of words."""
    here = noun(a.forms[token])
    return here is not None and not word_set(name).isdisjoint((here.lemma, here.base))


def _shown(a: Analysis, token: int) -> bool:
    """Whether a phrase says that it speaks of certain people: by an article, a number or a word like *mehrere*."""
    here = noun(a.forms[token])
    people = here is not None and here.kind in ("person", "office", "group")
    return people and a.has(token, "det", "det:poss", "nummod")


def _said_by(tree: Framed) -> Edits:
    """*Das berichtet die Zeitung*: *das* is what is said, and the other phrase says it."""
    a = tree.analysis
    edits: Edits = {}
    for frame in tree.frames:
        words = [p for p in frame.phrases if a.forms[p].lower() in ("das", "dies") and a.tags[p] == "PRON"]
        others = [p for p in frame.phrases if p not in words and a.tags[p] in ("NOUN", "PROPN")]
        if frame.passive or frame.finite is None or len(words) != 1 or not others:
            continue
        names = others[1:]  # *die Zeitung »Der Kurier«*
        if any(a.forms[min(a.subtree(name))] not in _MARKS for name in names):
            continue
        settled = a.labels[words[0]] == "nsubj" and a.labels[others[0]] in ("obj", ASIDE, "obl")
        says = joined_lemma(a, frame.verb) in word_set("verbs_that_report_it")
        if settled and says and words[0] < others[0] and can_be_subject(a, frame, others[0]):
            edits[words[0]], edits[others[0]] = Edit(frame.verb, "obj"), Edit(frame.verb, "nsubj")
            edits |= {name: Edit(others[0], "appos") for name in names}
    return edits


def _called(tree: Framed) -> Edits:
    """*nannte den Premier einen Lügner*: who is called something is the object, and what he is called is none."""
    a = tree.analysis
    edits: Edits = {}
    for verb, lemma in enumerate(a.lemmas):
        if lemma not in word_set("verbs_of_calling") or a.tags[verb] != "VERB":
            continue
        behind = [c for c in a.dependents(verb, "obj", "obl:arg", "iobj", ASIDE, "obl") if bare(a, c)]
        named = [c for c in behind if any(a.forms[d].lower().startswith("ein") for d in a.dependents(c, "det"))]
        others = [c for c in behind if c not in named and "A" in cases(a, c) and (_somebody(a, c) or a.has(c, "det"))]
        if len(named) == len(others) == 1 and others[0] < named[0]:
            edits[named[0]], edits[others[0]] = Edit(verb, "xcomp"), Edit(verb, "obj")
    return edits


def _titled(a: Analysis, title: int, name: int) -> bool:
    """Whether the first of two phrases is the title of the one named right behind it (*Minister Otto Zirk*)."""
    here = noun(a.forms[title])
    single = (
        here is not None and here.kind in ("office", "person") and "Plur" not in (here.number, a.feat(title, "Number"))
    )
    return name == title + 1 and single and a.tags[name] == "PROPN" and not a.has(title, "det", "flat", "appos")


def _reflexive(a: Analysis, verb: int) -> bool:
    """Whether *sich* has the object's place."""
    return any(a.labels[c] == "obj" and a.forms[c].lower() == "sich" for c in a.children[verb])


def _title(tree: Framed) -> Edits:
    """A title and its name that hang side by side on the verb: the title has the place of both."""
    a = tree.analysis
    edits: Edits = {}
    for frame in tree.frames:
        for title, name in pairwise(frame.phrases):
            if _titled(a, title, name):
                label = next(
                    (a.labels[t] for t in (name, title) if a.labels[t] in ("nsubj", "nsubj:pass", "obj")), ASIDE
                )
                edits[title], edits[name] = Edit(frame.verb, label), Edit(title, "appos")
                edits |= {c: Edit(title, "conj") for c in a.dependents(name, "conj")}
    return edits


def _one(tree: Framed) -> Edits:
    """The subject of a verb that has no other: a phrase that was brought back to it."""
    a = tree.analysis
    edits: Edits = {}
    for frame in tree.frames:
        loose = [p for p in frame.phrases if a.labels[p] == ASIDE]
        subjects = [p for p in frame.phrases if a.labels[p].startswith("nsubj")]
        if not loose and not a.has(frame.verb, *SUBJECTS):
            loose = [p for p in frame.phrases if a.labels[p] == "obl" and a.tags[p] == "NOUN"]
        if len(loose) != 1 or frame.infinitive:
            continue
        if not subjects and can_be_subject(a, frame, loose[0]):
            edits[loose[0]] = Edit(frame.verb, "nsubj:pass" if frame.passive else "nsubj")
        elif subjects and not frame.passive and not any(a.labels[p] == "obj" for p in frame.phrases):
            edits[loose[0]] = Edit(frame.verb, "obj")
    return edits


def _one_man(tree: Framed) -> Edits:
    """*schloss den Abgeordneten aus*: one man in the accusative, declined like an adjective, and not many in the dative."""
    a = tree.analysis
    edits: Edits = {}
    for frame in tree.frames:
        many = [
            c
            for c in a.dependents(frame.verb, "obl:arg", "iobj")
            if a.tags[c] == "NOUN" and a.feat(c, "Case") == "Dat" and a.feat(c, "Number") == "Plur"
        ]
        if frame.passive or frame.finite is None or len(many) != 1 or a.has(frame.verb, "obj", "ccomp", "xcomp"):
            continue
        articles = [a.forms[c].lower() for c in a.dependents(many[0], "det", "det:poss")]
        here = noun(a.forms[many[0]])
        behind = a.tags[many[0] + 1] if many[0] + 1 < len(a) else ""
        declined = here is not None and here.adjectival and articles[:1] == ["den"] and behind not in ("NOUN", "PROPN")
        if declined and joined_lemma(a, frame.verb) not in word_set("verbs_with_a_dative_alone"):
            feats = a.feats[many[0]].replace("Case=Dat", "Case=Acc").replace("Number=Plur", "Number=Sing")
            edits[many[0]] = Edit(frame.verb, "obj", feats=feats)
    return edits


def _dative(tree: Framed) -> Edits:
    """*Der Ärztin drohte der Chef*: what stands in the dative is no subject where another phrase can be."""
    a = tree.analysis
    edits: Edits = {}
    for frame in tree.frames:
        if frame.passive or frame.finite is None:
            continue
        wrong = [
            c
            for c in a.children[frame.verb]
            if a.labels[c] == "nsubj" and "D" in (case := cases(a, c)) and not case & frozenset("NA")
        ]
        fitting = [
            p for p in frame.phrases if a.labels[p] != "nsubj" and can_be_subject(a, frame, p) and a.tags[p] != "PRON"
        ]
        if len(wrong) == len(fitting) == 1 and a.labels[fitting[0]] not in ("advmod", "parataxis"):
            edits[wrong[0]], edits[fitting[0]] = Edit(frame.verb, "obl:arg"), Edit(frame.verb, "nsubj")
    return edits


def _of_infinitive(tree: Framed) -> Edits:
    """The object of an infinitive with *zu*, which has no subject of its own."""
    a = tree.analysis
    edits: Edits = {}
    for frame in tree.frames:
        open_ = [p for p in frame.phrases if a.labels[p] != "iobj" and in_accusative(a, p)]
        if not frame.infinitive or len(open_) != 1 or a.labels[open_[0]] == "obj":
            continue
        edits[open_[0]] = Edit(frame.verb, "obj")
    return edits


CORE: tuple[Rule[Framed, Edits], ...] = (
    Rule(
        name="tree/title-beside-its-name",
        find=_title,
        why="A title right before a name has one place in the sentence with it.",
        yes=(("Staatssekretär Klaus Derix und Hanno Perl trafen sich am Freitag in Dornfeld.", ""),),
    ),
    Rule(
        name="tree/called-something",
        find=_called,
        why="Whoever is called a liar is the object of *nennen*, not the liar.",
        yes=(
            ("Der Abgeordnete hatte den Premier einen Lügner genannt.", ""),
            ("Die Kanzlerin nannte Minister Karl Demm einen Verräter.", ""),
        ),
        no=("Der Premier nannte einen Grund.",),
    ),
    Rule(
        name="tree/dative-is-no-subject",
        find=_dative,
        why="A phrase in the dative is no subject where another one can be.",
        yes=(("Der Ärztin Ute Falk drohte der Klinikchef mit Kündigung.", ""),),
    ),
    Rule(
        name="tree/one-man-in-the-accusative",
        find=_one_man,
        why="*Den Abgeordneten* is one man where the verb wants an accusative and has none.",
        yes=(("Die Partei schloss den Abgeordneten aus.", ""),),
        no=("Die Partei dankte den Abgeordneten.", "Der Offizier brachte den Gefangenen Brot."),
    ),
    Rule(
        name="tree/two-phrases",
        find=_two,
        why="Of two bare phrases one is the subject: nominative and of the verb's number; where both may be, the first.",
        yes=(
            ("Ein Polizist verhaftete Peter Müller.", ""),
            ("Unbekannte entführten Sabine Kolb-Adler.", ""),
            ("Zwölf Bauern verhaftete die Armee am Samstag.", ""),
            ("Lob bekam Ada Brunn vom Rat.", ""),
        ),
    ),
    Rule(
        name="tree/word-on-a-deed",
        find=_word_on_a_deed,
        why="A thing neither demands nor refuses: it is the object where the other phrase is somebody.",
        yes=(
            ("Eine Waffenruhe verlangt Frankreich.", ""),
            ("Ihre Freilassung hatte Amnesty lange gefordert.", ""),
            ("Sofortige Hilfe forderte die Caritas.", ""),
        ),
        no=("Die Regierung verlangt eine Waffenruhe.", "Die Krankheit fordert Opfer."),
    ),
    Rule(
        name="tree/usual-doers",
        find=_usual_doers,
        why="Where both may be the subject, *Unbekannte* or *Spezialkräfte* without an article do it to those in front.",
        yes=(
            ("Die Geiseln befreiten Spezialkräfte in der Nacht zum Montag.", ""),
            ("Mehrere Journalisten haben Unbekannte vor dem Gericht verprügelt.", ""),
        ),
        no=("Die Polizisten verhafteten Unbekannte.", "Bauern befreiten Geiseln."),
    ),
    Rule(
        name="tree/said-by",
        find=_said_by,
        why="With a verb of reporting *das* is what is said, and the other phrase is who says it.",
        yes=(("Das berichtet die Zeitung »Der Kurier«: Demnach beschoss die Marine ein Fischerboot.", ""),),
        no=("Das freut die Zeitung.",),
    ),
    Rule(
        name="tree/object-of-infinitive",
        find=_of_infinitive,
        why="A bare phrase of an infinitive with *zu* is its object.",
        yes=(("Die Kanzlerin forderte die Polizei auf, Anton Rehmer zu verhaften.", ""),),
    ),
    Rule(
        name="tree/one-phrase",
        find=_one,
        why="A phrase that was brought back to its verb is the subject where the verb has none, else the object.",
        yes=(("In Brenzau wurde am Donnerstag Hanno Perl erschossen.", ""),),
    ),
)
"""Asked once the phrases hang on their verbs."""
