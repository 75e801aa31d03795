"""Calls of every function of the language: twenty of each, always the same ones."""

from __future__ import annotations

from random import Random

from capest.functions import FUNCTIONS

EACH = 20


def calls():
    """All of them, as a name, the words, the arguments in order, and those by name."""
    for name, function in FUNCTIONS.items():
        random = Random(name)  # the same, whatever other functions there are
        for number in range(EACH):
            if function.parameters:
                words = [random.choice(group) for group in function.choices]
                if number % 2 and function.choices:
                    words[0] = function.choices[0][number // 2 % len(function.choices[0])]
                named = _by_name(function, random, words)
                yield name, words, [], {key: _short(value) for key, value in named.items()}
            else:
                yield name, [], list(map(_short, _in_order(name, random, number))), {}


def _short(value):
    return float(f"{value:.6g}")


def _by_name(function, random, words):
    given = {}
    for item in function.parameters:
        if item.name == "admission":
            wanted = words[0] == "q_lru"
        elif item.name in ("cached", "hit_ratio"):
            wanted = item.required or random.random() < 0.8
        else:
            wanted = item.required or random.random() < 0.25
        if wanted:
            given[item.name] = _NAMED[item.name](random, given.get("items", 1e6))
    return given


_NAMED = {
    "items": lambda random, items: _count(random, 1, 1e12),
    "popularity": lambda random, items: _exponent(random),
    "cached": lambda random, items: items * random.uniform(0, 1),
    "room": lambda random, items: items * random.uniform(0, 1),
    "hit_ratio": lambda random, items: random.uniform(0, 0.99),
    "served_size": lambda random, items: random.uniform(0.3, 2),
    "write_share": lambda random, items: random.uniform(0, 0.5),
    "renewal_share": lambda random, items: random.uniform(0, 0.5),
    "admission": lambda random, items: random.uniform(0.01, 1),
    "ttl": lambda random, items: _size(random, 1, 1e13),
    "max_idle": lambda random, items: _size(random, 1, 1e13),
}


def _in_order(name, random, number):  # noqa: PLR0912 - one case for each
    match name:
        case "max" | "min" | "sum" | "product_of":
            return [_size(random, 1e-3, 1e9) for _ in range(number % 5 + 2)]
        case "ceil" | "floor" | "round" | "next_power_of_two" | "next_even":
            return [_size(random, 0.1, 1e6) * random.choice([-1, 1, 1])]
        case "lcm":
            return [float(random.randint(0, 10_000)), float(random.randint(0, 10_000))]
        case "sqrt" | "log2" | "log10" | "ln":
            return [_size(random, 1e-9, 1e9) if number else -1.0]
        case "exp":
            return [random.uniform(-20, 20)]
        case "time_at_present_rate" | "growth_factor":
            return [random.uniform(0, 20), random.choice([0.0, random.uniform(-0.9, 3)])]
        case "growth_rate":
            return [random.uniform(-1.2, 3)]
        case "missed_by_all":
            return [random.random() for _ in range(number % 4 + 1)]
        case "hottest_key_share":
            return [_count(random, 1, 1e12), _exponent(random)]
        case "front_cache_imbalance":
            return [_count(random, 1, 1e4), _count(random, 1e3, 1e12), _exponent(random),
                    _count(random, 1, 1e4)]  # fmt: skip
        case "hashed_imbalance" | "split_imbalance":
            return [_count(random, 1, 1e4), *_keys(name, random)]
        case "hashed_shards" if number % 4 == 3:  # few keys, nearly alike
            keys = random.randint(5, 300)
            return [keys / random.uniform(1.5, 8), float(keys), random.choice([0.0, 0.02, 0.1])]
        case "hashed_shards" | "split_shards":
            return [_size(random, 0.5, 1e3), *_keys(name, random)]
        case "hashed_shared_shards" | "split_shared_shards":
            keys, exponent, *points = _keys(name, random)
            return [_size(random, 0.5, 300), exponent, _size(random, 0.5, 300),
                    _exponent(random) / 2, keys, *points]  # fmt: skip
        case "coalesced_share" | "racing_share":
            return [_count(random, 1, 1e12), _exponent(random), _size(random, 1, 1e9)]
        case "stale_share":
            return [_count(random, 1, 1e12), _exponent(random), _size(random, 1, 1e9),
                    _size(random, 1, 1e8)]  # fmt: skip
        case "exponent_of_the_top":
            return [_count(random, 100, 1e10), _size(random, 1, 1e7)]
        case "authors_above":
            return [_count(random, 100, 1e10), _exponent(random), _size(random, 1, 1e5)]
        case "top_share":
            items = _count(random, 1, 1e12)
            return [items, _exponent(random), items * random.uniform(0, 1.1)]
        case "zipf_exponent":
            few = random.uniform(0.01, 0.5)
            return [_count(random, 100, 1e12), few, random.uniform(few * 0.95, 1)]
        case "lognormal":
            median = _size(random, 0.1, 100)
            return [median, median * random.uniform(1, 50), random.uniform(0.01, 0.999)]
        case "hop_mean":
            return _hops(random, 1)
        case "path_time":
            return [random.uniform(0.3, 0.999), *_hops(random, number % 4 + 1)]
        case "path_share":
            return [_size(random, 1, 500), *_hops(random, number % 4 + 1)]
        case "k_of_n":
            copies = float(random.randint(1, 50 if number % 2 else 5000))
            return [float(random.randint(0, int(copies))), copies, random.uniform(0.5, 0.99999),
                    random.choice([0.0, 0.1])]  # fmt: skip
        case "erlang_c" | "random_queue_load" | "erlang_wait" | "erlang_servers":
            return _queue(name, random)
        case "trough_over_mean" | "peak_over_mean":
            return [random.uniform(0.9, 40)]
        case "rise_within":
            return [random.uniform(1, 40), random.uniform(0, 1)]
        case "combined_peak":
            number = number % 4 + 2
            return [*(random.uniform(1, 6) for _ in range(number)),
                    *(random.uniform(0.1, 1) for _ in range(number)),
                    *(random.uniform(-12, 24) for _ in range(number))]  # fmt: skip
        case "row_layout":
            number = number % 5 + 2
            return [random.choice([1.0, 4.0, 8.0]),
                    *(random.choice([float(random.randint(1, 64)), random.uniform(1, 64)])
                      for _ in range(number)),
                    *(float(random.choice([1, 2, 4, 8])) for _ in range(number)),
                    *(random.choice([1.0, random.uniform(0.1, 1)])
                      for _ in range(number))]  # fmt: skip
        case "size_class" | "redis_key" | "redis_value":
            return [_count(random, 1, 1e6), random.choice([8.0, 16.0])]
        case "redis_list":
            entries = _count(random, 1, 1e4)
            return [entries * _size(random, 1, 9e3), entries, random.choice([8.0, 16.0])]
        case "memcached_item":
            return [_count(random, 1, 3e6)]
        case "besides_table":
            return [_size(random, 1e3, 1e12), _size(random, 10, 1e4), random.choice([8.0, 64.0]),
                    *[random.uniform(0.3, 6)][: number % 2]]  # fmt: skip
        case "reachable":
            return [random.uniform(0, 1.05), random.uniform(0.5, 1)]
        case _:
            raise LookupError(f"no arguments are known for {name}()")


def _keys(name, random):
    points = [float(random.randint(1, 200))] if "hashed" in name and random.random() < 0.5 else []
    return [_count(random, 1e5, 1e10), random.choice([0.0, _exponent(random) / 2]), *points]


def _hops(random, number):
    medians = [_size(random, 0.1, 100) for _ in range(number)]
    tails = [[_size(random, 1, 3) for _ in range(3)] for _ in range(number)]
    columns = [medians]
    for place in range(3):
        columns.append([time * tail[place] for time, tail in zip(columns[-1], tails, strict=True)])
    columns += [
        [random.choice([1.0, random.random()]) for _ in range(number)],
        [random.choice([1.0, float(random.randint(1, 100))]) for _ in range(number)],
        [random.choice([0.0, random.uniform(0, 0.2)]) for _ in range(number)],
    ]
    return [value for column in columns for value in column]


def _queue(name, random):
    servers = _count(random, 1, random.choice([50, 1e3, 1e7 if name == "erlang_c" else 1e4]))
    share = random.choice([0.5, 0.1, 0.01, 0.001])
    match name:
        case "erlang_servers":
            return [servers * random.uniform(0.1, 1), share]
        case "random_queue_load":
            return [servers, share]
        case "erlang_wait":
            return [servers, servers * random.uniform(0.5, 1.01), 1 - share]
        case _:
            return [servers, servers * random.uniform(0.5, 1.01)]


def _exponent(random):
    return random.choice([0.0, 1.0, random.uniform(0, 2)])


def _size(random, least, most):
    return least * (most / least) ** random.random()


def _count(random, least, most):
    return float(round(_size(random, least, most)))
