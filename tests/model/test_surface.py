"""The polynomial of what-if: its terms by hand, that it says what a run says, and that the documented evaluation
without Python says the same."""

import json
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from scipy.special import expit

from model.distributions import Array
from model.indicator import Run, Setting, cells, run
from model.inputs import Draws, Inputs
from model.outputs import interval_ends
from model.surface import (
    DEFINITIONS,
    DEGREE,
    ENDS,
    LEVERS,
    METRICS,
    design,
    design_matrix,
    fitted,
    shares,
    surface,
    terms,
)
from schemas.cells import TextTable
from schemas.package import ROOT
from schemas.typed_rows import typed_rows

AHEAD = (2026, 2027, 2028)
COPIES, NEAR = 4, 0.3
Rows = Sequence[Mapping[str, object]]


def headline(result: Run, setting: Setting) -> dict[tuple[int, str, str], Array]:
    """Return the draws of the headline shares by year, definition and metric, as `estimates` has them."""
    found = {
        (c.year, c.definition, c.metric): c.draws
        for c in cells(result, setting)
        if (c.tier, c.ratio) == ("all", "sales")
    }
    return {key: found[key] for key in product(AHEAD, DEFINITIONS, METRICS)}


def full_run(draw: Draws, setting: Setting, point: Array) -> Array:
    """Return the quantiles of the headline shares at a point, by a run: years × definitions × metrics × ends."""
    shifts = dict(zip(LEVERS, np.log(2) * point, strict=True))
    ordered = np.sort(np.array(list(headline(run(replace(draw, shifts=shifts), setting), setting).values())))
    ends = ordered[:, [round(end * (draw.n - 1)) for end in ENDS]]
    return ends.reshape(len(AHEAD), len(DEFINITIONS), len(METRICS), len(ENDS))


def evaluated(rows: Rows, points: Array) -> Array:
    """Return the shares that the table gives at points: points × years × definitions × metrics × ends."""
    coefficients = np.array([str(row["coefficients"]).split() for row in rows], float).T / 1000
    raw = expit(design_matrix(points) @ coefficients)
    nested = np.minimum.accumulate(raw.reshape(-1, len(AHEAD), len(DEFINITIONS), len(METRICS), len(ENDS)), axis=2)
    return np.sort(nested, axis=-1)


def fresh_points() -> Array:
    """Return points of which the design knows nothing: 40 inside the cube, 12 corners and 12 on edges."""
    random = np.random.default_rng(7)
    inside, corners = random.uniform(-1, 1, (40, len(LEVERS))), random.choice([-1.0, 1.0], (12, len(LEVERS)))
    edges = np.where(random.random(corners.shape) < 0.6, corners, random.uniform(-1, 1, corners.shape))
    return np.concatenate([inside, corners, edges])


def test_terms_are_all_products_up_to_the_degree_once() -> None:
    """Of eight levers: 1 + 8 + 36 + 120 + 330 products of at most four."""
    found = terms()
    assert DEGREE == 4 and len(LEVERS) == 8
    assert len(found) == len({tuple(sorted(t)) for t in found}) == 495
    assert [len(t) for t in found] == sorted(len(t) for t in found)
    assert [t for t in found if len(t) == 2 and set(t) <= {0, 1, 2}] == [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)]


def test_the_value_of_a_polynomial_by_hand() -> None:
    """1 + 2 x + 3 x² y at x = 0.5, y = −1: 1 + 1 − 0.75."""
    coefficients = {(): 1.0, (0,): 2.0, (0, 0, 1): 3.0}
    point = np.array([[0.5, -1.0, *[0.3] * (len(LEVERS) - 2)]])
    assert design_matrix(point)[0] @ [coefficients.get(t, 0.0) for t in terms()] == pytest.approx(1.25)
    assert design_matrix(np.zeros((1, len(LEVERS))))[0].tolist() == [1.0] + [0.0] * 494


def test_the_design_stays_in_the_cube_and_has_its_corners() -> None:
    supplied, imported = design()
    assert supplied.shape == (192 + 64, 6) and imported.shape == (192 + 64, 4, 2)
    points = np.concatenate([np.repeat(supplied, 4, axis=0), imported.reshape(-1, 2)], axis=1)
    assert np.abs(points).max() == 1
    assert {tuple(p) for p in points} >= set(product((-1.0, 1.0), repeat=len(LEVERS)))
    on_edge = np.mean(np.abs(points[: 192 * 4]) == 1)
    assert 0.3 < on_edge < 0.37  # a third of a cube half as wide again


