"""JSON and YAML of strangers: plain values, or one line with file and line."""

import pytest

from schemas.errors import PackageError
from schemas.typed_files import line_of, read_json, read_yaml

BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "f:1 is not JSON"),
        ('{"a"\n:\n1,}', "f:3 is not JSON"),
        ("", "f:1 is not JSON"),
        ("\ufeff{}", "f:1 is not JSON"),
        ('{"b": 0,\n"a": 1, "a": 2}', "f:2 has the property “a” twice"),
        ("[1,\nNaN]", "f:2 has NaN"),
        ("[-Infinity]", "f:1 has -Infinity"),
        ("[1e999]", "f:1 has a number out of range"),
        (f"[{'9' * 5000}]", "f:1 has a number of 5,000 digits"),
        ("[" * 100_000, "f:1 is nested more than 40 levels"),
        ('{"a":\n' * 50 + "1" + "}" * 50, "f:41 is nested more than 40 levels"),
    ],
)
def test_json_that_is_refused(text: str, words: str) -> None:
    with pytest.raises(PackageError, match=words):
        read_json("f", text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [1,\n 2\n]]", "f:3 is not YAML"),
        ("a: 1\na: 2", "f:2 has the key “a” twice"),
        (BOMB, "more than 200,000 values once its aliases"),
        ("&a [*a]", "nested more than 40 levels"),
        ("[" * 100_000, "f:1 is nested more than 40 levels"),
        ("- " * 100_000, "f:1 is nested more than 40 levels"),
        ("- !!python/object/apply:os.system ['true']", "f:1 is not YAML: could not determine a constructor"),
        ("a: 2026-13-45", "a value that cannot be: month"),
        (f"a: {'9' * 5000}", "a value that cannot be"),
        ("a: \0", "f:1 is not YAML"),
        ("? [a]\n: b", "unhashable key"),
    ],
)
def test_yaml_that_is_refused(text: str, words: str) -> None:
    with pytest.raises(PackageError, match=words):
        read_yaml("f", text)


def test_brackets_in_texts_are_no_nesting() -> None:
    assert read_json("f", '["' + "[{" * 100 + '"]') == ["[{" * 100]


@pytest.mark.parametrize("text", ['{"a": 1,\n "b": [\n  {"c": 2}]}', "a: 1\nb:\n  - c: 2\n"])
def test_the_line_of_a_value(text: str) -> None:
    assert line_of(text, ("b", 0, "c")) == 3
    assert line_of(text, ("b",)) == 2
    assert line_of(text, ("nothing",)) == 1
