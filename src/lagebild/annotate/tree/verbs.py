"""Verb complexes that the network reads as the wrong one."""

from __future__ import annotations

from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.rule import Rule
from lagebild.annotate.tree.edit import ASIDE, Edit, Edits
from lagebild.annotate.tree.phrases import bare
from lagebild.lexicon.dictionary import is_known, lemma_of
from lagebild.lexicon.words import closed, word_set
from lagebild.verbforms import has_sein, participle

_SHORTEST = 5
"""Words of a sentence at least that tells what one did and another did not."""


def _participle_in_front(a: Analysis) -> Edits:
    """*Erschossen wurden …*: taken for a noun, since it has a capital."""
    edits: Edits = {}
    for start, end in a.sentences:
        helper = start + 1
        if helper >= end or not _opens(a, start) or any(_completes(a, t, helper) for t in range(helper + 1, end)):
            continue
        root = next((t for t in (start, helper) if a.heads[t] not in (start, helper)), start)
        top = a.heads[root]
        while top != ROOT and a.tags[top] not in (
            "VERB",
            "AUX",
        ):  # *Erschossen wurden 28 Fischer*, all below the last word
            root, top = top, a.heads[top]
        passive = a.lemmas[helper] == "werden"
        edits[start] = Edit(top, a.labels[root], "VERB", lemma_of(a.forms[start].lower()), "VerbForm=Part")
        edits[helper] = Edit(start, "aux:pass" if passive else "aux", "AUX")
        below = {*a.children[start], *a.children[helper]} | ({root} if root not in (start, helper) else set())
        for child in sorted(below - {start, helper}):
            nominal = a.tags[child] in ("NOUN", "PROPN", "PRON") and not a.labels[child].startswith(("nsubj", "obj"))
            label = a.labels[child] if not nominal else "obl" if a.has(child, "case") else ASIDE
            if passive and a.labels[child] in ("nsubj", "obj"):
                label = "nsubj:pass"
            edits[child] = Edit(start, label)
    return edits


def _opens(a: Analysis, start: int) -> bool:
    """Whether a sentence opens with a past participle and its auxiliary."""
    helper, form = start + 1, a.forms[start].lower()
    if a.lemmas[helper] not in ("werden", "haben", "sein") or a.feat(helper, "VerbForm") != "Fin":
        return False
    if a.tags[start] not in ("NOUN", "PROPN", "ADJ") or a.has(start, "det") or not form.endswith(("t", "en")):
        return False
    verb = lemma_of(form)
    return verb.endswith("n") and verb != form and is_known(verb) and participle(form + "e") is not None


def _completes(a: Analysis, token: int, helper: int) -> bool:
    """Whether another participle or infinitive goes with the auxiliary (*Gefangenen wurde Essen gebracht*)."""
    return a.tags[token] in ("VERB", "AUX") and token != helper and helper in (a.heads[token], *a.children[token])


def _finite_adjective(a: Analysis) -> Edits:
    """*verhafteten* as the root of a sentence: a verb, where the network sees its person and tense."""
    return {
        token: Edit(a.heads[token], label, "VERB", lemma_of(a.forms[token]))
        for token, label in enumerate(a.labels)
        if a.tags[token] == "ADJ"
        and a.feat(token, "VerbForm") == "Fin"
        and a.feat(token, "Tense") == "Past"
        and label not in ("amod", "aux", "cop")
        and a.forms[token].islower()
        and lemma_of(a.forms[token]).endswith("n")
    }


def _beside_auxiliary(a: Analysis) -> Edits:
    """Phrases that hang on an auxiliary in place of its verb."""
    edits: Edits = {}
    for token, label in enumerate(a.labels):
        helper = a.heads[token]
        if helper < 0 or a.labels[helper] not in ("aux", "aux:pass") or a.tags[token] not in ("NOUN", "PROPN", "PRON"):
            continue
        taken = label != "obl" and a.has(a.heads[helper], label)
        if label in ("obj", "obl", "nsubj", "nsubj:pass", "obl:arg", "iobj", "xcomp") and not taken:
            bare_one = label in ("obl:arg", "xcomp") and bare(a, token)
            edits[token] = Edit(a.heads[helper], ASIDE if bare_one else label)
    return edits


