"""One-line equations: which do not evaluate, and which only leave something out."""

from __future__ import annotations

import pytest

from capest.prose.equations import equations_in
from capest.units import unit_table

UNITS = unit_table()


def _verdicts(line):
    found = equations_in(line, UNITS)
    return [equation.judgement.holds for equation in found]


@pytest.mark.parametrize(
    "line",
    [
        "3500 * 4096 = 14.3 MB",  # the unit is left out on one side
        "3500 B/s * 60 * 60 * 24 = 302 MB",
        "3500 * 60 * 60 * 24 = 302M",
        "3.7 + 8.8 + 2.2 = 14.7 Gbps",
        "20 bytes*6 = 120",
        "10 GB/day × 365 = 3.6 TB/year",
        "10 MB/s * 86400 = 864 GB/day",
        "300M users * 10 / 10^5 = 30K QPS",
        "500M / 86,400 = 5,000 per second",  # 10^5 was meant
        "30 * 14 / 64 = 7",  # rounded up
        "100 Mbps / 8 = 12.5 MB/s",
        "2 MB/s * 8 = 16 Mbps",
        "2 GB * 512 = 1 TiB",
        "1B × 100B × 365 = 36.5 TB/year",
        "~10k * 5000 = 50MB",
        r"$100 \times 0.3 = 30\%$",
        "5,000 PB = 5 EB",
        r"$\frac{1 \space billion}{(24 \space hrs \times 3600 \space seconds)} = 12K$ per second",
        r"$\frac{1}{200} \times 1 \space billion = 5 \space million/day$",
        "12 GB + 3 GB ≈ 15 GB",
        "**100M** × `5 KB` = **500 GB**",
        "Storage (per day): 2 × (3 + 4) × 1 GB = 14 GB, which fits.",
    ],
)
def test_sound_lines(line):
    assert _verdicts(line) and all(_verdicts(line))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("3500 * 60 * 60 * 24 = 302 MB", "nothing on the left says bytes"),
        ("3500 * 60 * 60 * 24 = 302 GB", "the left side comes to 302 MB"),
        ("50B × 100KB = 5,000 PB = 5 EB", "the left side comes to 5 PB"),
        ("100M × 5 Mbps = 500 Gbps total", "the left side comes to 500 Tbit/s"),
        ("4000 * 2 = 100,000 / s", "the left side comes to 8k/s"),
        ("10M notifications × $0.0075 = $75", "the left side comes to $75k"),
        ("10^9 / (30 * 86400) = 10^9 / 86400", "the sides are 30x apart"),
        ("2 * 10^6 * 1KB = 2000 Mb", "the left side comes to 16 Gbit"),
        ("32767 - 30000 = 12767", "the left side comes to 2,767"),
        ("216B * 10000 Bytes = 21.6 TB", "the left side comes to 2.16 PB"),
        ("500K videos × 5 min × 4 Mbps = 750 TB/day raw", "the left side comes to 75 TB/day"),
        ("30 Tbps × 24 hours × 30 days = 21.6 EB/month", "the left side comes to 9.72 EB/month"),
        ("500GB/day × $1.70/GB = $850K/month", "the left side comes to $25.5k/month"),
        ("500M users × 20/week × 5 years = 5B", "the left side comes to 2.61T"),
        ("7 days × 86400 sec × 1M = 6T points", "the left side comes to 605B"),
        ("15 × 2TB × $0.115/GB = $345k/month", "the left side comes to $3.45k/month"),
        ("5 labels × 10 values × 15 buckets = 7,500", "the left side comes to 750"),
        ("Kept: 365 TB/year = 3.6 PB/year", "the left side comes to 365 TB/year"),
        ("44,000 GB ÷ 16 TB = 2,750 shards", "the left side comes to 2.75 shards"),
        ("2300 + 2300 / 150 = 4600 / 150", "the sides are 75.5x apart"),
        ("7M × 365 × 50B ≈ 128 TB", "the left side comes to 128 GB"),
        ("50 GB/s × $0.08/GB = $4,000/hour", "the left side comes to $14.4k/h"),
        ("10 Gbps = 75 TB/day", "the left side comes to 108 TB/day"),
        ("- Egress: 1 PB/month = 10 Gbps", "the left side comes to 3.09 Gbit/s"),
        ("5 GB/s = 5 PB/day", "the left side comes to 432 TB/day"),
        ("100K req/s = 1B req/day", "the left side comes to 8.64B request/day"),
        ("1000 QPS = 10M/day", "the left side comes to 86.4M/day"),
        ("1M requests/day = 20 QPS", "the left side comes to 11.6 request/s"),
        ("1 day = 8,640 seconds", "the left side comes to 24 h"),
        ("100M DAU × 10 requests = 10B requests/day", "the left side comes to 1B request/day"),
        ("24 MB/s × 86400 = 20 TB/day", "the left side comes to 2.07 TB/day"),
        ("500M tweets/day ÷ 86400 = 57,870/s", "the left side comes to 5.79k/s"),
        ("1M × 1 KB = 1 TB", "the left side comes to 1 GB"),
        ("1 Gbps × 86400 = 86.4 TB", "the left side comes to 10.8 TB"),
        ("300M reads/day / 86,400 s/day = 5472 QPS", "the left side comes to 3.47k request/s"),
        ("100K tokens × $0.01/1K tokens = $100", "the left side comes to $1"),
        ("2 × 30% = 70%", "the left side comes to 60%"),
        ("D --> F[60B series × 64 bytes = 3.8 PB]", "the left side comes to 3.84 TB"),
        ("$1.20/hour × 8 GPUs = $96/hour", "the left side comes to $9.6/h"),
    ],
)
def test_unsound_lines(line, message):
    (wrong,) = [item for item in equations_in(line, UNITS) if not item.judgement.holds]
    assert (wrong.judgement.code, wrong.judgement.severity) == ("equation", "warning")
    assert wrong.judgement.message == message


