"""The switch of the overview as it stands without script: the sentence of the combination with which it begins."""

from dataclasses import dataclass

from reports.pages.estimates import cells
from reports.text.language import ENGLISH, words
from reports.text.markdown import Markdown, escape
from reports.text.values import modelled

START = "d2"


@dataclass(frozen=True)
class Switch:
    """The sentence, which the script of the page replaces by one for what a reader chose."""

    sentence: Markdown


def switch(year: int, language: str = ENGLISH) -> Switch:
    """Return the sentence on units sold in a year, with the die made in China."""
    known, row = words(language), cells(year)[START]
    text = known.fill(
        "switch.sentence",
        status=known[f"model-status.{row['status']}"],
        year=year,
        share=modelled(row).text(language),
        chips=known["switch.chips.all"],
        ratio=known["switch.of.sales"],
        definition=known[f"switch.counts.{START}"],
        metric=known["metric.units"],
        scenario=known["switch.if.as-published"],
    )
    return Switch(Markdown(escape(text)))
