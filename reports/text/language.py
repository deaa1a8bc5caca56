"""Words by language: what charts, values, dates and the frame of the site say, from one file per language.

In: `en.yaml`, `zh.yaml` … beside this module, all with the same keys. Out: `words("zh")["staircase.title"]`, and
`words("zh").fill("value.percent", amount="41")` for a text with places to fill. A language is added by its file and by
translated pages. Labels of what the data hold are in `reports.text.labels`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from schemas.places import NoSuchPlace, fill
from schemas.shapes import anything, mapping, refuse
from schemas.typed_files import read_yaml

FOLDER = Path(__file__).resolve().parent
ENGLISH = "en"


class MissingWords(LookupError):
    """A language or a text that is not there; the message names file and key."""


@dataclass(frozen=True)
class Language:
    """The texts of one language by key; keys of the file's levels are joined by dots."""

    code: str
    file: str
    texts: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        """Return the text of a key. Raises MissingWords."""
        try:
            return self.texts[key]
        except KeyError:
            raise MissingWords(f"{self.file}: no words for “{key}”") from None

    def fill(self, key: str, **values: object) -> str:
        """Return the text of a key with its places filled. Raises MissingWords."""
        try:
            return fill(self[key], values)
        except NoSuchPlace as error:
            raise MissingWords(f"{self.file}: “{key}”: {error}") from None


@cache
def words(language: str = ENGLISH) -> Language:
    """Return the texts of a language. Raises MissingWords if it has no file."""
    path = FOLDER / f"{language}.yaml"
    if not path.is_file():
        raise MissingWords(f"reports/text/{language}.yaml is not there")
    file, content = f"reports/text/{path.name}", path.read_text(encoding="utf-8")
    tree = read_yaml(file, content)
    refuse(file, content, mapping(anything)(tree, ()))
    return Language(language, file, flatten(tree))


def in_language(row: Mapping[str, Any], column: str, language: str) -> str:
    """Return a text that a row has in several languages: that of the column named after the language, else English.

    >>> in_language({"statement": "Yes.", "statement_zh": "是。"}, "statement", "zh")
    '是。'
    >>> in_language({"statement": "Yes."}, "statement", "fr")
    'Yes.'
    """
    text: str = row.get(f"{column}_{language}", row[column])
    return text


def flatten(tree: Mapping[str, Any], before: str = "") -> dict[str, str]:
    """Return the texts of nested mappings under one level of keys.

    >>> flatten({"a": {"b": "x", "c": {"d": "y"}}})
    {'a.b': 'x', 'a.c.d': 'y'}
    """
    found: dict[str, str] = {}
    for key, value in tree.items():
        name = f"{before}{key}"
        found |= flatten(value, f"{name}.") if isinstance(value, Mapping) else {name: str(value)}
    return found
