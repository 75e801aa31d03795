"""Where the rules of practice begin and end: each threshold with a case on both of its sides."""

from __future__ import annotations

import pytest

from capest.practice.making.elasticity import elasticity
from capest.practice.making.mutations import mutations
from capest.practice.making.possible_slips import possible_slips
from capest.practice.making.worked_lines import lines_of
from capest.practice.marking.slips import likely_slip
from capest.slips import SLIPS


@pytest.mark.parametrize(
    ("off", "is_named"), [(0.945, True), (1.055, True), (0.935, False), (1.065, False)]
)
def test_how_near_a_factor_is_to_its_slip(off, is_named):
    assert (likely_slip(365 * off, SLIPS) is not None) == is_named


@pytest.mark.parametrize(("peak", "is_found"), [(1.45, False), (1.55, True)])
def test_a_slip_is_far_enough_off_to_be_found(estimate, peak, is_found):
    graph = estimate(
        f"assumptions: {{dau: 3M, peak_factor: {peak}}}\ntraffic: {{post: {{per_user: 2/day}}}}"
    )
    values = {name: item.value for name, item in graph.derivations.items()}
    (line,) = lines_of(graph, ["post.peak_qps"], values)
    found = mutations(graph, line, is_first=False)
    assert all(max(one.factor, 1 / one.factor) >= 1.5 for one in found)
    assert any(one.factor == pytest.approx(1 / peak) for one in found) == is_found


@pytest.mark.parametrize(
    ("factor", "is_room"), [(1.2, False), (1.3, True), (0.83, False), (999, True), (1000, False)]
)
def test_a_factor_is_left_out_where_it_costs_points_and_nobody_would_miss_it(
    estimate, factor, is_room
):
    graph = estimate(f"assumptions: {{each: {factor}}}\nderived: {{calls: 3000 * each}}")
    found = possible_slips([graph["each"]], [graph["calls"]], graph["calls"].quantity)
    assert any("each left out" in (slip.too_high, slip.too_low) for slip in found) == is_room


@pytest.mark.parametrize("ratio", ["99.9%", "99.98%"])
def test_a_hit_ratio_near_one_can_be_moved_to_either_side(estimate, ratio):
    graph = estimate(
        "assumptions: {dau: 3M}\ntraffic: {read: {per_user: 2/day, kind: read}}\n"
        f"caches: {{hot: {{serves: read, items: 1M, item_size: 1 kB, hit_ratio: {ratio}}}}}"
    )
    assert elasticity(graph, "hot.miss_qps", "hot.hit_ratio") < -100
