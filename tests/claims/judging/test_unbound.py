"""The numbers that are bound to nothing, in text that has no end of them."""

import pytest

from capest.claims.documents.document import document_of
from capest.claims.judging.unbound import MOST_NUMBERS, unbound_in
from capest.claims.marks.binding import LOOK_BACK

_MOST_SAID = 2_100
"""Characters about one number: what is looked at must not grow with the paragraph."""


@pytest.mark.parametrize(
    "piece",
    ["search peaks at 104K/s, ", "search peaks at 104K/s.\n", "20M * 30 / 86400 = 3472 and "],
)
def test_a_number_in_a_long_paragraph_is_read_with_what_stands_near_it_alone(piece: str) -> None:
    document = document_of("a.md", piece * 400)
    found = unbound_in(document, (), ()).candidates
    assert len(found) >= 400
    for candidate in found:
        first, last = candidate.before
        assert last - first <= LOOK_BACK
        assert len(candidate.sentence) <= _MOST_SAID
        assert candidate.written.text in candidate.sentence


def _unread(number: int) -> int | None:
    document = document_of("a.md", "5 GB\n\n" * number)
    found = unbound_in(document, (), ())
    assert len(found.candidates) == min(number, MOST_NUMBERS)
    return found.unread_from


def test_of_a_document_without_end_the_first_numbers_are_read_and_the_rest_is_told():
    assert _unread(MOST_NUMBERS) is None
    assert _unread(MOST_NUMBERS + 1) == MOST_NUMBERS * len("5 GB\n\n")


@pytest.mark.parametrize("piece", ["1 ", "1/", "5 GB ", "约为150GB的", "word 20 MB "])
def test_a_sentence_without_end_is_cut_between_words(piece: str) -> None:
    """So that reading stops in the middle of a paragraph, too."""
    found = unbound_in(document_of("a.md", piece * 20_000), (), ())
    assert found.unread_from is not None
    assert found.unread_from < len(piece) * 20_000
    texts = {item.written.text for item in found.candidates}
    assert len(texts) <= 3
