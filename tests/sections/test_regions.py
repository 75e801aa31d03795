"""Regions: shifted days added up, and what crosses between them."""

from __future__ import annotations

import pytest

from capest.problems import CapestError

WORLD = """
assumptions: {{peak_factor: {peak}}}
traffic: {{feed: {{rate: 10k/s, request: 1 KB}}}}
storage: {{posts: {{added_by: feed, share: 10%, size: 1 KB}}}}
regions:
  us: {{serves: feed, share: 50%, replicates: posts, copied_to: 2, away: 75 ms}}
  eu: {{serves: feed, share: {eu}, late: 8 h}}
  asia: {{serves: feed, share: 20%, late: 16 h}}
"""


@pytest.mark.parametrize(("peak", "together"), [(2, 1.2698), (3, 1.6072)])
def test_the_world_is_busiest(estimate, peak, together):
    found = estimate(WORLD.format(peak=peak, eu="30%"))
    assert found["regions.peak"].value == pytest.approx(together, abs=6e-5)
    assert found["regions.peak_qps"].value == pytest.approx(together * 10_000, rel=1e-4)
    assert found["eu.peak_qps"].value == pytest.approx(3_000 * peak)


def test_what_crosses_the_ocean(estimate):
    """A tenth of 10k/s of 1 KB are 1 MB/s, half of them written in the US, to two regions."""
    found = estimate(WORLD.format(peak=2, eu="30%"))
    assert found["us.across"].quantity.to("MB/s") == pytest.approx(1)
    assert found["us.stale"].quantity.to("ms") == 75


@pytest.mark.parametrize("eu", ["40%", "20%"])
def test_shares_are_all_there_is(estimate, eu):
    with pytest.raises(CapestError, match=r"regions\.share"):
        estimate(WORLD.format(peak=2, eu=eu))


@pytest.mark.parametrize("last", ["10%", "10.00000001%"])
def test_ten_shares_that_floats_do_not_add_up_to_one(estimate, last):
    tenths = "".join(f"  r{number}: {{serves: feed, share: 10%}}\n" for number in range(9))
    text = f"traffic: {{feed: {{rate: 10k/s}}}}\nregions:\n{tenths}  r9: {{serves: feed, share: "
    assert estimate(f"{text}{last}}}")["regions.qps"].value == pytest.approx(10_000)
    with pytest.raises(CapestError, match=r"regions\.share"):
        estimate(f"{text}10.000001%}}")


def test_a_region_is_as_peaked_as_what_it_serves(estimate):
    """A rate per second is planned for as it is written; 30 a second at twice their mean, and 10 at
    four times, make 2.5.
    """
    text = """
traffic: {see: {rate: 30/s%s}, put: {rate: 10/s%s}}
regions: {am: {serves: [see, put], share: 45%%}, eu: {serves: [see, put], share: 55%%}}
"""
    flat = estimate(text % ("", ""))
    assert flat["am.peak_qps"].value == pytest.approx(18)
    assert flat["regions.peak_qps"].value == pytest.approx(flat["traffic.peak_qps"].value)
    assert estimate(text % (", peak: 2", ", peak: 4"))["eu.peak"].value == pytest.approx(2.5)
