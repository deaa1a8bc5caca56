"""What the site says of itself: who makes it, its address, its licence, and how to cite it; from the descriptor."""

from dataclasses import dataclass

from reports.query import query
from reports.text.dates import day
from reports.text.markdown import Markdown, escape, link
from reports.text.numbers import number
from schemas.package import Package, read_package

NEWEST = "select max(newest_on) as newest, (select max(recorded_on) from observations) as read_to from horizon"
COUNTS = "select (select count(*) from sources) as sources, (select count(*) from observations) as figures"


@dataclass(frozen=True)
class About:
    """What the page About shows; `report` leads to the forms for errors, `citation` is a sentence."""

    makers: Markdown
    repository: Markdown
    report: Markdown
    licence: Markdown
    version: Markdown
    day: Markdown
    read_to: Markdown
    newest: Markdown
    sources: Markdown
    figures: Markdown
    citation: Markdown


def about() -> About:
    """Return what the page About shows."""
    package = read_package()
    descriptor, home = package.descriptor, package.descriptor["homepage"]
    (licence,) = descriptor["licenses"]
    facts, counts = query(NEWEST)[0], query(COUNTS)[0]
    return About(
        Markdown(escape(makers(package))),
        Markdown(link(home.split("://")[1], home)),
        Markdown(link("a form", f"{home}/issues/new/choose")),
        Markdown(link(licence["title"], licence["path"])),
        Markdown(escape(package.version)),
        Markdown(escape(day(package.day))),
        Markdown(escape(day(facts["read_to"]))),
        Markdown(escape(day(facts["newest"]))),
        Markdown(number(counts["sources"])),
        Markdown(number(counts["figures"])),
        Markdown(escape(citation(package))),
    )


def makers(package: Package) -> str:
    """Return who made the package, as one text."""
    return ", ".join(c["title"] for c in package.descriptor["contributors"] if "creator" in c["roles"])


def citation(package: Package) -> str:
    """Return the sentence that cites this version."""
    title, home = package.descriptor["title"], package.descriptor["homepage"]
    title = title if title.endswith(("?", ".")) else f"{title}."
    release = f"{home}/releases/tag/v{package.version}"
    return f"{makers(package)} ({package.day.year}). {title} Version {package.version}. {release}"