def _participle_before_noun(a: Analysis) -> Edits:
    edits: Edits = {}
    for token, label in enumerate(a.labels):
        if (
            label == "amod"
            and a.tags[token] == "VERB"
            and a.heads[token] > token
            and participle(a.forms[token]) is not None
        ):
            edits[token] = Edit(a.heads[token], label, "ADJ", feats="VerbForm=Part")
    return edits


def _participle_between(a: Analysis) -> Edits:
    """*Das entführte Paar beim Karneval*: under a picture there is no other verb, so that the participle is taken for one."""
    edits: Edits = {}
    for start, end in a.sentences:
        finite = [t for t in range(start, end) if a.feat(t, "VerbForm") == "Fin"]
        if len(finite) != 1 or not start < (verb := finite[0]) < end - 1:
            continue
        noun = verb + 1
        article = a.labels[verb - 1] == "det" and a.heads[verb - 1] == noun
        if article and a.heads[noun] == verb and a.tags[verb] == "VERB" and participle(a.forms[verb]) is not None:
            edits[noun] = Edit(a.heads[verb], a.labels[verb])
            edits[verb] = Edit(noun, "amod", "ADJ", feats="VerbForm=Part")
            edits |= {
                c: Edit(noun, "nmod" if a.labels[c] == "obl" else a.labels[c]) for c in a.children[verb] if c != noun
            }
    return edits


def _headline_passive(a: Analysis) -> Edits:
    """*Drei Soldaten von Heckenschützen erschossen*: a participle at the end, though it looks like a past."""
    edits: Edits = {}
    for start, end in a.sentences:
        words = [t for t in range(start, end) if a.tags[t] != "PUNCT"]
        verb = words[-1] if words else start
        if a.labels[verb] != "root" or a.tags[verb] != "VERB" or a.has(verb, "aux", "aux:pass", "obj", "mark"):
            continue
        subject = next(a.dependents(verb, "nsubj"), None)
        if subject is None or subject > verb or participle(a.forms[verb] + "e") is None:
            continue
        if any(a.tags[t] in ("VERB", "AUX") for t in words[:-1]):
            continue
        between = [c for c in (*a.dependents(subject, "nmod"), *a.dependents(verb, "obl")) if subject < c < verb]
        phrases = {c: [a.lemmas[t] for t in a.dependents(c, "case")] for c in between}
        by = [c for c, prepositions in phrases.items() if prepositions == ["von"]]
        if any(phrases.values()) and not has_sein(a.lemmas[verb]):
            edits[subject] = Edit(verb, "nsubj:pass")
            edits[verb] = Edit(a.heads[verb], "root", lemma=lemma_of(a.forms[verb]), feats="VerbForm=Part")
            edits |= {c: Edit(verb, "obl:agent") for c in by}
    return edits


def _relative_pronoun(a: Analysis) -> Edits:
    """*den Unbekannte erschossen haben*: a relative clause opens with its pronoun, whatever the network calls it."""
    edits: Edits = {}
    for verb, label in enumerate(a.labels):
        if label not in ("acl", "acl:relcl") or a.tags[verb] != "VERB" or a.heads[verb] > verb:
            continue
        if not any(
            a.feat(t, "VerbForm") == "Fin" and t >= verb for t in (verb, *a.dependents(verb, "aux", "aux:pass"))
        ):
            continue  # its verb comes last
        first = next((t for t in range(a.heads[verb] + 1, verb) if a.forms[t] == "," and t + 1 < verb), None)
        if first is None or any(
            a.labels[t] != "det" and "Rel" in a.feat(t, "PronType") for t in range(first + 1, verb)
        ):
            continue
        word = first + 1
        noun_ = a.heads[word]
        if a.labels[word] == "det" and a.forms[word].lower() in closed("relative_pronouns") and word < noun_ < verb:
            role = "obj" if a.forms[word].lower() == "den" else ASIDE
            edits[word] = Edit(verb, role, "PRON", feats="PronType=Rel")
    return edits


