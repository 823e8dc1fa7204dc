"""`lagebild ties`, `plans` and `known` with a table of ties, over reports of our own and over the seeds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests import calling

import lagebild

REPORT = """Peru hat noch drei Verbündete: Ghana, Togo und Mali. Chile, lange Jahre ein treuer Verbündeter von Peru,
schwieg. Die OPEC hat Peru bis auf weiteres ausgeschlossen. Der „Stufenplan Blau“ von Präsident Karl Demm hat drei Stufen:
Ruhe, Arbeit und Wohlstand. Das Versprechen der SPD wurde gebrochen."""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("ties") / "lage.db")
    with lagebild.Record(path) as record:
        record.add(text=" ".join(REPORT.split()), published="2020-01-10", outlet="Blatt")
    return path


def asked(db: str, *arguments: str) -> Any:
    done = calling.lagebild(*arguments, "--db", db, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_fields_of_a_tie_are_those_of_the_contract(db: str) -> None:
    found = asked(db, "ties", "Peru", "--at", "2020-02-01")
    assert {"kind", "from", "to", "status", "since", "until", "seen_first", "seen_last", "evidence"} <= set(found[0])
    shown = {(t["kind"], frozenset((t["from"], t["to"])), t["status"]) for t in found}
    assert shown == {
        ("ally", frozenset(("Ghana", "Peru")), "holds"),
        ("ally", frozenset(("Togo", "Peru")), "holds"),
        ("ally", frozenset(("Mali", "Peru")), "holds"),
        ("ally", frozenset(("Chile", "Peru")), "former"),
        ("member", frozenset(("Peru", "OPEC")), "suspended"),
    }
    assert all(e["sentence"] in " ".join(REPORT.split()) for t in found for e in t["evidence"])
    assert asked(db, "ties", "Peru", "--at", "2019-02-01") == []
    assert [t["kind"] for t in asked(db, "ties", "Peru", "--kind", "member")] == ["member"]


def test_a_wrong_question_is_an_error_that_says_what_there_is(db: str) -> None:
    wrong = calling.lagebild("ties", "Peru", "--kind", "friend", "--db", db)
    assert wrong.returncode == 2
    assert b"diplomatic" in wrong.stderr
    nobody = calling.lagebild("ties", "Nirgendwo", "--db", db)
    assert nobody.returncode == 1
    assert b"Nirgendwo" in nobody.stderr
    with lagebild.Record(db) as record, pytest.raises(lagebild.QuestionError, match="kind of tie"):
        record.ties("Peru", kind="friend")


def test_a_plan_is_found_by_its_name_and_by_its_author(db: str) -> None:
    (plan,) = asked(db, "plans", "Stufenplan")
    assert (plan["kind"], plan["name"], plan["of"], plan["phases"]) == (
        "plan", "Stufenplan Blau", "Karl Demm", ["Ruhe", "Arbeit", "Wohlstand"]
    )  # fmt: skip
    assert asked(db, "plans", "Karl Demm") == [plan]
    (promise,) = asked(db, "plans", "SPD")
    assert (promise["kind"], promise["of"], promise["outcome"]) == ("promise", "SPD", "broken")
    table = calling.lagebild("plans", "--db", db).stdout.decode()
    assert "1. Ruhe; 2. Arbeit; 3. Wohlstand" in table
    assert "promise, broken" in table


def test_a_users_own_ties_are_marked_as_such(db: str, tmp_path: Path) -> None:
    table = tmp_path / "ours.tsv"
    table.write_text("from\ttie\tto\tsince\nPeru\tmember\tWelthandelsorganisation\t1995\n", encoding="utf-8")
    assert asked(db, "known", str(table))["new"] == 1
    shown = calling.lagebild("ties", "Peru", "--at", "2030-01-01", "--kind", "member", "--db", db).stdout.decode()
    assert "ours.tsv, line 2" in shown
    assert "OPEC" not in shown
    assert [k["to"] for k in asked(db, "known")] == ["Welthandelsorganisation"]
    # whom no report names is asked for by the name that the table has
    assert [t["from"] for t in asked(db, "ties", "Welthandelsorganisation")] == ["Peru"]
    nobody = calling.lagebild("ties", "Weltpostverein", "--db", db)
    assert nobody.returncode == 1
    assert "nobody and nothing on record is called 'Weltpostverein'" in nobody.stderr.decode()


@pytest.fixture(scope="module")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[lagebild.Record]:
    """The two seed reports on record; skipped where they are not at hand."""
    with lagebild.Record(tmp_path_factory.mktemp("seeds") / "lage.db") as record:
        for name in ("seeds-2017", "seeds-2026"):
            head = yaml.safe_load((shared / "gold" / f"{name}.yaml").read_text(encoding="utf-8"))
            text = (shared / "gold" / f"{name}.txt").read_text(encoding="utf-8")
            record.add(text=text, published=str(head["published"]), outlet=name)
        yield record


def test_the_seeds_tell_how_venezuela_stood(seeds: lagebild.Record) -> None:
    def on(day: str) -> set[tuple[str, str, str]]:
        found = seeds.ties("Venezuela", at=day)
        assert all(tie.evidence and tie.evidence[0].sentence for tie in found)
        return {(t.kind, other, t.status) for t in found for other in (t.one, t.other) if other != "Venezuela"}

    then = on("2017-08-10")
    assert {
        ("member", "Mercosur", "suspended"),
        ("ally", "Kuba", "holds"),
        ("ally", "Nicaragua", "holds"),
        ("ally", "Bolivien", "holds"),
        ("ally", "Ecuador", "former"),
        ("ally", "Chile", "former"),
        ("ally", "Uruguay", "former"),
    } <= then
    assert ("diplomatic", "USA", "interrupted") in on("2026-02-20")
    (ecuador,) = [t for t in seeds.ties("Venezuela", at="2017-08-10") if "Ecuador" in (t.one, t.other)]
    assert ecuador.through is not None
    assert "Maduro" in ecuador.through


def test_the_seeds_tell_of_a_plan_in_three_phases_and_of_broken_promises(seeds: lagebild.Record) -> None:
    (plan,) = [p for p in seeds.plans() if p.kind == "plan"]
    assert (plan.of, plan.announced_by, plan.about) == ("Donald Trump", "Marco Rubio", "Venezuela")
    assert plan.phases == ("Stabilisierung der Sicherheit", "ökonomischer Wiederaufbau", "politischer Übergang")
    pledges = {p.kind: p for p in seeds.plans() if p.kind != "plan"}
    promise, appeal = pledges["promise"], pledges["appeal"]
    assert (promise.of, promise.about, promise.mediator, promise.outcome) == (
        "Regierung",
        "Opposition",
        "Vatikan",
        "broken",
    )
    assert (appeal.of, appeal.about, appeal.time, appeal.outcome) == (
        "Franziskus", "venezolanische Regierung", "2017-08-04", "unheeded"
    )  # fmt: skip


def test_what_is_less_sure_is_left_out_of_ties_plans_and_offices(db: str) -> None:
    for command, field in (("ties", "kind"), ("offices", "title")):
        every = asked(db, command)
        least = min(one["sure"][field] for one in every if field in one["sure"])  # a deed that breaks a tie has its own
        assert asked(db, command, "--sure", "0.01") == every
        # what a user's own table says (another test names one) is left alone
        assert [one for one in asked(db, command, "--sure", "1") if one["evidence"]] == []
        some = asked(db, command, "--sure", str(least + 0.001))
        assert all(one["sure"].get(field, 1) > least for one in some)
        assert len(some) < len(every)
    (plan, promise) = asked(db, "plans")
    assert plan["sure"]["name"] > 0
    assert promise["sure"] == {}
    assert asked(db, "plans", "--sure", "1") == [promise]  # nobody has counted how sure pledges are
    with lagebild.Record(db) as record:
        assert [one for one in record.ties("Peru", sure=1) if one.evidence] == []
        assert record.offices(sure=1) == []
        assert record.disputes(sure=1) == []
        with pytest.raises(lagebild.QuestionError, match="share"):
            record.ties("Peru", sure=80)


def test_what_is_less_sure_is_left_out_of_what_was_said_and_of_somebody(tmp_path: Path) -> None:
    path = str(tmp_path / "lage.db")
    with lagebild.Record(path) as record:
        record.add(text="Ministerin Ada Brunn sagte in Halve, der Vertrag sei tot.", published="2020-01-10")
    (said,) = asked(path, "said")
    least = min(said["sure"]["type"], said["sure"]["quote_spans"])
    assert asked(path, "said", "--sure", str(least))[0]["quote"] == said["quote"]
    assert asked(path, "said", "--sure", str(least + 0.001)) == []
    assert said["sure"]["speaker"] < least
    assert asked(path, "said", "--sure", str(least))[0]["speaker"] is None
    assert asked(path, "said", "--by", "Ada Brunn", "--sure", str(least)) == []
    whole, left = asked(path, "who", "Ada Brunn"), asked(path, "who", "Ada Brunn", "--sure", "1")
    assert (len(whole["offices"]), len(whole["statements"])) == (1, 1)
    assert (left["offices"], left["statements"]) == ([], [])


@pytest.mark.parametrize("command", ["ties", "plans", "offices", "said", "disputes", "incident", "export"])
def test_how_sure_is_a_share_from_0_to_1_and_the_help_says_so(db: str, command: str) -> None:
    wrong = calling.lagebild(
        command, *({"incident": ["x"], "export": ["ical"]}.get(command, [])), "--sure", "80", "--db", db
    )
    assert wrong.returncode == 2
    assert b"80" in wrong.stderr
    assert b"--sure" in calling.lagebild(command, "--help").stdout


def test_an_incident_without_what_is_less_sure_says_so(db: str) -> None:
    found = asked(db, "chronicle")[0]
    assert asked(db, "incident", found["id"], "--sure", "0.001")["id"] == found["id"]
    none = calling.lagebild("incident", found["id"], "--sure", "1", "--db", db)
    assert none.returncode == 1
    assert b"ask for less" in none.stderr


def test_an_editor_calls_a_pledge_wrong_and_mends_a_plan_by_the_ids_of_plans(tmp_path: Path) -> None:
    path = str(tmp_path / "lage.db")
    with lagebild.Record(path) as record:
        record.add(text=" ".join(REPORT.split()), published="2020-01-10", outlet="Blatt")
    plan, promise = asked(path, "plans")
    table = calling.lagebild("plans", "--ids", "--db", path).stdout.decode()
    assert plan["entries"][0][:10] in table
    assert promise["entries"][0][:10] in table
    decided = asked(path, "wrong", promise["entries"][0], "--why", "nur ein Gerücht")
    assert decided["decisions"][0]["entry"]["layer"] == "pledge"
    assert asked(path, "plans") == [plan]
    asked(path, "mend", plan["entries"][0], "phases", "Ruhe | Wohlstand", "--why", "zwei sind es")
    (mended,) = asked(path, "plans")
    assert (mended["phases"], mended["evidence"][0]["because"]["phases"]) == (["Ruhe", "Wohlstand"], "editor/2")
    reread = calling.lagebild("reread", "--all", "--db", path)
    assert reread.returncode == 0, reread.stderr
    assert asked(path, "plans") == [mended]
    bad = calling.lagebild("mend", plan["entries"][0], "outcome", "kept", "--why", "x", "--db", path)
    assert bad.returncode == 1
    assert b"its fields are name, of, announced_by" in bad.stderr
    asked(path, "undo", "1", "2")
    assert asked(path, "plans") == [plan, promise]
