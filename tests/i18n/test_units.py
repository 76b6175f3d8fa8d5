"""Units are written as the field writes them, in each language."""

from __future__ import annotations

import pytest

from explorer.i18n import Text, tr
from explorer.i18n.units import Amount, unit_text, with_unit


@pytest.mark.parametrize(
    ("unit", "english", "german", "chinese"),
    [
        ("m3/h", "m³/h", "m³/h", "立方米/小时"),
        ("m^2", "m²", "m²", "平方米"),
        ("s^-1", "s⁻¹", "s⁻¹", "s⁻¹"),
        ("EUR", "€", "€", "欧元"),
        ("EUR/kWh", "€/kWh", "€/kWh", "欧元/千瓦时"),
        ("kWh/a", "kWh/yr", "kWh/a", "千瓦时/年"),
        ("kN*m", "kN·m", "kN·m", "千牛·米"),
        ("rpm", "rpm", "U/min", "转/分"),
        ("orders/h", "orders/h", "Aufträge/h", "张订单/小时"),
        ("CO2", "CO2", "CO2", "CO2"),
        ("pallets/h", "pallets/h", "pallets/h", "pallets/h"),
        ("of 7", "of 7", "von 7", "/7"),
    ],
)
def test_a_unit_is_said_in_each_language(unit: str, english: str, german: str, chinese: str) -> None:
    assert [unit_text(unit, language) for language in ("en", "de", "zh")] == [english, german, chinese]


def test_one_of_something_an_hour() -> None:
    assert unit_text("orders/h", "de", 1) == "Auftrag/h" and unit_text("orders/h", "en", 1) == "order/h"


def test_a_quantity_with_its_unit() -> None:
    assert tr(with_unit(Text("Price"), "EUR/kWh"), "en") == "Price (€/kWh)"
    assert tr(with_unit(Text("Price"), ""), "en") == "Price"


def test_an_amount_has_the_signs_of_the_language() -> None:
    amount = Amount(0.35, "EUR/kWh")
    assert [tr(amount, language) for language in ("en", "de", "zh")] == [
        "0.35 €/kWh",
        "0,35 €/kWh",
        "0.35欧元/千瓦时",
    ]
    assert str(Amount(60, "%")) == "60 %" and tr(Amount(1234.5, "", ",.4g"), "de") == "1.234"