def _was_something(a: Analysis) -> Edits:
    """*ist sie Mitglied und wurde gewählt*: what she is is no subject of the passive behind *und*."""
    edits: Edits = {}
    for verb, label in enumerate(a.labels):
        helpers = [t for t in a.dependents(verb, "aux", "aux:pass") if a.feat(t, "VerbForm") == "Fin"]
        said = [t for t in a.dependents(verb, "nsubj", "nsubj:pass") if a.tags[t] == "NOUN" and a.has(t, "nsubj")]
        links = [t for t in a.dependents(verb, "cc") if helpers and helpers[0] < t < helpers[-1]]
        if len(helpers) != len(("ist", "wurde")) or len(said) != 1 or len(links) != 1 or said[0] > links[0]:
            continue
        if a.lemmas[helpers[0]] == "sein" and a.lemmas[helpers[1]] == "werden":
            edits[said[0]], edits[verb] = Edit(a.heads[verb], label), Edit(said[0], "conj")
            edits |= {c: Edit(said[0], a.labels[c]) for c in a.children[verb] if c < links[0] and c != said[0]}
            edits[helpers[0]] = Edit(said[0], "cop")
    return edits


def _some(a: Analysis) -> Edits:
    """*Manche griffen die Polizei an*: a word for some people was taken for an adverb, and the object for the subject."""
    edits: Edits = {}
    for some, label in enumerate(a.labels):
        verb = a.heads[some]
        if label != "advmod" or a.forms[some].lower() != "manche" or verb < 0 or a.tags[verb] != "VERB":
            continue
        finite = next((t for t in (*a.dependents(verb, "aux"), verb) if a.feat(t, "VerbForm") == "Fin"), verb)
        many = a.feat(finite, "Number") == "Plur" and not a.has(verb, "aux:pass", "obj")
        wrong = list(a.dependents(verb, "nsubj"))
        if many and len(wrong) == 1 and wrong[0] > some:
            edits[some] = Edit(verb, "nsubj", "PRON", feats="Case=Nom|Number=Plur|PronType=Ind")
            edits[wrong[0]] = Edit(verb, "obj")
    return edits


def _received(a: Analysis) -> Edits:
    """*bekam von der Stadt die Lizenz entzogen*: as *wurde* does, with who is given or deprived as its subject."""
    edits: Edits = {}
    for token, label in enumerate(a.labels):
        if a.tags[token] not in ("VERB", "ADJ") or a.has(token, "mark", "case", "det"):
            continue
        joined = label == "conj" and not a.has(token, "cc")  # *bekommen … Decken geliefert*
        above = a.heads[token] if joined or label in ("xcomp", "advcl", "obl", "advmod", "ccomp") else -1
        near_by = (above, *a.dependents(token, "xcomp", "aux"))  # *hat … verliehen bekommen*
        helper = next((t for t in near_by if t >= 0 and a.lemmas[t] in word_set("verbs_of_receiving")), None)
        if helper is None or participle(a.forms[token] + "e") is None:
            continue
        verb = lemma_of(a.forms[token])
        if not (verb.endswith("n") and is_known(verb)):
            continue
        near = [c for c in (*a.children[helper], *a.children[token]) if c not in (token, helper)]
        given = [c for c in near if a.labels[c] == "obj" and bare(a, c)]
        subjects = [c for c in near if a.labels[c] == "nsubj" and bare(a, c)]
        if len(given) != 1 or len(subjects) != 1:
            continue
        if helper == above:
            edits[token] = Edit(a.heads[helper], a.labels[helper], "VERB", verb, "VerbForm=Part")
            edits |= {c: Edit(token, a.labels[c]) for c in a.children[helper] if c != token}
        else:
            edits[token] = Edit(a.heads[token], label, "VERB", verb, "VerbForm=Part")
        edits[helper] = Edit(token, "aux:pass", "AUX")
        edits[given[0]] = Edit(token, "nsubj:pass")
        edits[subjects[0]] = Edit(token, "obl:arg", feats=_in_dative(a, subjects[0]))
    return edits


def _in_dative(a: Analysis, token: int) -> str:
    others = [feat for feat in a.feats[token].split("|") if feat and not feat.startswith("Case=")]
    return "|".join(("Case=Dat", *others))


