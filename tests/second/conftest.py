"""The product over one database of each kind, which every world fills anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from dashboard import clock
from tests.databases import Databases
from tests.second.product import Product, product_over


@pytest.fixture(scope="session")
def filled_anew(databases: Databases, kind: str) -> Iterator[Product]:
    with product_over(databases.initialised(kind)) as product:
        yield product


@pytest.fixture
def product(filled_anew: Product) -> Product:
    clock.stand_at(datetime(2022, 1, 10, tzinfo=UTC))  # after everything that is told
    return filled_anew
