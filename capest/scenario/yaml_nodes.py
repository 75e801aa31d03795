"""YAML as text: every scalar stays the characters that were written, with its line and column.

YAML's own typing is left out on purpose (it reads 3:1 as 181 and 12:30:45 as 45045, and lets a
duplicate key win silently), and so are anchors, aliases and tags: a scenario has names for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..problems import MANY, Passage, Problem, Source, Span, lines_of
from ..records import record

if TYPE_CHECKING:
    from yaml.events import Event

MAXIMUM_LENGTH = 200_000
"""Longest scenario in characters: about 4,000 lines, which are read in a second."""
MAXIMUM_DEPTH = 16
"""Levels: several times those of any scenario, and far fewer than Python's stack takes."""
LONGEST_KEY = 100
"""Characters of a key: names stand in tables and messages, where longer ones leave no room."""

TextPlace = tuple[int, int]
"""A line and a column, from 1."""
TextStretch = tuple[TextPlace, TextPlace]
"""Where a node begins, and what follows it."""
_NOWHERE: TextStretch = ((0, 0), (0, 0))


@record
class Scalar:
    """A value or a key."""

    passage: Passage
    stretch: TextStretch = _NOWHERE
    """With its quotes; nowhere for one that stands in no text."""

    @property
    def text(self) -> str:
        """The characters of the value."""
        return self.passage.text

    @property
    def span(self) -> Span:
        """Where the value stands."""
        return self.passage.span()


@record
class Pairs:
    """A mapping, in the order it was written; keys are unique."""

    items: tuple[tuple[Scalar, Node], ...]
    span: Span
    end: TextPlace = (0, 0)
    """Of one in brackets, what follows them; (0, 0) for one that its indentation makes."""


@record
class Items:
    """A sequence."""

    items: tuple[Node, ...]
    span: Span


Node = Scalar | Pairs | Items


def compose(source: Source) -> tuple[Node | None, tuple[Problem, ...]]:
    """The source's one YAML document as nodes, and what is wrong with it."""
    if len(source.text) > MAXIMUM_LENGTH:
        return None, (_too_long(source),)
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    composer = _Composer(source)
    try:
        node = composer.document(yaml.parse(source.text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        return None, (*composer.problems, _syntax_problem(source, error))
    except (yaml.YAMLError, UnicodeEncodeError):
        return None, (_character_problem(source),)
    except _Stop:
        return None, tuple(composer.problems)
    return node, tuple(composer.problems)


class _Stop(Exception):
    """The document cannot be read further."""


class _Composer:
    """Builds nodes from YAML events; events come one by one, so nothing is expanded unasked."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.lines = lines_of(source.text)

    def document(self, events: Iterator[Event]) -> Node | None:
        import yaml

        node: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._problem("second-document", "a scenario is one YAML document", event)
                    raise _Stop
            elif isinstance(event, yaml.NodeEvent):
                node = self.node(event, events, 0)
        return node

    def node(self, event: Any, events: Iterator[Event], depth: int) -> Node:
        import yaml

        self._refuse_extras(event)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(self._passage(event), (_place(event.start_mark), _place(event.end_mark)))
        if depth >= MAXIMUM_DEPTH:
            self.problems.append(_too_deep(self._span(event)))
            raise _Stop
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(events), yaml.SequenceEndEvent):
                items.append(self.node(inner, events, depth + 1))
            return Items(tuple(items), self._span(event))
        return self._pairs(event, events, depth)

    def _pairs(self, event: Any, events: Iterator[Event], depth: int) -> Pairs:
        import yaml

        pairs: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(inner := next(events), yaml.MappingEndEvent):
            key = self.node(inner, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if len(self.problems) >= MANY:
                raise _Stop
            if not isinstance(key, Scalar):
                self._problem("key", "a key is one word", inner)
            elif len(key.text) > LONGEST_KEY:
                told = f"a key has at most {LONGEST_KEY} characters, not {len(key.text):,}"
                self._problem("key", told, inner, "the title, a source and a note may be longer")
            elif key.text in pairs:
                first = pairs[key.text][0].span.line
                self.problems.append(
                    Problem(
                        code="duplicate-key",
                        message=f"'{key.text}' is already set in line {first}",
                        span=key.span,
                        hint="keep one of the two",
                    )
                )
            else:
                pairs[key.text] = (key, value)
        end = _place(inner.end_mark) if event.flow_style else (0, 0)
        return Pairs(tuple(pairs.values()), self._span(event), end)

    def _refuse_extras(self, event: Any) -> None:
        import yaml

        if isinstance(event, yaml.AliasEvent):
            self._problem(
                "alias",
                f"the alias *{event.anchor} is YAML that capest does not use",
                event,
                "give the value a name under assumptions: and use the name",
            )
            raise _Stop
        if event.anchor:
            self._problem(
                "alias",
                f"the anchor &{event.anchor} is YAML that capest does not use",
                event,
                "give the value a name under assumptions: and use the name",
            )
        if event.tag not in (None, "!"):
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._problem("tag", f"the tag {tag} means nothing here", event, "leave it out")

    def _passage(self, event: Any) -> Passage:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        written = self.lines[line - 1] if line <= len(self.lines) else ""
        if event.style in ("'", '"'):
            column += 1
        verbatim = written[column - 1 :].startswith(event.value) and bool(event.value)
        if not verbatim and event.style in ("'", '"'):
            column -= 1
        return Passage(event.value, self.source, line, column, verbatim)

    def _span(self, event: Any) -> Span:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        return Span(self.source, line, column, column + 1)

    def _problem(self, code: str, message: str, event: Any, hint: str | None = None) -> None:
        self.problems.append(Problem(code=code, message=message, span=self._span(event), hint=hint))


def _place(mark: Any) -> TextPlace:
    return mark.line + 1, mark.column + 1


def _syntax_problem(source: Source, error: Any) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    before = "".join((*lines_of(source.text)[: line - 1], source.line(line)[: column - 1]))
    if sum(map(before.count, "[{")) - sum(map(before.count, "]}")) > MAXIMUM_DEPTH:
        return _too_deep(Span(source, line, column, column + 1))  # the scanner looked ahead
    said = (error.problem or "this is not YAML").replace("\n", " ")
    if error.context_mark and error.context_mark.line + 1 != line:
        said += f", {error.context} that begins in line {error.context_mark.line + 1}"
    hint = "indent with spaces, write a space after ':', and quote text that holds ': ' or ' #'"
    if source.line(line)[column - 1 : column] in ("%", "@", "`"):
        hint = "quote a value that begins with a special character"
    if source.line(line)[column - 1 : column] == "\t":
        said, hint = "a tab, where YAML wants spaces", "indent with spaces"
    return Problem(
        code="yaml", message=said, span=Span(source, line, column, column + 1), hint=hint
    )


def _too_deep(span: Span) -> Problem:
    return Problem(code="too-deep", message=f"nested more than {MAXIMUM_DEPTH} deep", span=span)


def _character_problem(source: Source) -> Problem:
    from yaml.reader import Reader

    line, column = 1, 1
    for number, text in enumerate(lines_of(source.text), 1):
        found = Reader.NON_PRINTABLE.search(text)
        if found:
            line, column = number, found.start() + 1
            break
    return Problem(
        code="yaml",
        message="a control character, which YAML does not allow",
        span=Span(source, line, column, column + 1),
        hint="remove the character",
    )


def _too_long(source: Source) -> Problem:
    return Problem(
        code="file-too-large",
        message=f"{source.name} has {len(source.text):,} characters; "
        f"a scenario has at most {MAXIMUM_LENGTH:,}",
        hint="is this the file you meant?",
    )
