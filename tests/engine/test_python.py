"""The Python API: one value and unit everywhere, changes of every kind, what is printed."""

from __future__ import annotations

import json

import pytest

import capest
from capest import CapestError, EstimateError, Quantity, ScenarioError
from capest.engine.calculate import calculate
from capest.engine.expectations import judge
from capest.problems import passage_of
from capest.quantities import spelled
from capest.render import renderer
from capest.render.report import make_report
from capest.sections import sections
from capest.units import unit_table

TEXT = """
assumptions:
  dau: 20M users
  photo_size: 2 MB
  patience: 2 days
  rtt: 150 ms
traffic:
  upload: {per_user: 0.5/day, kind: write, request: photo_size}
  view: {per_user: 20/day, kind: read, response: 300 KB}
storage:
  photos: {added_by: upload, size: photo_size, keep: 5 years, replicas: 3, growth: 20%/year}
caches:
  hot: {serves: view, share: 20%, item_size: 30 KB, hit_ratio: 90%, node_memory: 64 GiB}
shards:
  store: {of: photos, behind: hot, max_size: 10 TB, round: power_of_two}
derived:
  per_person: photos.stored / dau
  wait: patience + rtt
  bandwidth: view.egress in Gbps
"""


def _quantity(text):
    return calculate(passage_of("text", text))


@pytest.mark.parametrize("name", ["twitter", "dropbox", TEXT])
def test_value_and_unit_are_those_of_json(name):
    computed = capest.estimate(name)
    report = make_report(computed, sections(), judge(computed), version="0")
    told = json.loads(renderer("json")(report))["quantities"]
    assert {
        item.name: (item.value, str(item.unit) or "1") for item in computed.derivations.values()
    } == {name: (facts["value"], facts["unit"]) for name, facts in told.items()}


def test_a_replay_of_nothing_gives_every_value():
    computed = capest.estimate(TEXT)
    replayed = computed.replay({})
    assert replayed == {item.name: item.value for item in computed.derivations.values()}


CHANGES = [
    ("dau", "40M users", 40e6),
    ("dau", "40M", 40e6),
    ("photo_size", "3 MB", 3e6),
    ("patience", "3 days", 3 * 86_400),
    ("rtt", "0.25 s", 0.25),
    ("upload.per_user", "2/day", 2),
    ("view.response", "400 KB", 400e3),
    ("photos.keep", "1 year", 365 * 86_400),
    ("photos.growth", "30%/year", 0.3),
    ("hot.share", "30%", 0.3),
    ("hot.hit_ratio", "95%", 0.95),
    ("hot.node_memory", "128 GB", 128e9),
    ("store.max_size", "20 TB", 20e12),
]


@pytest.mark.parametrize(("name", "text", "number"), CHANGES)
def test_texts_quantities_numbers_and_arrays_say_the_same(numpy, name, text, number):
    computed = capest.estimate(TEXT)
    expected = capest.estimate(TEXT, **{name: text})
    values = {item.name: item.value for item in expected.derivations.values()}
    quantity = expected[name].quantity
    for change in (text, number, quantity, expected[name].standard):
        assert computed.replay({name: change}) == pytest.approx(values, rel=1e-12)
        changed = capest.estimate(TEXT, **{name: change})
        again = {item.name: item.value for item in changed.derivations.values()}
        assert again == pytest.approx(values, rel=1e-12)
    samples = numpy.array([computed[name].value, number])
    own = Quantity(numpy.array([computed[name].quantity.value, quantity.value]), quantity.unit)
    for change in (samples, own) if computed[name].quantity.unit == quantity.unit else (samples,):
        many = computed.replay({name: change})
        sampled = capest.estimate(TEXT, **{name: change})
        for other, value in values.items():
            together = numpy.broadcast_to(many[other], 2)
            assert together == pytest.approx([computed[other].value, value], rel=1e-9)
            assert numpy.broadcast_to(sampled[other].value, 2) == pytest.approx(together)


def test_what_is_not_there_can_be_set_by_a_bare_number():
    changed = capest.estimate(TEXT, **{"store.max_write_qps": 1000, "hot.node_qps": 3})
    assert str(changed["store.max_write_qps"].quantity) == "1k request/s/shard"


def test_names_are_set_by_a_list():
    changed = capest.estimate(TEXT, **{"hot.serves": ["view", "upload"]})
    assert changed["hot.items"].value == 20e6 * 20.5


