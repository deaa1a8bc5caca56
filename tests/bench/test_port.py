"""The benchmark's port computes what the model computes: at few draws, within the noise of both samples."""

from bench.run import HEADLINE, QUANTILES, error, our_headline, port_headline
from model.inputs import Inputs

DRAWS = 2_000


def test_the_port_agrees_with_the_model(committed: Inputs) -> None:
    ours, theirs = our_headline(committed, DRAWS), port_headline(committed, DRAWS, True, {})
    errors = [error(ours[key], theirs[key], q) for key in HEADLINE for q in QUANTILES]
    assert len(errors) == 280
    assert max(errors) < 5 and sum(e > 3 for e in errors) <= len(errors) / 50, "in standard errors of two samples"


def test_a_distribution_of_its_own_shows(committed: Inputs) -> None:
    """Its own lognormal misses central values: the comparison must notice."""
    ours, theirs = our_headline(committed, DRAWS), port_headline(committed, DRAWS, False, {})
    assert max(error(ours[key], theirs[key], 0.5) for key in HEADLINE) > 5
