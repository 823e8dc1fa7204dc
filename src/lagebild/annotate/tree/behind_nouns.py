"""What stands behind a noun and is no part of it, or not the part that the network sees.

A verb's genitive or dative, the names of several, who somebody is, and the deed that a name in the genitive stands before.
"""

from __future__ import annotations

from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.rule import Rule
from lagebild.annotate.tree.edit import ASIDE, Edit, Edits
from lagebild.annotate.tree.phrases import cases, in_genitive, kind_of_name
from lagebild.lexicon.dictionary import is_known
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_set
from lagebild.verbforms import joined_lemma

_UP = 3
"""Nouns between a title and the name that was hung on the last of them, at most."""


def _of_the_verb(a: Analysis) -> Edits:
    """*hat die Frau des Mordes beschuldigt*: a genitive that the verb asks for."""
    edits: Edits = {}
    for token, label in enumerate(a.labels):
        above = a.heads[token]
        if label != "nmod" or above < 0 or above > token or a.tags[token] != "NOUN" or a.feat(token, "Case") != "Gen":
            continue
        if a.has(token, "case") or not a.has(token, "det") or _of_somebody(a.forms[token]):
            continue
        verb, last = a.heads[above], max(a.subtree(above))
        if verb == ROOT or a.tags[verb] != "VERB" or a.labels[above] not in ("obj", "nsubj:pass", "nsubj"):
            continue
        if a.lemmas[verb] in word_set("genitive_verbs") and max(a.subtree(token)) == last:
            edits[token] = Edit(verb, "obl", feats="Case=Gen")
    return edits


def _of_somebody(form: str) -> bool:
    here = noun(form)
    return here is not None and here.kind in ("person", "office", "group")


def _names_of_several(a: Analysis) -> Edits:
    """*die Präsidenten von Kolm und Tarnau, Otto Zirk und Petra Gehm, …*: the names are theirs, not the towns'."""
    edits: Edits = {}
    for name in a.names:
        first = name.first
        head = a.heads[first]
        if name.kind != "PER" or head < 0 or head > first or first == 0 or a.forms[first - 1] != ",":
            continue
        title = head
        for _ in range(_UP):
            if a.heads[title] == ROOT or (a.tags[title] == "NOUN" and _of_somebody(a.forms[title])):
                break
            title = a.heads[title]
        several = a.feat(title, "Number") == "Plur" and _of_somebody(a.forms[title])
        if title == head or not several or kind_of_name(a, head) == "PER":
            continue
        second = next(
            (n for n in a.names if n.kind == "PER" and n.first > name.last and a.heads[n.first] == head), None
        )
        if second is not None and a.has(second.first, "cc"):
            edits[first], edits[second.first] = Edit(title, "appos"), Edit(first, "conj")
    return edits


def _dative_of_the_verb(a: Analysis) -> Edits:
    """*warf die Union der Ministerin Untätigkeit vor*: a dative that the verb asks for, though it looks like a genitive."""
    edits: Edits = {}
    for token, label in enumerate(a.labels):
        above = a.heads[token]
        if label != "nmod" or above < 0 or above > token or a.feat(token, "Case") != "Gen" or a.has(token, "case"):
            continue
        verb = a.heads[above]
        if verb == ROOT or a.labels[above] != "nsubj" or a.tags[verb] != "VERB" or not _feminine_article(a, token):
            continue
        if joined_lemma(a, verb) not in word_set("dative_verbs") or _has_dative(a, verb):
            continue
        finite = next((t for t in (verb, *a.dependents(verb, "aux")) if a.feat(t, "VerbForm") == "Fin"), verb)
        if not finite < above:
            continue  # before the verb there is one phrase only
        edits[token] = Edit(verb, "obl:arg", feats=a.feats[token].replace("Case=Gen", "Case=Dat"))
        loose = (c for c in a.dependents(token, "appos", "nmod") if c > token and a.tags[c] == "NOUN")
        edits |= {c: Edit(verb, "obj") for c in loose if not a.has(c, "case", "det") and not _of_somebody(a.forms[c])}
    return edits


def _feminine_article(a: Analysis, token: int) -> bool:
    """Whether a phrase opens with an article that is the same in genitive and dative."""
    articles = [a.forms[c].lower() for c in a.dependents(token, "det", "det:poss") if c < token]
    return bool(articles) and articles[0].endswith("er") and a.feat(token, "Number") == "Sing"


