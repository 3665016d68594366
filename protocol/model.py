"""The schemas as the generators see them: scalars, enums, objects and unions, in file order.

Only the part of JSON Schema that `protocol/schema/` uses is understood; anything else is an error
here, so that nothing is silently left out of the generated code.
"""

import json
import pathlib
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).resolve().parent
FILES = ("errors", "types", "events", "client_frames", "server_frames", "requests", "responses")


@dataclass(frozen=True)
class Scalar:
    """A string, number or choice that C++ has a type for; `base` types live outside the wire."""

    name: str
    doc: str
    cpp: str
    json: str
    lenient: bool = False
    max_bytes: int | None = None
    values: tuple[str, ...] = ()
    schema: dict = field(default_factory=dict, compare=False, hash=False)


@dataclass(frozen=True)
class Enum:
    """A choice of our own: a C++ enum class."""

    name: str
    doc: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class ListOf:
    element: object


@dataclass(frozen=True)
class MapOf:
    key: object
    value: object


@dataclass(frozen=True)
class Field:
    """One property. Absent where it is not required; null where it is nullable and has no value."""

    name: str
    doc: str
    type: object
    required: bool
    nullable: bool

    @property
    def is_flag(self):
        """True or absent."""
        return isinstance(self.type, Scalar) and self.type.name in ("flag", "wish")

    @property
    def is_many(self):
        return isinstance(self.type, (ListOf, MapOf))

    @property
    def is_optional(self):
        """Kept in a std::optional; a list that is not required is simply empty."""
        return (self.nullable or not self.required) and not self.is_flag and not self.is_many


@dataclass(frozen=True)
class Object:
    name: str
    doc: str
    tag: tuple[str, str] | None
    fields: tuple[Field, ...]
    base: str | None
    exactly_one: tuple[str, ...]
    examples: tuple = field(default=(), compare=False, hash=False)


@dataclass(frozen=True)
class Union:
    name: str
    doc: str
    tag: str
    options: tuple[Object, ...]
    unknown: str | None


BOOLEAN = Scalar("boolean", "", "bool", "boolean")
STRING = Scalar("string", "", "std::string", "string")


class Model:
    """All definitions, by `file.json#/$defs/Name`."""

    def __init__(self, schemas):
        self.schemas = schemas
        self.by_ref = {}
        self.files = {}
        for file in FILES:
            self.files[file] = {}
            for name in schemas[file]["$defs"]:
                self.files[file][name] = self._define(file, name)

    def of_kind(self, file, kind):
        return [entry for entry in self.files[file].values() if isinstance(entry, kind)]

    def _define(self, file, name):
        ref = f"{file}.json#/$defs/{name}"
        if ref not in self.by_ref:
            try:
                self.by_ref[ref] = self._read(file, name, self.schemas[file]["$defs"][name])
            except KeyError as missing:
                raise SystemExit(f"{ref}: no {missing}") from missing
        return self.by_ref[ref]

    def _read(self, file, name, schema):
        notes = schema.get("x-parley", {})
        doc = schema["description"]
        if "enum" in schema:
            values = tuple(schema["enum"])
            if "base" in notes:
                return Scalar(name, doc, notes["base"], "string", values=values, schema=schema)
            return Enum(name, doc, values)
        if "tag" in notes:
            options = tuple(self._follow(file, option["$ref"]) for option in schema["oneOf"])
            return Union(name, doc, notes["tag"], options, notes.get("unknown"))
        if schema.get("type") == "object":
            return self._object(file, name, schema)
        kind = schema.get("type", "boolean")
        return Scalar(name, doc, notes["cpp"], "boolean" if isinstance(kind, list) else kind,
                      notes.get("lenient", False), notes.get("max_bytes"), schema=schema)

    def _object(self, file, name, schema):
        tag, fields = None, []
        required = schema.get("required", [])
        unknown = set(required) - set(schema["properties"])
        if unknown:
            raise SystemExit(f"{name}: required but not described: {sorted(unknown)}")
        for key, prop in schema["properties"].items():
            if isinstance(prop.get("const"), str):
                tag = (key, prop["const"])
                continue
            kind, nullable = self._type(file, f"{name}.{key}", prop)
            fields.append(Field(key, prop.get("description", ""), kind, key in required, nullable))
        exactly_one = tuple(one["required"][0] for one in schema.get("oneOf", []))
        return Object(name, schema["description"], tag, tuple(fields),
                      schema.get("x-parley", {}).get("base"), exactly_one,
                      tuple(schema.get("examples", ())))

    def _type(self, file, where, prop):
        """The type of a property, and whether it may be null."""
        if "$ref" in prop:
            return self._follow(file, prop["$ref"]), False
        if "oneOf" in prop:
            value, null = prop["oneOf"]
            if null != {"type": "null"}:
                raise SystemExit(f"{where}: oneOf is for `a value or null` only")
            return self._type(file, where, value)[0], True
        kind = prop.get("type")
        if kind == "array":
            return ListOf(self._type(file, where, prop["items"])[0]), False
        if kind == "object":
            key = self._type(file, where, prop["propertyNames"])[0]
            return MapOf(key, self._type(file, where, prop["additionalProperties"])[0]), False
        if kind in ("boolean", "string"):
            return (BOOLEAN if kind == "boolean" else STRING), False
        raise SystemExit(f"{where}: a property is a $ref, an array, a map, a boolean or a string")

    def _follow(self, file, ref):
        path, name = ref.split("#/$defs/")
        return self._define(path.removesuffix(".json") or file, name)


def load_schemas(errors_schema):
    """The hand-written schemas, and the one of the error codes that is made from errors.def."""
    schemas = {"errors": errors_schema}
    for file in FILES[1:]:
        schemas[file] = json.loads((HERE / "schema" / f"{file}.json").read_text("utf-8"))
    return schemas
