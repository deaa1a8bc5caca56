"""The small model of the benchmark comes out alike in ours and in public libraries, and the comparison can fail."""

import numpy as np
import pytest

from bench.public_ports import emcee_posterior, squigglepy_shares
from bench.run import QUANTILES, place_error, place_gap
from bench.small_model import our_posterior, our_shares, small_inputs

DRAWS = 5_000


def test_draws_agree_with_squigglepy() -> None:
    ours, theirs = our_shares(small_inputs(), DRAWS, 1), squigglepy_shares(DRAWS, 1)
    assert max(place_error(ours, theirs, q) for q in QUANTILES) < 4


def test_another_input_shows_in_draws() -> None:
    changed = small_inputs().changed(["good=0.45"])
    ours, theirs = our_shares(changed, DRAWS, 1), squigglepy_shares(DRAWS, 1)
    assert max(place_error(ours, theirs, q) for q in QUANTILES) > 5


def test_conditioning_agrees_with_emcee() -> None:
    """Which draws the bias of each house, where ours sums it out."""
    ours, _ = our_posterior(small_inputs(), DRAWS, 1)
    theirs = emcee_posterior(1)
    assert max(place_gap(ours, theirs, q) for q in QUANTILES) < 0.03


@pytest.mark.parametrize("change", ["house-bias=0.5", "witness-error-estimated=0.4"])
def test_another_error_shows_in_conditioning(change: str) -> None:
    ours, _ = our_posterior(small_inputs().changed([change]), DRAWS, 1)
    theirs = emcee_posterior(1, 2_000)
    assert max(place_gap(ours, theirs, q) for q in QUANTILES) > 0.04
    assert np.all(ours > 0)
