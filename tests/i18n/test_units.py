"""Units are written as the field writes them, in each language."""

from __future__ import annotations

import pytest

from explorer.i18n import Text, tr
from explorer.i18n.units import Amount, amount_text, held_together, unit_text, with_unit


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
        "€0.35/kWh",
        "0,35 €/kWh",
        "0.35欧元/千瓦时",
    ]
    assert str(Amount(60, "%")) == "60 %" and tr(Amount(1234.5, "", ",.4g"), "de") == "1.234"


def test_money_has_its_sign_where_the_language_has_it() -> None:
    money = Amount(27406, "EUR", ",.0f")
    assert [tr(money, language) for language in ("en", "de", "zh")] == ["€27,406", "27.406 €", "27,406欧元"]
    assert [amount_text("\u2212102", "€", language) for language in ("en", "de")] == [
        "\u2212€102",
        "\u2212102 €",
    ]
    assert amount_text("1584", "CNY", "en") == "1584 CNY" and amount_text("12", "1/h", "en") == "12/h"


@pytest.mark.parametrize(
    "whole", ["1.584 CNY", "27.406 €", "0,35 €/kWh", "12 Mio. CNY", "12 million CNY", "60 kWh", "1584 元"]
)
def test_no_line_ends_between_a_number_and_its_unit(whole: str) -> None:
    assert held_together(f"It is {whole} here") == f"It is {whole.replace(' ', chr(160))} here"


def test_no_line_ends_within_a_chinese_date() -> None:
    date = "2026 年 11 月 28 日"
    assert held_together(f"{date} 看") == f"{date.replace(' ', chr(160))} 看"