def _others_do_not(a: Analysis) -> Edits:
    """*Belgien stimmte zu, Malta nicht*: what the last word denies, or says of another, is the deed of the one before it."""
    edits: Edits = {}
    for start, end in a.sentences:
        words = [t for t in range(start, end) if any(map(str.isalnum, a.forms[t]))]
        if len(words) < _SHORTEST or a.forms[words[-1]].lower() not in closed("ends_of_a_gap"):
            continue
        nicht = words[-1]
        phrase = nicht - 1
        first = min((phrase, *(c for c in a.children[phrase] if c < phrase and a.tags[c] != "PUNCT")))
        comma = first - 1
        if comma <= start or a.forms[comma] not in (",", ";", "–") or a.tags[phrase] not in ("NOUN", "PROPN"):
            continue
        if a.heads[nicht] == phrase or any(a.tags[t] in ("VERB", "AUX") for t in range(first, nicht)):
            continue
        top = next((t for t in range(start, end) if a.labels[t] == "root"), None)
        verbs = [t for t in range(start, comma) if a.feat(t, "VerbForm") == "Fin"]
        if top is not None and top < comma and verbs:
            edits[phrase], edits[nicht] = Edit(top, "orphan"), Edit(phrase, "advmod")
    return edits


def _participle_behind(a: Analysis) -> Edits:
    """*wurde nicht verhaftet, sondern entlassen*: of the form of the verb before, that has the auxiliary of both."""
    edits: Edits = {}
    prefixes = tuple(closed("prefixes_without_ge"))
    for token, tag in enumerate(a.tags):
        if tag != "VERB" or a.labels[token] != "conj" or a.feat(token, "VerbForm") != "Inf":
            continue
        before = a.heads[token]
        alone = not a.has(token, "aux", "aux:pass", "mark") and a.has(before, "aux", "aux:pass")
        if alone and a.feat(before, "VerbForm") == "Part" and a.forms[token].lower().startswith(prefixes):
            feats = a.feats[token].replace("VerbForm=Inf", "VerbForm=Part")
            edits[token] = Edit(before, a.labels[token], feats=feats)
    return edits


def _will(a: Analysis) -> Edits:
    """*Will der Bürgermeister …?*: with a capital at the head of a sentence the network takes it for a name."""
    return {
        token: Edit(a.heads[token], label, "AUX", "wollen", "Mood=Ind|Tense=Pres|VerbForm=Fin")
        for token, label in enumerate(a.labels)
        if label == "aux" and a.forms[token] == "Will" and a.tags[token] == "PROPN"
    }


def _particle(a: Analysis) -> Edits:
    """*Armee rückt auf Hauptstadt vor*: a preposition at the end of a line without a noun is its verb's particle."""
    edits: Edits = {}
    for start, end in a.sentences:
        words = [t for t in range(start, end) if any(map(str.isalnum, a.forms[t]))]
        last = words[-1] if words else start
        if len(words) < len(("who", "does", "particle")) or a.tags[last] not in ("ADP", "ADV"):
            continue
        if a.labels[last] not in ("case", "advmod", "obl", "nmod") or a.forms[last].endswith("einander"):
            continue
        finite = [t for t in words if a.feat(t, "VerbForm") == "Fin" and a.tags[t] == "VERB"]
        if len(finite) != 1 or a.has(finite[0], "compound:prt") or a.children[last]:
            continue
        if is_known(a.forms[last].lower() + a.lemmas[finite[0]].lower()):
            edits[last] = Edit(finite[0], "compound:prt")
    return edits


