"""Who changes what is cached."""

from ...formulas import Part, Reference

WRITERS = Part(
    fields=(
        Reference(
            name="written_by",
            section="traffic",
            meaning="the traffic entry whose requests change its items",
        ),
    ),
)