def _has_dative(a: Analysis, verb: int) -> bool:
    """Whether a verb has a phrase in the dative."""
    own = (c for c in a.dependents(verb, "obl:arg", "iobj", "obl") if not a.has(c, "case"))
    return any(a.feat(c, "Case") == "Dat" for c in own)


def _who_it_is(a: Analysis) -> Edits:
    """*Der Täter, ein Soldat aus Kolm, floh*: what stands between commas behind one who acts says who that is."""
    edits: Edits = {}
    for token, label in enumerate(a.labels):
        head = a.heads[token]
        if label != "conj" or a.tags[token] != "NOUN" or a.tags[head] not in ("NOUN", "PROPN") or a.has(token, "cc"):
            continue
        if [*a.dependents(head, "conj")] != [token] or a.has(token, "conj") or not a.has(token, "det"):
            continue
        inside = a.subtree(token)
        opens = next((t for t in sorted(inside) if a.forms[t] != ","), token)
        closes = max(inside) + 1
        if a.forms[opens - 1] != "," or closes >= len(a) or a.forms[closes] != ",":
            continue
        verb = a.heads[head]
        finite = [t for t in (verb, *a.dependents(verb, "aux", "aux:pass")) if a.feat(t, "VerbForm") == "Fin"]
        alone = {a.feat(head, "Number"), a.feat(token, "Number"), *(a.feat(t, "Number") for t in finite)} == {"Sing"}
        people = _of_somebody(a.forms[token]) and (a.tags[head] == "PROPN" or _of_somebody(a.forms[head]))
        if verb != ROOT and people and alone and a.labels[head].startswith("nsubj") and a.feat(token, "Case") == "Nom":
            edits[token] = Edit(head, "appos")
    return edits


def _deed_of_a_name(a: Analysis) -> Edits:
    """*Ada Brunns Treffen mit den Bauern*: the noun behind a name in the genitive is what the sentence is about."""
    edits: Edits = {}
    for name in a.names:
        deed = name.last
        if name.kind != "PER" or name.last - name.first < len(("first", "last")) or deed >= len(a):
            continue
        if not a.forms[deed - 1].endswith(("s", "'", "’")) or a.tags[deed] != "NOUN" or deed in a.names_over:
            continue
        inside = range(name.first, name.last)
        if a.heads[deed] not in inside or a.has(deed, "det") or not is_known(a.forms[deed]):
            continue
        if deed + 1 >= len(a) or a.forms[deed + 1] not in closed("frame_prepositions"):
            continue  # a deed has somebody or something that it is done to
        top = next((t for t in inside if a.heads[t] not in (*inside, deed)), None)
        if top is None or _of_somebody(a.forms[deed]):
            continue
        edits[deed] = Edit(a.heads[top], a.labels[top])
        edits[name.first] = Edit(deed, "nmod", feats="Case=Gen|Number=Sing")
        edits |= {t: Edit(name.first, "flat") for t in inside if t != name.first}
        edits |= {c: Edit(deed, a.labels[c]) for c in a.children[top] if c not in inside and c != deed}
    return edits


def _genitive_of_a_name(a: Analysis) -> Edits:
    """*die Anerkennung Kosovos durch Fidschi*: a known name with -s right behind a noun is its genitive."""
    edits: Edits = {}
    for token, label in enumerate(a.labels):
        above, form = a.heads[token], a.forms[token]
        if label not in ("appos", "flat", "nmod") or above != token - 1 or a.tags[token] != "PROPN":
            continue
        if a.tags[above] != "NOUN" or not form.endswith("s") or a.feat(token, "Case") == "Gen" or a.has(token, "flat"):
            continue
        if in_genitive(form) and not _of_somebody(a.forms[above]):
            feats = "Case=Gen|Number=Sing"
            edits[token] = Edit(above, "nmod", lemma=form[:-1], feats=feats)
            edits |= {
                c: Edit(above, "nmod") for c in a.dependents(token, "nmod", "obl") if c > token and a.has(c, "case")
            }
    return edits


