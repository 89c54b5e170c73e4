"""The constructors of metadata fields: the only way a schema may say that a field exists.

A field is written once, in the schema of its type. Forms, columns, the index, every export, the API
and docs/reference/fields.md are derived from the `FieldSpec` it carries.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypedDict, Unpack

from marshmallow import ValidationError, fields

from archive.core.errors import Invalid, Problem
from archive.core.words import message
from archive.metadata.record import Value
from archive.metadata.stated import stated
from archive.metadata.terms import element_of
from archive.metadata.values import CHECKS, Limits

FieldKind = Literal[
    "text",
    "edtf",
    "agent",
    "place",
    "subject",
    "event",
    "language",
    "uri",
    "choice",
    "number",
    "duration",
    "record",
]

# Kinds whose values are names of authorities: they become links to agents, places, subjects, events.
AUTHORITY_KINDS = ("agent", "place", "subject", "event")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """All that is known of a field; everything that lists fields reads this and nothing else."""

    name: str = ""
    kind: FieldKind
    term: str  # "dcterms:created"
    broader: str = ""  # element of simple Dublin Core, "dc:date"; empty if it has none
    label: str = ""  # English; shown through the reader's translation
    help: str = ""
    repeatable: bool = True  # if not: one value, or one in each language
    required: bool = False
    translatable: bool = False  # values may state their language
    weight: int = 1  # in search, 1 to 10; 0 leaves it out of the full text
    facet: str | None = None
    widget: str = "line"
    vocabulary: str | None = None
    group: str = "content"
    minimum: float | None = None
    maximum: float | None = None

    @property
    def searched(self) -> bool:
        """Whether its words are found by a search in everything."""
        return self.weight > 0

    @property
    def element(self) -> str:
        """The bare name of its simple Dublin Core element (`date`), or ""."""
        return self.broader.partition(":")[2]

    @property
    def is_authority(self) -> bool:
        """Whether its values name agents, places, subjects or events."""
        return self.kind in AUTHORITY_KINDS


class Options(TypedDict, total=False):
    """What a constructor may be told beyond term and label."""

    broader: str
    help: str
    repeatable: bool
    required: bool
    translatable: bool
    weight: int
    facet: str | None
    widget: str
    group: str


class ValuesField(fields.Field[tuple[Value, ...]]):
    """A marshmallow field whose loaded form is a tuple of checked values."""

    def __init__(self, spec: FieldSpec) -> None:
        missing = Problem(
            reason=message("no value is given"), remedy=message("Every record of this type needs one.")
        )
        super().__init__(
            required=spec.required,
            # marshmallow passes a list on as it is; texts would be formatted.
            error_messages={"required": [missing]},
            metadata={"spec": spec},
        )
        self.spec = spec
        self._check = CHECKS[spec.kind]
        self._limits = Limits(spec.vocabulary, spec.minimum, spec.maximum, spec.translatable)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> tuple[Value, ...]:
        good: list[Value] = []
        problems: list[Problem] = []
        for each in stated(value):
            try:
                good.append(self._check(each, self._limits))
            except Invalid as error:
                problems += [replace(problem, value=problem.value or each.text) for problem in error.problems]
        if not self.spec.repeatable and len(good) > 1:
            problems += _one_each(good)
        if problems:
            raise ValidationError(problems)
        return tuple(dict.fromkeys(good)) if len(good) > 1 else tuple(good)


def _one_each(values: list[Value]) -> list[Problem]:
    """Refuse a second, different value in the same language."""
    first: dict[str | None, Value] = {}
    return [
        Problem(
            value=value.text,
            reason=message('only one value is allowed, and there is one already: "{first}"', first=seen.text),
            remedy=message("Keep one, or state the language of each if one translates the other."),
        )
        for value in values
        if (seen := first.setdefault(value.language, value)) != value
    ]


def _field(defaults: dict[str, Any], options: Options) -> ValuesField:
    settings = defaults | dict(options)
    settings.setdefault("broader", element_of(settings["term"]))
    return ValuesField(FieldSpec(**settings))


def text(term: str, label: str, **options: Unpack[Options]) -> ValuesField:
    """Words, which may state their language."""
    return _field({"kind": "text", "term": term, "label": label, "translatable": True}, options)


def edtf(term: str, label: str, **options: Unpack[Options]) -> ValuesField:
    """A date: EDTF, or human text that is kept as it stands beside the EDTF it was read as."""
    defaults = {"kind": "edtf", "term": term, "label": label, "widget": "date", "weight": 0, "group": "dates"}
    return _field(defaults, options)


def agents(term: str, label: str, **options: Unpack[Options]) -> ValuesField:
    """Names of people, bodies or families."""
    return _authority("agent", term, label, {"group": "responsibility", **options})


def places(term: str, label: str, **options: Unpack[Options]) -> ValuesField:
    """Names of places."""
    return _authority("place", term, label, options)


def subjects(term: str, label: str, **options: Unpack[Options]) -> ValuesField:
    """Headings of the subject vocabulary."""
    return _authority("subject", term, label, options)


def events(term: str, label: str, **options: Unpack[Options]) -> ValuesField:
    """Names of events."""
    return _authority("event", term, label, options)


def _authority(kind: FieldKind, term: str, label: str, options: Options) -> ValuesField:
    defaults = {"kind": kind, "term": term, "label": label, "translatable": True, "widget": "authority"}
    return _field(defaults | {"weight": 3}, options)


def language(term: str, label: str, **options: Unpack[Options]) -> ValuesField:
    """Languages as BCP 47 tags; their names in English and Spanish are understood."""
    defaults = {"kind": "language", "term": term, "label": label, "widget": "language", "weight": 0}
    return _field(defaults, options)


def uri(term: str, label: str, *, vocabulary: str | None = None, **options: Unpack[Options]) -> ValuesField:
    """An address or other URI, of a vocabulary if one is named."""
    defaults = {"kind": "uri", "term": term, "label": label, "vocabulary": vocabulary, "weight": 0}
    return _field(defaults | {"widget": "choice" if vocabulary else "uri"}, options)


def choice(term: str, label: str, *, vocabulary: str, **options: Unpack[Options]) -> ValuesField:
    """One of the terms of a vocabulary."""
    defaults = {"kind": "choice", "term": term, "label": label, "vocabulary": vocabulary, "weight": 0}
    return _field(defaults | {"widget": "choice"}, options)


def number(
    term: str,
    label: str,
    *,
    minimum: float | None = None,
    maximum: float | None = None,
    **options: Unpack[Options],
) -> ValuesField:
    """A number between two limits."""
    defaults = {"kind": "number", "term": term, "label": label, "minimum": minimum, "maximum": maximum}
    return _field(defaults | {"widget": "number", "weight": 0, "repeatable": False}, options)


def duration(term: str, label: str, **options: Unpack[Options]) -> ValuesField:
    """A length of time, kept as ISO 8601 (`PT1H20M`)."""
    defaults = {"kind": "duration", "term": term, "label": label, "widget": "duration", "weight": 0}
    return _field(defaults | {"repeatable": False}, options)


def records(term: str, label: str, **options: Unpack[Options]) -> ValuesField:
    """Other records: their identifiers here, or a reference to what is elsewhere."""
    defaults = {"kind": "record", "term": term, "label": label, "widget": "record", "group": "relations"}
    return _field(defaults, options)
