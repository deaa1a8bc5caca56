"""The body of an issue that was made with a form, read as answers.

GitHub writes a form as `### Label`, an empty line and the answer, in the order of the form; `_No response_` stands for
none. What a person typed may hold such a heading too: a label that stands there twice is refused, as nobody could say
which is the form's.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from checks.canonical import SPELLED
from schemas.csv_text import quoted
from schemas.errors import UserError
from scripts.issue_forms import CONFIRM_LABEL, Form, Question

LONGEST = 65_536  # characters that GitHub takes for the body of an issue
NOTHING = "_No response_"
FORMULA = ("=", "+", "-", "@")  # what makes a spreadsheet compute a cell
CHECKED = re.compile(r"- \[[xX]\] ")


@dataclass(frozen=True)
class Mistake:
    """What is wrong with an answer, and how to put it right; `label` as the form shows it."""

    label: str
    message: str
    fix: str

    def __str__(self) -> str:
        return f"{self.label}: {self.message}; {self.fix}"


def headings(form: Form) -> list[str]:
    """Return the labels of a form in its order."""
    return [q.label for q in form.questions] + ([CONFIRM_LABEL] if form.confirm else [])


def form_of(body: str, known: Sequence[Form]) -> Form:
    """Return the form with which an issue was made. Raises UserError if it was none of them."""
    lines = {line.rstrip() for line in _lines(body)}
    for form in known:
        if all(f"### {label}" in lines for label in headings(form)):
            return form
    names = ", ".join(f"“{form.name}”" for form in known)
    raise UserError(f"this is not the body of an issue made with one of the forms {names}: its headings are missing")


def read_answers(body: str, form: Form) -> tuple[dict[str, str], list[Mistake]]:
    """Return the answer to each question by its id, and what is wrong with them. Raises UserError if the headings of
    the form cannot be told from what was typed."""
    if len(body) > LONGEST:
        raise UserError(f"the text has {len(body):,} characters; the body of an issue has at most {LONGEST:,}")
    raw = _split(_lines(body), headings(form))
    answers, mistakes = {}, []
    for question in form.questions:
        answers[question.id], found = _answer(question, raw[question.label])
        mistakes += found
    if form.confirm and not CHECKED.match(raw[CONFIRM_LABEL]):
        mistakes.append(Mistake(CONFIRM_LABEL, "the box is not ticked", "read the page, then tick it"))
    return answers, mistakes


def _lines(body: str) -> list[str]:
    """Return the lines as GitHub ends them: other characters that end a line elsewhere are part of an answer."""
    return body.replace("\r\n", "\n").split("\n")


def _split(lines: Sequence[str], labels: Sequence[str]) -> dict[str, str]:
    at = {label: [n for n, line in enumerate(lines) if line.rstrip() == f"### {label}"] for label in labels}
    twice = [label for label, places in at.items() if len(places) > 1]
    if twice:
        raise UserError(f"the heading “### {twice[0]}” stands there twice; remove the one that is part of an answer")
    starts = [at[label][0] for label in labels]
    if starts != sorted(starts):
        raise UserError("the headings are not in the order of the form; leave them as GitHub wrote them")
    ends = [*starts[1:], len(lines)]
    texts = ["\n".join(lines[a + 1 : b]).strip() for a, b in zip(starts, ends, strict=True)]
    return {label: "" if text == NOTHING else text for label, text in zip(labels, texts, strict=True)}


def _answer(question: Question, typed: str) -> tuple[str, list[Mistake]]:
    """Return an answer as it fits into one cell: in one line, an option as its code."""
    odd = sorted({c for c in typed if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") and c not in "\n\t"})
    if odd:
        shown = ", ".join(f"U+{ord(c):04X}" for c in odd)
        return "", [Mistake(question.label, f"holds a character that cannot be seen ({shown})", "type it anew")]
    text = " ".join(typed.split())
    if question.required and not text:
        return "", [Mistake(question.label, "is not answered", question.description.rstrip("."))]
    if not text:
        return "", []
    if question.options is not None:
        return _chosen(question, text)
    if text.startswith(FORMULA) and not SPELLED.fullmatch(text):
        fix = "put a word or a quotation mark in front"
        return "", [Mistake(question.label, f"{quoted(text)} would be a formula in a spreadsheet", fix)]
    return text, []


def _chosen(question: Question, text: str) -> tuple[str, list[Mistake]]:
    options = question.options or {}
    code = options.get(text) or (text if text in options.values() else "")
    if code:
        return code, []
    return "", [Mistake(question.label, f"{quoted(text)} is not one of the options", "choose one of the list")]
