"""What the pages of chips, firms, plants and claimants show."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import exp
from typing import Any

from reports.query import Row
from reports.text.dates import moment
from reports.text.labels import country_label, fab_kind_label, label_of, ownership_label
from reports.text.listed import left_out
from reports.text.numbers import number
from reports.things.on_record import Relations, grouped

Shown = dict[str, dict[str, Any]]


def chip_pages(known: Relations) -> Shown:
    """Return what the page of each chip shows, by its key."""
    shown = {}
    for key, row in known.rows["chips"].items():
        specified = by_metric(f for f in known.figures["chips", key] if f["metric_kind"] == "specification")
        usual = usual_definition(specified)
        shown[key] = {
            "chip": row,
            "facts": given(
                Family=row["family"],
                Tier=label_of("tiers", row["tier"]).name if row["tier"] else None,
                Announced=moment(row["announced_on"]),
                In_production_since=moment(row["production_since"]),
                Process=row["process"],
                Compute_dies=row["compute_dies"],
                Memory=row["memory_type"],
                Form=row["form"],
                Native_formats=", ".join(row["native_formats"] or []),
                Native_FP8_since=moment(row["native_fp8_since"]),
                Specifications=f"{usual.lower()}, where no other is named" if usual else None,
            ),
            "sources": known.pages(row),
            "specifications": [f | {"definition": None} if f["definition"] == usual else f for f in specified],
            "figures": [f for f in known.figures["chips", key] if f["metric_kind"] != "specification"],
            "more": known.more("chips", key, known.figures["chips", key]),
            "suppliers": known.suppliers[key],
            "claims": known.claims["chips", key],
        }
    return shown


def usual_definition(figures: Iterable[Row]) -> str | None:
    """Return what most of the figures are of, which a table then says once; None without figures.

    >>> usual_definition({"definition": d} for d in ("As planned", "As shipped", "As shipped", None))
    'As shipped'
    """
    counts = Counter(f["definition"] for f in figures if f["definition"])
    return counts.most_common(1)[0][0] if counts else None


def firm_pages(known: Relations) -> Shown:
    """Return what the page of each firm shows, by its key."""
    designed = grouped(known.rows["chips"].values(), "designer_id")
    fabs = known.rows["fabs"].values()
    run, used = grouped(fabs, "operator_id"), grouped(fabs, "beneficiary_id")
    actors = {r["firm_id"]: key for key, r in known.rows["actors"].items() if r["firm_id"]}
    shown = {}
    for key, row in known.rows["firms"].items():
        chips, plants, actor = designed[key], run[key] + used[key], actors.get(key)
        mine = [("firms", key), *(("chips", c["chip_id"]) for c in chips), *(("fabs", f["fab_id"]) for f in plants)]
        claims = {c["target_id"]: c for about in mine for c in known.claims[about]}
        latest, earlier = latest_first([f for f in known.figures["firms", key] if f["rank"] == "preferred"])
        shown[key] = {
            "firm": row,
            "facts": given(
                Based_in=", ".join(filter(None, [row["hq_city"], country_label(row["country"])])),
                Founded=str(row["founded"] or ""),
                Part_of=row["parent"],
                Owner=ownership_label(row["ownership"]) if row["ownership"] else None,
                Listed=", ".join(filter(None, [row["ticker"], moment(row["listed_on"])])),
                On_the_US_Entity_List_since=moment(row["entity_list_on"]),
            ),
            "sources": known.pages(row),
            "chips": chips,
            "plants": plants,
            "supplied": supplied(known, key),
            "figures": latest,
            "earlier": earlier,
            "more": known.more("firms", key, [*latest, *earlier]),
            "own_claims": known.claims["actors", actor] if actor else [],
            "claims": [c for c in claims.values() if c["claimant_id"] != actor],
            "actor_id": actor,
        }
    return shown


def fab_pages(known: Relations) -> Shown:
    """Return what the page of each plant shows, by its key."""
    return {
        key: {
            "fab": row,
            "facts": given(
                Makes=fab_kind_label(row["kind"]),
                Place=", ".join(filter(None, [row["city"], row["province"], country_label(row["country"])])),
                Most_advanced_process=row["process"],
                Wafers=f"{number(row['wafer_size'])} mm" if row["wafer_size"] else None,
                Announced=moment(row["announced_on"]),
                Construction_began=moment(row["construction_on"]),
                Production_began=moment(row["production_on"]),
                Stopped=moment(row["stopped_on"]),
            ),
            "sources": known.pages(row),
            "plans": known.plans[key],
            "figures": known.figures["fabs", key],
            "more": known.more("fabs", key, known.figures["fabs", key]),
            "claims": known.claims["fabs", key],
        }
        for key, row in known.rows["fabs"].items()
    }


def analyst_pages(known: Relations) -> Shown:
    """Return what the page of each claimant shows, by its key."""
    speakers = grouped(known.rows["actors"].values(), "speaks_for_id")
    shown = {}
    for key, row in known.rows["actors"].items():
        forecasts, score = known.forecasts[key], known.scores.get(key)
        found = sum({bool(f["skipped_text"]): f["found"] for f in forecasts}.values())  # scored and unscored
        shown[key] = {
            "actor": row,
            "speakers": speakers[key],
            "records": known.records[key],
            "claims": sorted(known.claims["actors", key], key=lambda c: c["said_on"], reverse=True),
            "forecasts": forecasts,
            "more_forecasts": left_out(len(forecasts), found),
            "scored": [f for f in forecasts if not f["skipped_text"]],
            "unscored": [f for f in forecasts if f["skipped_text"]],
            "score": score,
            "factor": round(exp(score["median_error"]), 2) if score else None,
            "figures": known.figures["actors", key],
            "count": known.counts.get(("actors", key), 0),
            "more": known.more("actors", key, known.figures["actors", key]),
        }
    return shown


def given(**facts: object) -> list[tuple[str, str]]:
    """Return the facts that are known, under their names in words.

    >>> given(Compute_dies=2, Memory=None)
    [('Compute dies', '2')]
    """
    return [(name.replace("_", " "), str(fact)) for name, fact in facts.items() if fact]


def by_metric(figures: Iterable[Row]) -> list[Row]:
    """Return figures by metric, of each the preferred first and those set aside last."""
    ranks = ("preferred", "normal", "deprecated")
    return sorted(figures, key=lambda f: (f["metric"], ranks.index(f["rank"])))


def latest_first(figures: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Return the figures of the latest period of each metric and definition, and the others, latest first."""
    found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for figure in sorted(figures, key=lambda f: str(f["ends_on"] or ""), reverse=True):
        about = ("metric_id", "definition_id", "subject")
        found[tuple(str(figure[name]) for name in about)].append(figure)
    return [rows[0] for rows in found.values()], [row for rows in found.values() for row in rows[1:]]


def supplied(known: Relations, firm_id: str) -> list[tuple[str, str, list[str]]]:
    """Return the chips of others that a firm makes a part of: key, name and stages."""
    stages: dict[str, set[str]] = defaultdict(set)
    for row in known.supplied[firm_id]:
        stages[row["chip_id"]].add(row["stage"])
    return [(chip, known.name("chips", chip), sorted(found)) for chip, found in stages.items()]