def _in_the_nominative(a: Analysis) -> Edits:
    """*nach Erkenntnissen der Ermittler ihr früherer Ehemann*: what can only be the subject belongs to no noun."""
    edits: Edits = {}
    for token, label in enumerate(a.labels):
        if (
            label != "nmod"
            or a.tags[token] != "NOUN"
            or a.has(token, "case", "cc")
            or cases(a, token) != frozenset("N")
        ):
            continue
        if any(a.forms[c].lower() == "der" for c in a.dependents(token, "det")):
            continue  # *ein Treffen der Minister*: of several
        verb = a.heads[token]
        while verb != ROOT and a.tags[verb] in ("NOUN", "PROPN"):
            verb = a.heads[verb]
        if verb != ROOT and a.tags[verb] == "VERB":
            edits[token] = Edit(verb, ASIDE)
    return edits


def _apposed_place(a: Analysis) -> Edits:
    """*griffen einen Posten in Rahba an, einer Oasenstadt*: what stands in another case is no second object."""
    edits: Edits = {}
    for token, label in enumerate(a.labels):
        held = a.heads[token]
        if label != "conj" or a.tags[token] != "NOUN" or a.has(token, "cc", "case") or held < 0 or held > token:
            continue
        own = cases(a, token)
        if not own or own & frozenset("NA") or not cases(a, held) & frozenset("NA"):
            continue
        before = [t for t in range(held + 1, token) if a.tags[t] == "PROPN" and a.has(t, "case")]
        if len(before) == 1:
            edits[token] = Edit(before[0], "appos")
    return edits


BEHIND_NOUNS: tuple[Rule[Analysis, Edits], ...] = (
    Rule(
        name="tree/nominative-is-no-genitive",
        find=_in_the_nominative,
        why="A phrase that can only be nominative belongs to no noun before it.",
        yes=(("Entführt hat die Geologin nach Erkenntnissen der Ermittler ihr früherer Ehemann.", ""),),
        no=("Die Polizei verhaftete den Sprecher der Rebellen.",),
    ),
    Rule(
        name="tree/apposition-in-another-case",
        find=_apposed_place,
        why="A noun in the dative behind a comma is in apposition to what stands in the dative, not a second object.",
        yes=(("Die Rebellen griffen einen Posten in Rahba an, einer Oasenstadt im Norden.", ""),),
        no=("Die Rebellen griffen einen Posten in Rahba an, eine Kaserne und ein Lager.",),
    ),
    Rule(
        name="tree/genitive-of-the-verb",
        find=_of_the_verb,
        why="Verbs such as *beschuldigen* and *entheben* have a genitive of their own, which is no part of the object.",
        yes=(("Der Händler hat die Frau des Mordes beschuldigt.", ""),),
        no=("Der Händler hat die Frau des Pfarrers beschuldigt.",),
    ),
    Rule(
        name="tree/names-of-several",
        find=_names_of_several,
        why="Two names between commas behind a title in the plural are those of its bearers.",
        yes=(("Die Minister von Peru und Chile, Otto Zirk und Petra Gehm, unterzeichneten das Abkommen.", ""),),
    ),
    Rule(
        name="tree/dative-of-the-verb",
        find=_dative_of_the_verb,
        why="*Vorwerfen* and its like want a dative, so that *der Partei* behind the subject is no genitive of it.",
        yes=(("Am Montag warf die Opposition der Ministerin Lüge vor.", ""),),
        no=("Am Montag warf die Chefin der Partei dem Minister Lüge vor.",),
    ),
    Rule(
        name="tree/who-it-is",
        find=_who_it_is,
        why="A phrase between commas behind one who acts says who that is, and names nobody else.",
        yes=(("Der Attentäter, ein früherer Soldat namens Otto Zirk, erschoss drei Kollegen.", ""),),
        no=("Der Händler, der Bauer und der Pfarrer erschossen drei Kollegen.",),
    ),
    Rule(
        name="tree/deed-of-a-name",
        find=_deed_of_a_name,
        why="Behind a name in the genitive stands what the sentence is about, not another part of the name.",
        yes=(("Mona Gilds Treffen mit den Gewerkschaften verlief ohne Ergebnis.", ""),),
        no=("Jens Fischer traf die Gewerkschaften.",),
    ),
    Rule(
        name="tree/genitive-of-a-name",
        find=_genitive_of_a_name,
        why="A name of the gazetteer with -s right behind a noun is in the genitive.",
        yes=(("Die Anerkennung Kosovos durch Fidschi folgte im März.", ""),),
        no=("Die Hauptstadt Paris feiert.",),
    ),
)
"""Mended before phrases are brought back to their verbs."""
