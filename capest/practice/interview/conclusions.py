"""Whether a conclusion was drawn from an estimate, and whether the scenario bears it out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .design import ServiceDesign
from .hearing import Sentence
from .ideas import idea
from .rubric import Item, Marked, ValueOf

_MORE = 1.0  # reads for every write
_ONE = 1.0  # shards
_OF_ONE = re.compile(
    rf"(?:{idea('one_machine').pattern})(?:\s+\w+)?\s+(?:does|can|takes|handles|serves|manages|gives)\b",
    re.I,
)
"""What one machine does, which is not yet that one is enough."""


def mark_conclusion(
    item: Item, said: Iterable[Sentence], design: ServiceDesign, value: ValueOf
) -> Marked:
    """The mark of the best conclusion; one that the numbers speak against has none."""
    best = Marked(item=item, share=0)
    for statement in said:
        if not statement.concludes:
            continue
        wrong = _wrong(statement, design, value)
        if wrong and not best.share:
            best = Marked(item=item, share=0, remark=wrong)
        elif not wrong:
            best = Marked(item=item, share=1)
    return best


def _wrong(statement: Sentence, design: ServiceDesign, value: ValueOf) -> str:
    """What of the scenario speaks against a conclusion; "" for nothing."""
    ratio, store = value("traffic.read_write_ratio"), design.largest_store
    shards = value(f"{store}.shards") if store else None
    if ratio and ratio.value < _MORE and statement.says(idea("read_heavy")):
        return f"it has {ratio} reads for every write"
    if ratio and ratio.value > _MORE and statement.says(idea("write_heavy")):
        return f"it has {ratio} reads for every write"
    is_one = Sentence(_OF_ONE.sub(" ", statement.text)).says(idea("one_machine"))
    denies = statement.denies(idea("shard")) or is_one
    if shards and shards.value > _ONE and denies:
        return f"{store} takes {shards}"
    if shards and shards.value <= _ONE and statement.says(idea("shard")) and not denies:
        return f"{store} fits one machine"
    return ""