def test_a_fit_finds_the_polynomial_that_made_its_points() -> None:
    """Of second degree with coefficients of about one: the ridge takes less than one in fifty."""
    random = np.random.default_rng(3)
    points, true = random.uniform(-1, 1, (1500, len(LEVERS))), np.zeros(495)
    true[:45] = random.normal(0, 0.3, 45)
    found = fitted(design_matrix(points), expit(design_matrix(points) @ true)[:, None])[:, 0]
    assert np.abs(found - true).max() < 0.02


@pytest.fixture(scope="module")
def heard_draws(texts: Mapping[str, TextTable], committed: Inputs) -> Draws:
    """Return draws like those of the estimate: COPIES near each that is written, with the same means and deviations.
    Of fewer draws the quantiles go up and down in steps, which no polynomial follows."""
    random = np.random.default_rng(1)

    def near(score: Array) -> Array:
        beside = np.repeat(score, COPIES) - score.mean()
        return score.mean() + np.sqrt(1 - NEAR**2) * beside + NEAR * score.std() * random.standard_normal(len(beside))

    scores = {
        (row["input_id"], row["drawn_for"].removeprefix("all")): near(np.array(row["scores"].split(), float))
        for row in typed_rows(texts["draws"])
    }
    return Draws(committed, len(next(iter(scores.values()))), 5, scores)


def test_shares_are_those_of_a_run(heard_draws: Draws, now: Setting) -> None:
    """Supply and imports moved apart from each other give what a run gives with both moved."""
    points = fresh_points()[::16]
    found = shares(heard_draws, now, points[:, :6], points[:, None, 6:])
    for point, at in zip(points, found, strict=True):
        np.testing.assert_allclose(at[0], full_run(heard_draws, now, point), rtol=1e-9)


def test_no_move_is_the_estimate(heard_draws: Draws, now: Setting) -> None:
    found = shares(heard_draws, now, np.zeros((1, 6)), np.zeros((1, 1, 2)))[0, 0].reshape(-1, len(ENDS))
    for ends, draws in zip(found, headline(run(heard_draws, now), now).values(), strict=True):
        assert list(interval_ends(draws).values()) == pytest.approx(ends, abs=5.1e-5)


@pytest.mark.parametrize("lever", LEVERS)
def test_every_lever_moves_shares_to_come_and_none_that_is_over(
    drawn: Draws, before: Run, now: Setting, lever: str
) -> None:
    old = {
        (c.year, c.definition, c.metric): c.draws for c in cells(before, now) if (c.tier, c.ratio) == ("all", "sales")
    }
    moved = set()
    for shift in (-1.0, 1.0):
        changed = run(replace(drawn, shifts={lever: shift}), now)
        for c in cells(changed, now):
            place = (c.year, c.definition, c.metric)
            if (c.tier, c.ratio) == ("all", "sales") and not np.allclose(old[place], c.draws, rtol=1e-9):
                moved.add((shift, c.year))
    assert moved == {(shift, year) for shift in (-1.0, 1.0) for year in AHEAD}


@pytest.fixture(scope="module")
def rows(heard_draws: Draws, now: Setting) -> Rows:
    return surface(heard_draws, now, blocks=3)


def test_it_says_what_a_run_says(heard_draws: Draws, now: Setting, rows: Rows) -> None:
    """With the same draws, at points of which the fit knows nothing."""
    points = fresh_points()
    runs = np.stack([full_run(heard_draws, now, point) for point in points])
    errors = np.abs(evaluated(rows, points) - runs)
    assert np.mean(errors <= 0.01) >= 0.998 and errors.max() <= 0.015, (np.mean(errors <= 0.01), errors.max())


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no JavaScript here")
def test_the_documented_evaluation_says_the_same(texts: Mapping[str, TextTable]) -> None:
    """The code in model/README.md, on the committed table; and on its coefficients in reverse, where definitions and
    quantiles are in the wrong order until they are put right."""
    columns = texts["surface"].columns
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    reverse = [row | {"coefficients": other["coefficients"]} for row, other in zip(rows, rows[::-1], strict=True)]
    point = fresh_points()[50]
    [code] = re.findall(r"```js\n(.*?)```", (ROOT / "model" / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    moves = json.dumps(dict(zip(LEVERS, point, strict=True)))
    for table in (rows, reverse):
        printed = f"{code}\nconsole.log(JSON.stringify(whatIf({json.dumps(table)}, {moves}).map((row) => row.share)))"
        done = subprocess.run(["node", "-"], input=printed, capture_output=True, text=True, check=True)
        assert json.loads(done.stdout) == pytest.approx(evaluated(table, point[None])[0].ravel().tolist(), abs=1e-12)
