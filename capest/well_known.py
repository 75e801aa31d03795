"""What sections share: their names, assumptions they fall back to, the field of a popularity."""

from __future__ import annotations

from collections.abc import Iterable

from .bounds import AT_LEAST_ONE, GROWTH, ZIPF
from .formulas import Default, Field, Members, Section

WELL_KNOWN: tuple[Field, ...] = (
    Field("dau", "user", "users active on a day"),
    Field("mau", "user", "users active in a month"),
    Field(
        name="peak_factor",
        unit="",
        meaning="peak load over average load",
        bounds=AT_LEAST_ONE,
        default=Default(
            value="3",
            source="Twitter in November 2012, 4.6k tweets/s on average and over 12k/s at peak, "
            "2.6x, rounded up; Kleppmann, Designing Data-Intensive Applications, 2017, chapter 1",
        ),
        no_headroom=1,
    ),
    Field("growth", "%/year", "growth of the users per year", bounds=GROWTH),
)


def well_known(name: str | None) -> Field | None:
    """The assumption of that name that sections fall back to, or None."""
    return next((field for field in WELL_KNOWN if field.name == name), None)


def popularity(number: str, meaning: str, name: str = "popularity") -> Field:
    """A field for how unevenly things are asked for; `number` is the entry's number of them."""
    exponent = f"zipf_exponent({{entry}}.{number}, {{0}}, {{1}})"
    return Field(
        name=name,
        unit="",
        meaning=f"{meaning}: zipf 0.9, uniform, or 20% of items get 80% of reads",
        bounds=ZIPF,
        phrases=(
            (r"(?i)zipf (.+)", "{0}"),
            (r"(?i)uniform", "0"),
            (r"(.+?) of (?:the )?\w+ gets? (.+?) of (?:the )?\w+", exponent),
        ),
    )


def sections_by_name(sections: Iterable[Section]) -> dict[str, Section]:
    """Sections by their names, those of members included."""
    found: dict[str, Section] = {}
    for section in sections:
        inner = (item.section for item in section.fields if isinstance(item, Members))
        found |= {section.name: section, **sections_by_name(inner)}
    return found
