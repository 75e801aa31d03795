"""Claims of published design documents: what is right passes, what is wrong is named.

The quotes are copied from the documents named in claims.yaml. Each value is recomputed here by
Python from the claim's own formula, never by capest.
"""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import yaml

from capest.claims.check import check_document
from capest.claims.documents.document import document_of
from capest.claims.judging.slips import name_slip
from capest.claims.judging.tolerances import Tolerances
from capest.claims.marks.library import Library
from capest.problems import Source
from capest.prose.compare import judge
from capest.prose.equations import equations_in
from capest.prose.read import quantities_in
from capest.quantities import Quantity
from capest.units import unit_table

UNITS = unit_table()
CLAIMS = yaml.safe_load(Path(__file__).with_name("claims.yaml").read_text("utf-8"))
DAY = 86_400
NAMES = {
    "math": math, "len": len, "map": map, "str": str, "range": range,
    "day": DAY, "month": 30 * DAY, "year": 365 * DAY,
    **{prefix + "B": 1000 ** (power + 1) for power, prefix in enumerate("KMGTPE")},
    **{prefix + "iB": 1024 ** (power + 1) for power, prefix in enumerate("KMGTPE")},
}  # fmt: skip
WITHIN = 0.15


def _recomputed(claim):
    formula = compile(claim["formula"], claim["id"], "eval")
    return float(eval(formula, {"__builtins__": {}}, NAMES))  # noqa: S307 - our own file


def _judged(claim):
    """The phrase that states the claim, its judgement and the slip behind it."""
    unit = UNITS.unit(claim["unit"])
    (written,) = {
        item for item in quantities_in(claim["quote"], UNITS, unit) if item.text == claim["says"]
    }
    judgement = judge(written, Quantity(_recomputed(claim), unit))
    return written, judgement, name_slip(judgement.ratio, unit, written=written)


def _cases(*verdicts):
    return [pytest.param(claim, id=claim["id"]) for claim in CLAIMS if claim["verdict"] in verdicts]


@pytest.mark.parametrize("claim", _cases("ok", "rounded", "wrong"))
def test_the_file_agrees_with_its_formulas(claim):
    assert _recomputed(claim) == pytest.approx(claim["recomputed"], rel=1e-4)


@pytest.mark.parametrize("claim", _cases("ok"))
def test_a_sound_claim_passes(claim):
    _, judgement, _ = _judged(claim)
    assert judgement.holds and judgement.code in ("", "prefix"), judgement


@pytest.mark.parametrize("claim", _cases("rounded"))
def test_a_rounded_claim_passes_within_the_tolerance(claim):
    _, judgement, _ = _judged(claim)
    apart = abs(claim["claimed"] / _recomputed(claim) - 1)
    assert judgement.holds == (apart <= WITHIN + 1e-9), judgement


@pytest.mark.parametrize("claim", _cases("wrong"))
def test_a_wrong_claim_is_caught_and_its_slip_named(claim):
    _, judgement, slip = _judged(claim)
    assert judgement.code == claim["fault"]
    assert judgement.severity in ("error", "warning")
    assert (slip.kind if slip else None) == claim.get("slip")
    if slip:
        corrected = judgement.ratio / slip.factor
        assert abs(corrected - 1) <= 0.06, "the slip explains the ratio"


def _checked(claim):
    """What a check says of the quote in a document, with a comment behind the claim."""
    quote, unit = claim["quote"], claim["unit"]
    end = quote.index(claim["says"]) + len(claim["says"])
    end += len(quote[end:]) - len(quote[end:].removeprefix("`"))  # a code span shows its comments
    text = f"# Load\n\n{quote[:end]}<!-- capest: claimed -->{quote[end:]}\n"
    model = f"derived: {{claimed: {_recomputed(claim)!r} {unit.removeprefix('1')}}}\n"
    library = Library(
        read=lambda name: Source(name, model),
        exists="a.capest.yaml".__eq__,
        region=lambda *_: "",
    )
    report = check_document(document_of("a.md", text), library, Tolerances())
    assert not library.problems
    (checked,) = report.claims
    return checked


@pytest.mark.parametrize("claim", _cases("ok", "rounded", "wrong"))
def test_a_claim_bound_in_a_document(claim):
    """The code, the place and the hint are those of the judgement alone."""
    _, judgement, slip = _judged(claim)
    checked = _checked(claim)
    assert checked.span.line == 3
    if not judgement.code:
        assert checked.problems == () or checked.problems[0].code == "napkin"
        return
    (problem,) = checked.problems
    assert (problem.code, str(problem.severity)) == (judgement.code, judgement.severity)
    quoted = claim["quote"][problem.span.column - 1 : problem.span.end_column - 1]
    assert quoted and quoted in claim["says"]
    if claim["verdict"] == "wrong":
        assert problem.hint == (slip.question if slip else None)


def test_the_day_of_100_000_seconds_is_told():
    """Divided by 10^5 rather than 86,400, these three are 13.6 % low."""
    told = {claim["id"] for claim in CLAIMS if _judged(claim)[1].why == "a day of 100,000 s"}
    assert told == {"C071", "C072", "C091"}


def test_how_many_are_caught():
    """All wrong claims, none of the ok ones; the one rounded claim refused is 25 % off."""
    caught, named, alarms = set(), set(), set()
    for claim in CLAIMS:
        _, judgement, slip = _judged(claim)
        fault = judgement.code not in ("", "prefix")
        if claim["verdict"] == "wrong":
            caught |= {claim["id"]} if fault else set()
            named |= {claim["id"]} if fault and slip else set()
        elif fault:
            alarms.add(claim["id"])
    wrong = {claim["id"] for claim in CLAIMS if claim["verdict"] == "wrong"}
    assert caught == wrong and len(wrong) == 41
    assert len(named) == 28
    assert alarms == {"C061"}


@pytest.mark.parametrize("claim", _cases("ok", "rounded"))
def test_no_equation_of_a_sound_line_is_faulted(claim):
    assert all(equation.judgement.holds for equation in equations_in(claim["quote"], UNITS))


def test_how_many_lines_the_equations_alone_catch():
    """Without any binding: the wrong lines that hold their own computation."""
    faulted = {
        claim["id"]
        for claim in CLAIMS
        if any(not item.judgement.holds for item in equations_in(claim["quote"], UNITS))
    }
    assert faulted <= {claim["id"] for claim in CLAIMS if claim["verdict"] == "wrong"}
    assert len(faulted) == 27


def test_the_thousandfold_slip_is_named_where_it_enters_the_chain():
    """120 MB an hour became 33 TB a day, 12,045 TB a year and 1,200 shards where two suffice."""
    by_id = {claim["id"]: claim for claim in CLAIMS}
    _, daily, slip = _judged(by_id["C079"])
    assert daily.code == "value" and slip.kind == "thousands"
    assert slip.question == "a prefix too large (1,000x), GB for TB?"
    _, shards, _ = _judged(by_id["C081"])
    assert shards.code == "over-provisioned" and shards.severity == "error"
    assert shards.message == "600x the 2 that are needed"
    (faulted,) = [
        equation
        for equation in equations_in(by_id["C079"]["quote"], UNITS)
        if not equation.judgement.holds
    ]
    assert faulted.judgement.message == "the left side comes to 34.6 GB"
