"""What a line of an interview says: for an idea, against it, or nothing but its name.

Whoever lists words has explained nothing: a sentence with four ideas or more and fewer words that
join them is heard as a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ...prose.read import quantities_in
from ...prose.written import Written
from ...units import UnitTable
from .ideas import CONCLUSIONS, DESIGN, idea

_SENTENCE_ENDS = re.compile(r"(?<=[.!?;])\s+")
_CLAUSE_ENDS = re.compile(r"[;:]|,(?!.*\b(?:or|nor)\b)|\b(?:but|because|so|while|then|as|since)\b")
_NEGATIONS = re.compile(
    r"\b(?:no|not|never|without|neither|nor|avoid\w*|skip\w*|cannot|nothing|none|against|drop)\b"
    r"|n['’]t\b|\b(?:instead of|rather than)\b|\bdont\b|\bwont\b"
)
_NOT_NEGATIONS = re.compile(
    r"\b(?:not (?:only|just)|no single point\w*|no (?:problem|later|more|less) than|no downtime"
    r"|(?:can|could|may|must) not (?:lose|be lost|fail)|cannot lose|no need for more)\b"
)
_DENIED_BEHIND = re.compile(
    r"^\W*(?:(?:is|are|would be|will be|seems?|be)\W+)?(?:not|n['’]t|un|over)[\w ]{0,4}"
    r"(?:need\w*|necessar\w*|kill|worth|useful|required)|^\W*(?:isn|aren)['’]?t (?:need|nece|worth)"
)
_REACH = 6  # words behind a "no" of which it is said
_MANY = 4  # ideas, from which a sentence may be a list
_SHORT = 4  # words, below which a sentence only names
_JOINING = re.compile(
    r"\b(?:for|because|so|by|to|of|in|on|per|from|when|with|is|are|be|that|which|as|at|into|over|"
    r"before|after|behind|since|if|then|than|until|where|goes?|keeps?|kept|puts?|serves?|sends?|"
    r"holds?|needs?|takes?|has|have|costs?|lets?|its?|they|their|each|only|asks?|every|front|hits?|"
    r"writes?|reads?|answers?)\b"
)
_FUNCTION = re.compile(
    rf"{_JOINING.pattern}|\b(?:a|an|the|and|or|we|i|you|this|must|should|can|may|will|would|do|not|"
    r"no|than|who|one|other|them)\b|n['’]t\b|->|→"
)
_PARTED = re.compile(r"[,(){}/=?:\d]")
_ARROW = re.compile(r"-+>|→|=>")
_WORD = re.compile(r"[\w'’%./-]*\w[\w'’%]*")


@dataclass(frozen=True)
class Sentence:
    """One sentence of an answer."""

    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words."""
        return tuple(_WORD.findall(self.text.lower()))

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip().endswith("?")

    @property
    def only_names(self) -> bool:
        """Whether it is too short to explain anything, or has no word that joins others."""
        return len(self.words) < _SHORT or not _FUNCTION.search(self.text.lower())

    @cached_property
    def is_list(self) -> bool:
        """Whether it lists words of the trade and says nothing with them."""
        said = {found[0] for found in idea(*DESIGN).finditer(self.text)}
        ideas = len({next(n for n in DESIGN if idea(n).fullmatch(one)) for one in said})
        joining = len(_JOINING.findall(self.text.lower())) + 2 * len(_ARROW.findall(self.text))
        return (ideas >= _MANY and joining < ideas) or self.is_soup

    @property
    def is_soup(self) -> bool:
        """Whether it has words of meaning alone, with nothing between them."""
        text = self.text.lower()
        return len(self.words) > _SHORT and not (_FUNCTION.search(text) or _PARTED.search(text))

    def says(self, words: re.Pattern[str]) -> bool:
        """Whether it speaks for what the words stand for."""
        return any(not denied for denied in self._mentions(words))

    @property
    def concludes(self) -> bool:
        """Whether it says what follows from the numbers."""
        is_said = not (self.asks or self.is_list or self.only_names)
        return is_said and bool(idea("conclusion").search(self.text)) and self.about(CONCLUSIONS)

    def about(self, names: tuple[str, ...]) -> bool:
        """Whether it speaks of any of some ideas, for or against."""
        return bool(idea(*names).search(self.text))

    def denies(self, words: re.Pattern[str]) -> bool:
        """Whether it speaks of it only to say that it is not to be."""
        found = list(self._mentions(words))
        return bool(found) and all(found)

    def _mentions(self, words: re.Pattern[str]) -> Iterator[bool]:
        """Of each mention, whether it is denied."""
        text = _NOT_NEGATIONS.sub(lambda found: "_" * len(found[0]), self.text.lower())
        clauses = [end.end() for end in _CLAUSE_ENDS.finditer(text)]
        for found in words.finditer(text):
            start = max((end for end in clauses if end <= found.start()), default=0)
            before = text[start : found.start()]
            negation = [each.end() for each in _NEGATIONS.finditer(before)]
            near = negation and len(_WORD.findall(before[negation[-1] :])) < _REACH
            yield bool(near or _DENIED_BEHIND.match(text[found.end() :]))

    def quantities(self, units: UnitTable) -> tuple[Written, ...]:
        """The quantities that it states."""
        return tuple(each for each in quantities_in(self.text, units) if isinstance(each, Written))


def statements(line: str) -> tuple[Sentence, ...]:
    """The sentences of a line."""
    said = _in_figures(line.strip())
    return tuple(Sentence(text) for text in _SENTENCE_ENDS.split(said) if text.strip())


_NINES = re.compile(r"\b(three|four|five|[3-5])(?: and a half)? nines\b", re.I)
_NINES_OF = {"three": 3, "four": 4, "five": 5}
_SMALL = re.compile(r"\b(?:(half)|a (?:couple of|few)) (?:a )?(second|secs|minute|hour)s?\b", re.I)


def _in_figures(text: str) -> str:
    """The text with what people write of numbers in words: four nines, half a second."""
    nines = _NINES.sub(_percent, text)
    return _SMALL.sub(lambda found: f"{0.5 if found[1] else 2} {found[2].removesuffix('s')}", nines)


def _percent(found: re.Match[str]) -> str:
    many = _NINES_OF.get(found[1].lower()) or int(found[1])
    return f"99.{'9' * (many - 2)}{'5' if 'half' in found[0] else ''}%"
