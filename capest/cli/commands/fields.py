"""capest fields: what an entry of each section may say, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from ...problems import CapestError, Problem, did_you_mean
from ...render import SHOWN
from ..console import show, telling
from ..options import TextOrJson, check_choice

if TYPE_CHECKING:
    from ...formulas import AnyField, Profile, Section
    from ...render.lines import Line
    from ...render.reference import Takers

_MARGIN = 22  # characters: the longest of the usual names, and a gap


def fields_command(
    section: Annotated[
        str | None,
        typer.Argument(
            metavar="[SECTION]", help="One section, or one profile, e.g. caches, limits or kafka."
        ),
    ] = None,
    profile: Annotated[
        str | None,
        typer.Argument(metavar="[PROFILE]", help="A profile of a field, e.g. limits kafka."),
    ] = None,
    format_: TextOrJson = SHOWN,
) -> None:
    """List the fields of sections, and the quantities that follow.

    The name of a profile lists the values that it gives, each with its source.
    """
    from ... import __version__
    from ...render import reference
    from ...sections import sections

    known = {item.name: item for item in sections()}
    profiles = _profiles(known.values())
    with telling():
        check_choice("format", format_, ("json", SHOWN))
    in_json = format_ == "json"
    if section in profiles and profile is None:
        _show_profiles({section: profiles[section]}, in_json=in_json)
        return
    taken: dict[str, set[str]] = {}
    for takers in profiles.values():
        for _, field in takers:
            taken.setdefault(field.name, set()).add(field.folder)
    with telling():
        if profile is not None:
            check_choice("field", section or "", taken)
            of_field = {
                name: [(owner, field) for owner, field in found if field.name == section]
                for name, found in profiles.items()
            }
            check_choice("profile", profile, [name for name, found in of_field.items() if found])
            _show_profiles({profile: of_field[profile]}, in_json=in_json)
            return
        if section in taken:
            if in_json:
                _show_profiles(
                    {
                        name: [taker for taker in takers if taker[1].name == section]
                        for name, takers in profiles.items()
                    },
                    in_json=True,
                )
                return
            show(_each(_meanings(folder) for folder in sorted(taken[section])))
            return
        if section is not None and section not in known:
            raise CapestError(_no_section(section, known))
    wanted = [known[section]] if section else list(known.values())
    if in_json:
        print(reference.sections_as_json(wanted, __version__), end="")
        return
    show(_each(_section(item) for item in wanted))


def _no_section(word: str, known: Mapping[str, Section]) -> Problem:
    """The problem of a word that is no section, but a part of one, or a name of a scenario's."""
    from ...formulas import Choice

    parts = {
        name: {field.name for field in item.fields} | item.results.keys()
        | {word for field in item.fields if isinstance(field, Choice) for word in field.options}
        for name, item in known.items()
    }  # fmt: skip
    holders = [name for name, words in parts.items() if word in words]
    meant = holders[0] if holders else did_you_mean(word, known)
    hint = f"did you mean '{meant}'?" if meant else f"known: {', '.join(known)}"
    if holders:
        return Problem(
            code="unknown-section",
            message=f"'{word}' is not a section, but a word of {' and '.join(holders)}",
            hint=f"`capest fields {holders[0]}`",
        )
    if not meant:
        hint += "; of a name in a scenario, `capest explain my.yaml NAME` tells"
    return Problem(code="unknown-section", message=f"'{word}' is not a section", hint=hint)


def _show_profiles(found: Takers, *, in_json: bool) -> None:
    from ... import __version__
    from ...render.reference import profiles_as_json

    if in_json:
        print(profiles_as_json(found, __version__), end="")
        return
    show(_each(_profile(name, *taker) for name, takers in found.items() for taker in takers))


def _each(blocks: Iterable[list[Line]]) -> list[Line]:
    """Blocks of lines, with a blank one in between."""
    return [line for block in blocks for line in (*block, ())][:-1]


def _profiles(sections: Iterable[Section]) -> dict[str, list[tuple[Section, Profile]]]:
    """The published sets of values by name, each with the fields that take one of that name."""
    from ...formulas import Profile
    from ...scenario.profiles import profile_names
    from ...well_known import sections_by_name

    found: dict[str, list[tuple[Section, Profile]]] = {}
    for section in sections_by_name(sections).values():
        for field in (item for item in section.fields if isinstance(item, Profile)):
            for name in profile_names(field.folder):
                found.setdefault(name, []).append((section, field))
    return found


def _meanings(folder: str) -> list[Line]:
    from ...scenario.profiles import profile, profile_names

    return _listed({name: profile(folder, name).meaning for name in profile_names(folder)}, "name")


def _profile(name: str, section: Section, field: Profile) -> list[Line]:
    """The values of a profile, each with its kind and its source."""
    from ...render.lines import wrapped
    from ...scenario.profiles import profile

    found = profile(field.folder, name)
    heading = f"{name}  {found.meaning}: {section.name} take it as {field.name}: {name}"
    lines = wrapped(heading, "heading", indent=0)
    for key, default in found.values.items():
        lines += wrapped(f"{key} = {default.value}  ({default.kind})", "name")
        lines += wrapped(default.source, "muted", indent=4)
    return lines


def _section(section: Section) -> list[Line]:
    from ...render.lines import wrapped

    given = {field.name: f"{field.meaning}{_kind(field)}" for field in section.fields}
    follow: dict[str, str] = {}
    for formula in section.formulas:
        unit = f" [{formula.unit}]" if formula.unit else ""
        if formula.name not in given:
            follow.setdefault(formula.name, f"{formula.because}{unit}")
    return [
        *wrapped(f"{section.name.upper()}  {section.meaning}", "heading", indent=0),
        *_listed(given, "name"),
        (("muted", "  from which follow"),),
        *_listed(follow, "number"),
        *(line for field in section.fields for line in _members(field)),
    ]


def _members(field: AnyField) -> list[Line]:
    """What each entry that a field holds may say, if it holds any."""
    from ...formulas import Members

    return [(), *_section(field.section)] if isinstance(field, Members) else []


def _kind(field: AnyField) -> str:
    """What a field takes: a unit and its default, one of a few words, the name of an entry."""
    from ...formulas import Choice, Field, Members, Profile, Reference
    from ...scenario.profiles import profile_names

    match field:
        case Field():
            unit = f" [{field.unit}]" if field.unit else ""
            default = field.falls_back_to or (field.default.value if field.default else None)
            return f"{unit}; left out: {default}" if default else unit
        case Choice():
            default = f"; left out: {field.default.value}" if field.default else ""
            return f": {', '.join(field.options)}{default}"
        case Profile():
            return f": {', '.join(profile_names(field.folder))}"
        case Reference():
            return f" ({field.kind})"
        case Members():
            return " (lines of the form name: value)"


def _listed(meanings: Mapping[str, str], style: str) -> list[Line]:
    """Names with their meaning beside them."""
    from ...render.lines import wrapped

    lines: list[Line] = []
    for name, meaning in meanings.items():
        margin = max(_MARGIN, len(name) + 4)
        first, *others = wrapped(meaning, indent=margin, hanging=_MARGIN - margin)
        lines += [((style, f"  {name.ljust(margin - 2)}"), ("", first[0][1][margin:])), *others]
    return lines
