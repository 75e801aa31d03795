"""What a line of an interview says: for an idea, against it, or nothing but its name.

Whoever lists words has explained nothing: a sentence with more words of the trade than words of its
own, or that relate them, is heard as a list; and what a word means is nothing that was decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ...prose.read import quantities_in
from ...prose.written import Written
from ...units import UnitTable
from .ideas import CONCLUSIONS, TRADE, idea

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
_MANY = 3  # words of the trade, from which a sentence may be a list of them
_PARTS, _MOSTLY = 4, 0.8  # of a word each, which make a list
_SHORT = 4  # words, below which a sentence only names
_RELATING = re.compile(
    r"\b(?:(?:for|to)(?! (?:handl|solv|ensur|achiev|support|improv|provid|high|low|scal))|by|"
    r"per|from|into|when|until|if|where|before|after|behind|between|over|than|each|every|front|goes?|keeps?|kept|"
    r"puts?|serves?|sends?|holds?|needs?|takes?|hits?|writes?|reads?|answers?|asks?|costs?|lets?|breaks?)\b"
    r"|->|→|=>"
)
_FUNCTION = re.compile(
    rf"{_RELATING.pattern}|\b(?:for|to|because|so|of|in|on|with|is|are|be|that|which|as|at|since|then|"
    r"has|have|its?|they|their|only|an?|the|there|and|or|we|i|you|this|must|should|can|may|will|"
    r"would|do|not|no|who|one|other|them|our)\b|n['’]t\b"
)
_JOINED = re.compile(rf"{_FUNCTION.pattern}|\d")
_BLANKS = re.compile(r"[\s,]+")
_AND = re.compile(r",|&|\+|\b(?:and|or|with)\b")
_STRUCTURE = re.compile(r"[(){}=?:]|\b(?:users?|people|they|can)\b")
"""What makes more of single words: fields of something, or somebody who does them."""
_MEASURED = re.compile(r"(?<!\w)\d[\d.,]*\s?(?:%|[a-z]+)")
_BEFORE_A_TERM = re.compile(r"^\W*(?:[a-z\d]\)\s*)?(?:an?\s+)?")
_DEFINES = re.compile(
    r"\s+(?:\w+\s+)?(?:(?:is|are)\s+(?:(?:an?)\s+(?!must|good|better|great|natural|fit|bad|poor|"
    r"problem)|when|what|how|where|the (?:ability|number|amount|time|process|practice|way|property|"
    r"share|measure|part|component))|(?:means?|refers?|describes?|defines?|stands? for|states?)\b)"
)
_DECIDED = re.compile(r"\b(?:so(?! that)|here|we|our|i)\b")
_LONG_WORD = re.compile(r"[^\W\d_]{2,}")
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
        """Whether it lists words and says nothing with them."""
        text = self.text.lower()
        trade, relating = idea(*TRADE), 2 * len(_RELATING.findall(text))
        own = len(_words_of_its_own(trade.sub(" ", text))) + 2 * len(_MEASURED.findall(text))
        terms = len(trade.findall(_MEASURED.sub(" ", text)))
        is_bare = len(self.words) > _SHORT and not _JOINED.search(text)
        split = _BLANKS.split(text) if is_bare else _AND.split(text)
        parts = [_words_of_its_own(trade.sub(" term ", part)) for part in split]
        single = sum(len(part) <= 1 for part in parts)
        is_parted = single >= _PARTS and single > _MOSTLY * len(parts)
        is_parted = is_parted or parts.count(["term"]) >= _MANY
        return (terms >= _MANY and own + relating < terms) or (
            is_parted and not _STRUCTURE.search(text)
        )

    @cached_property
    def defines(self) -> bool:
        """Whether it says what a word of the trade means."""
        text = _BEFORE_A_TERM.sub("", self.text.lower())
        term = idea(*TRADE, "lecture").match(text)
        return bool(term and _DEFINES.match(text, term.end()) and not _DECIDED.search(text))

    def says(self, words: re.Pattern[str]) -> bool:
        """Whether it speaks for what the words stand for."""
        return any(not denied for denied in self._mentions(words))

    @property
    def concludes(self) -> bool:
        """Whether it says what follows from the numbers."""
        is_said = not (self.asks or self.is_list or self.defines or self.only_names)
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
    """The sentences of a line; a word or two that answer go with what is said of it behind."""
    found: list[str] = []
    for text in _SENTENCE_ENDS.split(_in_figures(line.strip())):
        if found and len(found[-1].split()) < _SHORT and not found[-1].endswith("?"):
            found[-1] += f" {text}"
        elif text.strip():
            found.append(text)
    return tuple(map(Sentence, found))


def _words_of_its_own(text: str) -> list[str]:
    """The words that neither join others nor praise."""
    return _LONG_WORD.findall(_FUNCTION.sub(" ", idea("praise").sub(" ", text)))


_NINES = re.compile(r"\b(three|four|five|[3-5])(?: and a half)? nines\b", re.I)
_NINES_OF = {"three": 3, "four": 4, "five": 5}
_SMALL = re.compile(r"\b(?:(half)|a (?:couple of|few)) (?:a )?(second|secs|minute|hour)s?\b", re.I)


_EVERY = re.compile(r"\bevery (?:(\d+(?:\.\d+)?) ?)?(s|sec|second|m|min|minute)s?\b", re.I)
_A_MINUTE, _AN_HOUR = (60, "a minute each"), (60, "an hour each")


def _in_figures(text: str) -> str:
    """The text with what people write of numbers in words: four nines, half a second, and how often
    something comes for how long it takes to come again: every 5 seconds, 12 a minute each.
    """
    nines = _EVERY.sub(_often, _NINES.sub(_percent, text))
    return _SMALL.sub(lambda found: f"{0.5 if found[1] else 2} {found[2].removesuffix('s')}", nines)


def _often(found: re.Match[str]) -> str:
    many, time = _A_MINUTE if found[2].lower().startswith("s") else _AN_HOUR
    return f"{many / float(found[1] or 1):g} {time}" if float(found[1] or 1) else found[0]


def _percent(found: re.Match[str]) -> str:
    many = _NINES_OF.get(found[1].lower()) or int(found[1])
    return f"99.{'9' * (many - 2)}{'5' if 'half' in found[0] else ''}%"
