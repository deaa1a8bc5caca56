"""Addresses and texts of hostile inputs, judged in this process: what is refused, what is one page, what is sound."""

import doctest
from types import ModuleType

import pytest

from checks import characters, page_addresses, plain_text, wrapped_addresses
from checks.page_addresses import fault_of, host_fault, page_of, private_parts
from checks.wrapped_addresses import address_inside, leads_on
from schemas import formulae, visible
from torture.inputs import addresses as inputs


@pytest.mark.parametrize("module", [characters, page_addresses, plain_text, wrapped_addresses, formulae, visible])
def test_examples_in_docstrings(module: ModuleType) -> None:
    tried = doctest.testmod(module)
    assert tried.attempted and not tried.failed


@pytest.mark.parametrize("url", inputs.WRAPPED + inputs.SPELT)
def test_one_page_has_one_form(url: str) -> None:
    assert page_of(url) == page_of(inputs.PAGE)


@pytest.mark.parametrize("url", inputs.SOUND)
def test_a_sound_address_is_accused_of_nothing(url: str) -> None:
    assert not any(check(url) for check in (fault_of, host_fault, private_parts, leads_on, address_inside))


@pytest.mark.parametrize("url", inputs.HOSTS)
def test_a_private_host_is_named(url: str) -> None:
    assert fault_of(url) or host_fault(url)


def test_two_pages_of_one_site_stay_two() -> None:
    two = ["https://a.org/#/1", "https://a.org/#/2", "https://a.org/x?id=1", "https://a.org/x?id=2", "https://a.org/X"]
    assert len({page_of(url) for url in two}) == len(two)