VERBS: tuple[Rule[Analysis, Edits], ...] = (
    Rule(
        name="tree/will",
        find=_will,
        why="*Will* before its verb is no name.",
        yes=(("„Will der Bürgermeister die Bauern vertreiben?“, fragte sie.", ""),),
    ),
    Rule(
        name="tree/participle-behind-another",
        find=_participle_behind,
        why="Whatever may be infinitive or participle is what the verb is that it is joined with.",
        yes=(("Der Präsident wurde nicht verhaftet, sondern entlassen.", ""),),
        no=("Er will sie verhaften und entlassen.",),
    ),
    Rule(
        name="tree/participle-in-front",
        find=_participle_in_front,
        why="A participle at the head of a sentence, before its auxiliary, is no noun though it has a capital.",
        yes=(("Erschossen wurden am Donnerstag 14 Demonstranten.", ""),),
        no=("Angestellte haben am Freitag gestreikt.",),
    ),
    Rule(
        name="tree/finite-adjective",
        find=_finite_adjective,
        why="What has person and tense is a verb, not the adjective that looks like it.",
        yes=(("Am Dienstag verhafteten Soldaten in Altkirchen die Richterin Birte Callsen.", ""),),
    ),
    Rule(
        name="tree/phrase-on-an-auxiliary",
        find=_beside_auxiliary,
        why="What hangs on an auxiliary belongs to its verb.",
        yes=(("Verhaftet hat der Geheimdienst am Montag auch Dieter Wollek.", ""),),
    ),
    Rule(
        name="tree/participle-before-noun",
        find=_participle_before_noun,
        why="An inflected participle before its noun is an adjective.",
        yes=(("Die am Freitag entführte Pfarrerin Inga Tornau stammt aus Brenzau.", ""),),
    ),
    Rule(
        name="tree/participle-between",
        find=_participle_between,
        why="What stands between an article and its noun is no verb but a participle, though the sentence has no other.",
        yes=(("Das entführte Bürgermeisterpaar als Puppen beim Umzug in Brenzau am Montag", ""),),
    ),
    Rule(
        name="tree/passive-of-a-headline",
        find=_headline_passive,
        why="A verb at the end behind a subject and a phrase, with no object, is all that a headline has of a passive.",
        yes=(("Drei Soldaten von Heckenschützen erschossen", ""), ("Zwei Soldaten bei Angriff erschossen", "")),
        no=("Drei Soldaten von der Grenze erschossen am Montag einen Hirten.",),
    ),
    Rule(
        name="tree/relative-pronoun",
        find=_relative_pronoun,
        why="A relative clause opens with its pronoun, which is no article of the noun behind it.",
        yes=(("Der Pfarrer Otto Zirk, den Unbekannte am Freitag erschossen haben, stammt aus Kolm.", ""),),
    ),
    Rule(
        name="tree/particle-at-the-end",
        find=_particle,
        why="A preposition that ends a sentence has no noun: it is the particle of the verb.",
        yes=(("Armee rückt auf Hauptstadt vor", ""),),
        no=("Armee rückt auf die Hauptstadt vor.",),
    ),
    Rule(
        name="tree/was-something",
        find=_was_something,
        why="What somebody is does not undergo what the passive behind *und* tells.",
        yes=(("Seit 1978 ist sie Mitglied in der Partei und wurde 1993 zur Vorsitzenden gewählt.", ""),),
        no=("Seit 1978 ist sie in der Partei und wurde 1993 zur Vorsitzenden gewählt.",),
    ),
    Rule(
        name="tree/some-people",
        find=_some,
        why="*Manche* in front of a verb in the plural are its subject and no adverb, so the phrase behind is the object.",
        yes=(("Manche griffen die Polizei an.", ""),),
        no=("Manche Bauern griffen die Polizei an.",),
    ),
    Rule(
        name="tree/received",
        find=_received,
        why="*bekam … entzogen* is a passive whose subject is the one to whom something is given or from whom it is taken.",
        yes=(
            ("Die Wirtin bekam von der Stadt die Lizenz entzogen.", ""),
            ("Der Pilot hat vom König einen Orden verliehen bekommen.", ""),
        ),
        no=("Die Wirtin bekam von der Stadt die Lizenz.", "Der Pilot erhielt den verliehenen Orden zurück."),
    ),
    Rule(
        name="tree/others-do-not",
        find=_others_do_not,
        why="*nicht* behind a name at the end of a sentence denies the deed of that one alone.",
        yes=(("Norland verurteilte den Putsch, Belmark nicht.", ""),),
        no=("Norland verurteilte den Putsch nicht.", "Der Rat verurteilte den Putsch, die Folter und den Mord nicht."),
    ),
)
"""Mended before phrases are looked at."""