@pytest.mark.parametrize(
    "line",
    [
        "Label size: 30 + 6 = 36B.",  # bytes
        "3 * (15 + 10) = ~75B",
        "Posts kept: 3 * 12 * 20M * 30 = 21.6 B",  # billions
        "Posts kept: 3 years * 12 * 20M * 30 = 21.6 B",
        "Writes: 150M * 2 / 24 / 3600 s = 3472.",  # both divide
        "Growth: 90 GB / 30 / 3 days = 1 GB/day",
        "10 million * 2 uploads / 24 hours / 3600 seconds = ~240",
        "Transfer takes (25 MB x 8) / 200 Mbps = 1 s.",  # bits of bytes
        "44 PB × $0.02/GB × 1000 = $880,000",  # a prefix
        "Team: 5 engineers × 10 weeks = $150K",  # time is no money
        "Support: 10 people × 12 days × $50/hour = $48K",  # eight hours a day
        "100M developers saving 2 hours/week = $2.6B/month",
        "Tuesday to Friday (4 hours/day = 16 hours)",  # a rate
        "A 1280×720 layer = ~3.7 MB of memory.",  # a format
        "A 1920×1080 layer costs ~8MB",
        "56.25% = 9÷16 = 16:9",
        "Effort: 400 hours = 50 days @ 8hrs/day = 10 weeks for one person",
        "Int(1 / 4) == 0",
        "3f + 1 = 3(1) + 1 = 4",
        "11157 / 62 = 179...59",
        "(-3) + (-4) = 1011 + 1100 = 10111 = 7 != -7",
        "QPS = 2 億 * 3 / 86400 = 7000",
        "Users = 3 * 0.5 = 1.5 億",  # the magnitude stands on one side
        "10000 SSD = 1 EXB * 3 (replication) = 30000 SSD",  # what is not known
        "(200MB/sec * 30mins * 1.1) = 0.396TB / 5 brokers = 79.2GB",  # it goes on
        "At 100 chats × 1 message/min = 100K deliveries/min",  # of what stands before
        "1M users × avg 10 holdings × 500 bytes = 5 GB",
        "width=10,000 × depth=7 × 4 bytes = 280KB",
        "Every 5 seconds: 50K items × 1 update = 10K writes/s",
        "1M stations × 180 readings (3 hours × 1/min) × 50 bytes = 9 GB",
        "10,000 titles × 100GB (4K) × 5 levels = 5PB",
        "8 bytes per timestamp = 4.8 MB per client",  # of other things
        "At 1 billion rows, 8 bytes vs. 16 bytes = 8 GB more",
        "10 tables of 160 MB = 1.6 GB",
        "100 events/user/day × 30 days = 600B events/month",
        "4 cores + 2 disks = 10 connections",
        "1000 experiments × 2 variants = 24 MB",
        "20 workers × 200 batches/sec = 2M users/min",
        "100K campaigns × 525,600 min/year × 100 bytes = 5.3 TB",  # as many minutes
        "20 × $0.192 × 720 hrs/month = $2,765/month",
        "100M × 2 = 200M hours/day",
        "10 ms × 10,000 = 100 seconds of time per second",
        "10 ms * 350M / 3600 / 24 = 40 days",  # converted by hand
        "500 ms × 100K = 50,000 writes",  # a second
        "3 years × 5 GB = 5.5 TB",  # a day
        "Annual = 300 × 365 = 110 TB",  # of GB
        "10M × 512 = 20 GB",  # numbers of 4 bytes
        "10M users × 500 B profile = 5 GB",
        "100 pods × 100m CPU = 10 CPUs",
        "15 shards × 2 replicas = 45 copies",  # beside the first
        "310K reads / 100K per node = ~4 nodes",  # rounded up
        "694 / 200 = 4 servers",
        "1/2 = 0 free",
        "0.5^100 ≈ 0%",
        "4+1+1 = 3 coins",  # as many terms
        "10M × 2KB request + 1KB response = 30 GB",  # brackets left out
        "180 seconds / 525,600 minutes = 99.9994%",  # what is lacking
        "2^41 = 69 years",  # of ms
        "20K / 10 min = 2000/10 min",
        "GPUs: 1,500 A100s × $2/hr = $3,000/hr",
        "5 GB * 0 = 0 GB",
        "50 PoPs × 20 misses → 1 origin request",
        "10 Gbps = 75 TB/day at 70% utilisation",  # not alone
        "10 Gbps = 30 TB/day, on average",
        "Peak is 1M requests/day = 40 QPS",
        "10 Gbps = 125 TB/day",  # a day of 10^5 seconds
        "10 Gbps ≈ 75 TB/day",
        "1 day = 8 hours",  # worked
        "60 fps = 16 ms",
        "99.9% = 8.77 hours/year",  # what is lacking
        "20M/day = 8,000 requests/s",  # of what is not said
        "$0.10/hour = $17/month",
        "$50/hour × 10 people = $4,000/day",  # eight hours
        "1000 users × 5 requests = 150K requests/month",  # each day
        "10 × 100 MB/s in parallel = 700 MB/s",
        "10 workers × 100 MB/s = 500 MB/s (capped)",
        "Solve for x: 2x + 5 = 13",  # a name
        "Monthly budget: 8.76 ÷ 12 ≈ 43 minutes per month",  # of hours
        "1 failure per 1,000 × 2 databases = ~2 inconsistencies per second",
        "the table plus 5 indexes (1 primary + 4 secondary) = 6 writes",  # beside the table
        "P (1 - 0.211) = 1.3",
        "120 pruned trials (60%) x 5 epochs = 600",
        "= $1,150 / 1,296M ≈ $0.89 per million jobs",
        "$168/day / 25M = $ 6.72 per M tokens",
        "500 x $3/MTok + 300 x $15/MTok = $0.006",
        "10 engineers × $350K = $290K/month",  # a year
        "first 333M x $3.50 = $1,165.50",  # a million
        "precision@5 = 2 relevant in top 5 / 5 = 0.40",
        "20 servers @ ~$0.504/hr × 730 = ~$7,358/month",
        "`38=100` quantity · `40=2` order type",
        "650K × $0.30 (Flash) = $195",  # a million of what each of them has
        "5 new memories × 500 × $0.00002 = $0.00005",
        "1024×1024 image = 765 tokens",
        "1568×1568 = ~3279 tokens",
        "$28,800 / (800 × 86400 / 1M) × 30 ≈ $13.89",  # both divide
        "30 nodes × 24hrs × $1.5/hr = $32,400/month",  # each day
        "-x = ~x + 1 = 0011 + 1 = 0100",  # bits
        "2^100 ≈ 10^30",
        "Text embedding: ~100M chunks × $0.0001/1K tokens = $2,000",  # of so many tokens each
        "Fine-tuning: $0.008/1K tokens × 750 = $6.00",
        "Transcoding: 3.6M worker-seconds = ~1 hour",
        "1568×1568 (max) = ~3279 tokens",
        "Score: 24/30 = 5 + 4 + 2 + 4 + 5 + 4",  # of 30
        "(16384 - 128) / 40 B = 406",
        "1.1774 × √(2⁶⁴) ≈ 5.06 billion keys",
        "101 ^ 010 = 111",  # of bits
        "take items 2+3 = 220",
        "1536 × 4 bytes → M=96 × 1 byte = 6144 bytes",
        "ATE = 0.400*(-10) + 0.600*(-5) = -4.00 - 3.00 = -7.00",  # a difference
        "ATC = 0.129*(-10) + 0.871*(-5) = -1.29 - 4.35 = -5.65",
        "-0.0028/0.0282 = -0.099",
        "10.9 / 19.9 = -54.8%",  # less
        "w1: 0.31 -> 0.3 error -0.01 cost -0.01 × 1.0 = -0.010",  # in columns
        "0.80 x 75.8% = 60.64",  # points
        "10 URLs / 3 at once × 1s = ~4s",  # rounded up
        "8 experts + 3 gates + 3 towers = ~0.47M parameters",
        "2 × 2 × 2 × 2 × 2 = 4 multiplications",
        "`3` generate + `4 x 3 = 12` evaluate",  # of the last part
        "start = 1 - (4-1)/2 = 1 - 1 = 0",  # whole numbers
        "Cache: 20% of 300M * 500 B = 30 GB",  # of what stands before
        "3 × 99.9% = 99.7%",  # one behind the other
        "10M users × 30 reads/day ÷ 86,400 s = 3,472 reads/s",
        "300M reads/day / 86,400 seconds = 34.7 QPS, of a replica",
    ],
)
def test_lines_that_may_be_read_otherwise(line):
    assert all(_verdicts(line))


