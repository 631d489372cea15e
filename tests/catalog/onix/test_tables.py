"""The tables of codes say what EDItEUR's lists say."""

import gzip
import json

import pytest

from catalog.models import ContributorRole
from catalog.onix.tables import table
from catalog.product_form import ProductForm


@pytest.mark.parametrize("number", [1, 17, 51, 64, 65, 150])
def test_a_table_has_the_codes_and_headings_of_its_list(shared_data, number):
    name = "onix_codelists_issue73_subset.json.gz"
    with gzip.open(shared_data / "codelists" / name, "rt", encoding="utf-8") as file:
        lists = json.load(file)["CodeList"]
    (codes,) = (found["Code"] for found in lists if found["CodeListNumber"] == number)

    assert table(f"list{number}") == {code["CodeValue"]: code["CodeDescription"] for code in codes}


def test_roles_and_forms_of_the_shop_are_codes_of_their_lists():
    assert set(ContributorRole.values) <= table("list17").keys()
    assert set(ProductForm.values) <= table("list150").keys()


def test_the_availability_of_2_1_leads_to_codes_of_list_65():
    assert set(table("list54_to_list65").values()) <= table("list65").keys()