@pytest.mark.parametrize(
    ("name", "value", "kind", "says"),
    [
        ("dua", 3, KeyError, "did you mean 'dau'?"),
        ("photo_size", "3 s", EstimateError, "this is in seconds"),
        ("photo_size", "3 mgb", EstimateError, "'mgb' is not a unit"),
        ("photo_size", "dau", EstimateError, "nothing is named 'dau'"),
        ("photo_size", Quantity(3.0, unit_table().unit("day")), EstimateError, "this is in days"),
        ("photo_size", "1 B / 0", EstimateError, "divides by zero"),
        ("photo_size", None, TypeError, "takes a text, a Quantity, a number or an array"),
    ],
)
def test_a_replay_says_what_does_not_fit(name, value, kind, says):
    with pytest.raises(kind) as raised:
        capest.estimate(TEXT).replay({name: value})
    assert says in str(raised.value)


@pytest.mark.parametrize(
    ("name", "value", "kind", "says"),
    [
        ("dua", 3, ScenarioError, "did you mean 'dau'?"),
        ("dau", [1.0, 2.0], TypeError, "'dau' takes a text, a number, a Quantity"),
        ("dau", None, TypeError, "this is of type NoneType"),
        ("hot.hit_ratio", 95, EstimateError, "cannot be above 100%"),
    ],
)
def test_an_estimate_says_what_does_not_fit(name, value, kind, says):
    with pytest.raises(kind) as raised:
        capest.estimate(TEXT, **{name: value})
    assert says in str(raised.value)


@pytest.mark.parametrize(
    ("name", "values", "kind", "says"),
    [
        ("dua", [3.0], ScenarioError, "did you mean 'dau'?"),
        ("dau", [-1.0, 2.0], EstimateError, "'dau' is -1 user"),
        ("dau", [1.0, -2.0], EstimateError, "'dau' is -2 users"),
    ],
)
def test_an_estimate_says_which_samples_do_not_fit(numpy, name, values, kind, says):
    with pytest.raises(kind) as raised:
        capest.estimate(TEXT, **{name: numpy.array(values)})
    assert says in str(raised.value)


def test_what_is_printed_can_be_read():
    scenario = capest.load(TEXT)
    computed = capest.estimate(scenario)
    assert repr(scenario) == "<scenario 'text' of text>"
    assert repr(computed) == f"<estimate of 'text', {len(computed)} quantities>"
    assert repr(computed["view.qps"]) == "<view.qps = 4.63k request/s, computed>"
    assert repr(computed["dau"]) == "<dau = 20M users, given>"
    assert repr(computed["view.qps"].quantity) == "<4.63k request/s>"


def test_what_is_printed_of_samples_can_be_read(numpy):
    scenario = capest.load(TEXT)
    sampled = capest.estimate(scenario, dau=numpy.array([10e6, 40e6, 20e6]))
    assert str(sampled["view.qps"]) == "view.qps = 2.31k request/s to 9.26k request/s in 3 samples"
    assert sampled.binding("store.shards") is None, "now one decides, now the other"


@pytest.mark.parametrize("read", [capest.load, capest.estimate])
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("twiter", "did you mean 'twitter'?"),
        ("nothing/twitter.yaml", "the shipped scenario is called 'twitter'"),
        ("scenarios.yaml", "there is no file scenarios.yaml"),
        ("dau: 3", "'dau' is not a section"),
    ],
)
def test_what_cannot_be_read_is_told_as_on_the_command_line(read, name, says):
    with pytest.raises(CapestError) as raised:
        read(name)
    assert says in str(raised.value)


@pytest.mark.parametrize(
    "text", ["3 B/item", "20%", "20%/year", "7/s", "5", "1.5 request/s/shard", "$2/GB/month"]
)
def test_a_quantity_is_spelled_so_that_it_reads_back(text):
    quantity = _quantity(text)
    again = _quantity(spelled(quantity.value, quantity.unit))
    assert again.to(str(quantity.unit)) == pytest.approx(quantity.value)


def test_a_name_does_not_get_into_what_is_spelled():
    scenario = capest.load(
        "assumptions: {item: 3, size: 2 B/request}\nderived: {all_of_it: size * item}\n"
    )
    assert capest.estimate(scenario, size=5)["all_of_it"].value == 15