def test_a_part_that_is_near_by_chance_is_not_the_sum():
    (equation,) = equations_in("160 GB edges + 8 GB × 30 iterations = ~250 GB", UNITS)
    assert (equation.left, equation.judgement.holds) == (400.0, False)


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("20M × 30 / 86400 → 6944", True),
        ("20M × 30 / 86400 → 3472", False),
    ],
)
def test_an_arrow_is_told(line, holds):
    """It may be a result, a change or an effect; whoever asks has to know."""
    (equation,) = equations_in(line, UNITS)
    assert (equation.is_arrow, equation.judgement.holds) == (True, holds)
    assert not equations_in("5 hours/week → 30 minutes/week", UNITS)


def test_places_and_values():
    line = "so 3500 * 60 * 60 * 24 = 302 GB a day"
    (equation,) = equations_in(line, UNITS)
    assert line[equation.start : equation.end] == "3500 * 60 * 60 * 24 = 302 GB a day"
    assert equation.right.text == "302 GB a day"
    assert equation.judgement.ratio == pytest.approx(1000, rel=0.01)


@pytest.mark.parametrize(
    "line",
    [
        "n * 5 = 600",  # a name
        "tree[5] += 3*1 = 6",
        "1000 - 1 = 0111",  # bits
        "x = 5",
        "1mb per media -> 30mil * 1mb",
        r"\sqrt{16} * 2 = 9",
        "1 server = 500 QPS",  # a definition
        "1 day = 86,400 s and 2 * k = 6",
        "50GB ÷ 50GB + 50% = 16",  # a percentage of what?
        "5 GB * 3 ms = 7 USD",  # nothing to compare
        "1 / 0 = 5",
        "2 ^ n * 3 = 6",
        "see section 3 = 5 * 2",
        "1 Million machines every 300 seconds = 120 MB",
        "",
    ],
)
def test_what_is_no_equation(line):
    assert _verdicts(line) == []
