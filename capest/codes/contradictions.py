"""The findings of conservation: what sections of a scenario say of the same thing, differently."""

from __future__ import annotations

from ..problems import Severity
from .code import Code

_ACCEPT = "or say under `accepted:` why it is meant."


def _warning(name: str, title: str, meaning: str, remedy: str) -> Code:
    return Code(name=name, title=title, meaning=meaning, remedy=remedy, severity=Severity.WARNING)


CONTRADICTIONS = (
    _warning(
        "unsent-bytes",
        "bytes are stored that no traffic brings",
        "A storage entry adds more than four times what its traffic brings, and more than 4 KiB a "
        "request on top: media of 1 MB added by posts of 300 B. What servers make of what comes "
        "(other sizes of a picture, indexes, times) stays below that.",
        f"Name the traffic that brings the bytes, give it its `request`, {_ACCEPT}",
    ),
    _warning(
        "unread-misses",
        "what a cache misses is read from nothing",
        "The scenario has stores, and none of them is `behind` this cache or reads all that it "
        "serves, nor does another value go on from its misses.",
        f"Name the cache under `behind` of the store that answers its misses, {_ACCEPT}",
    ),
    _warning(
        "unread-bodies",
        "ids are kept, and nobody reads what they stand for",
        "A fan-out or a cache keeps less than a third of what is shown, as ids do; and the store "
        "of the bodies, with the caches in front of it, is read less often than the pages are.",
        f"Add the reads of the bodies, or a cache of them, {_ACCEPT}",
    ),
    _warning(
        "cached-writes",
        "a cache is to serve what is written",
        "A cache with a hit ratio `serves` traffic whose `kind` is write. Writes are no hits: they "
        "go past a cache, or through it.",
        f"Name the traffic under `written_by`, make it of kind read, {_ACCEPT}",
    ),
    _warning(
        "copies-differ",
        "two sections count different copies of the same thing",
        "A store and the storage that it cuts, a fan-out and the cache of its timelines, or a part "
        "and the cache or store that it is `of`, have different numbers of copies; left out, it is "
        "one. Or a part is up with fewer of its servers than carry the load.",
        f"Give both the same number, {_ACCEPT}",
    ),
    _warning(
        "unkept-deliveries",
        "deliveries go to timelines that nothing keeps",
        "A fan-out delivers to more of the timelines than the cache that serves them keeps, or "
        "nothing keeps them at all.",
        f"Say which part is `active`, keep them, {_ACCEPT}",
    ),
    _warning(
        "idle-machines",
        "a thousand machines or more that hardly do anything",
        "Bytes alone decide on the number of machines, and their requests take less than 5 % of "
        "what these can answer: where nothing says what, 1,000 a second, or 100 MB of large items. "
        "A tenth of them, of ten times the size, would do.",
        f"Take larger ones, move what is rarely read to a cheaper tier, {_ACCEPT}",
    ),
    _warning(
        "peaked-twice",
        "a rate that is at peak is multiplied by a peak again",
        "The `rate` of a traffic rests on a quantity at peak, such as what a cache misses, and is "
        "multiplied by its own `peak` or the scenario's `peak_factor` too.",
        f"Give it `peak: 1`, or take what happens in a day, such as `per_day`, {_ACCEPT}",
    ),
    _warning(
        "uncarried-loss",
        "a store does not carry what a lost cache, or a zone of it, leaves it",
        "A part that stands for a cache (`of`) has `when_down: degrades`, or a cache spreads over "
        "`zones`; and a store that its misses reach, by `behind` or by a rate, has fewer shards "
        "than the reads take that come once it is lost, used up to their limits.",
        "Leave out `when_down`, which is then an outage, give the cache copies in other zones, the "
        f"store more shards, {_ACCEPT}",
    ),
    _warning(
        "untiered-costs",
        "what is kept on tiers is paid for as if it had none",
        "A cost names a storage that has tiers, whose own copies or compression make them "
        "keep more of it, or less, than the storage says.",
        f"Name the tiers under `of`, each at its price, {_ACCEPT}",
    ),
    _warning(
        "untiered-ages",
        "tiers leave out an age, or keep it twice, or cut what has none",
        "One tier of a storage ends before the next begins, or after it; or the storage is a stock "
        "(`count` or `total`), whose items have no ages.",
        f"Let each begin where the one before it ends, {_ACCEPT}",
    ),
    _warning(
        "unpriced-costs",
        "a cost has no price, or a price nothing to pay for",
        "A cost has no price of what it is `of`, so that it is left out of the sum; or a price of "
        "its own is for machines, bytes or requests that this does not have.",
        f"Give it the price, or what the price is for, {_ACCEPT}",
    ),
    _warning(
        "adding-reads",
        "a read adds to what is stored",
        "A storage is `added_by` traffic of kind read.",
        f"Name what writes, or call it a write, {_ACCEPT}",
    ),
    _warning(
        "expired-backlogs",
        "messages are gone before they are read",
        "The consumers of a stream may stand still for longer than its messages are kept, or work "
        "for longer on what waits.",
        f"Keep messages for longer, add consumers, {_ACCEPT}",
    ),
    _warning(
        "overfull-wires",
        "machines pass more than a network card does",
        "What servers or the nodes of a cache take in or give out at peak is more than 100 Gbit/s "
        "for each of them.",
        f"Take more machines, leave out what passes them by, {_ACCEPT}",
    ),
    _warning(
        "missed-objectives",
        "more is promised than the parts give",
        "A system is down for longer than its `objective` allows, or a path takes longer than its "
        "budget for the `percentile` of its requests.",
        f"Give the parts copies or make the hops faster, promise less, {_ACCEPT}",
    ),
    _warning(
        "unused-acceptance",
        "a contradiction is accepted that there is not",
        "A line under `accepted:` names a quantity that nothing contradicts.",
        "Remove it, or mend the name.",
    ),
)
