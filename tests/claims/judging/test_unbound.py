"""The numbers that are bound to nothing, in text that has no end of them."""

import pytest

from capest.claims.documents.document import document_of
from capest.claims.judging.unbound import candidates_of
from capest.claims.marks.binding import LOOK_BACK

_MOST_SAID = 2_100
"""Characters about one number: what is looked at must not grow with the paragraph."""


@pytest.mark.parametrize(
    "piece",
    ["search peaks at 104K/s, ", "search peaks at 104K/s.\n", "20M * 30 / 86400 = 3472 and "],
)
def test_a_number_in_a_long_paragraph_is_read_with_what_stands_near_it_alone(piece: str) -> None:
    document = document_of("a.md", piece * 400)
    found = list(candidates_of(document, (), ()))
    assert len(found) >= 400
    for candidate in found:
        assert sum(last - first for first, last in candidate.before) <= LOOK_BACK
        assert len(candidate.sentence) <= _MOST_SAID
        assert candidate.written.text in candidate.sentence
