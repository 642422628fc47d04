import pytest
from hypothesis import given
from hypothesis import strategies as st

from ulysse_game.ui.plain.heard import heard, measured
from ulysse_game.view.words import words

NO = "\u00a0"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("PULSE ⎯⎯∧⎯⎯∧⎯⎯ 48", "PULSE 48"),
        ("──/ /──", ""),
        ("Simon · Held. Thanks people.", "Simon, Held. Thanks people."),
        ("τ 1 · 4 · 9", "τ 1, 4, 9"),
        ("· · ·", ""),
        ("CO₂ is 2", "CO2 is 2"),
        ("61 − 46 = 15", "61 − 46 = 15"),
        ("“No — you,” he said. It’s 4 × 2.", "“No — you,” he said. It’s 4 × 2."),
        ("├── left", "left"),
        ("", ""),
    ],
)
def test_what_is_only_drawn_is_left_out(told: str, said: str) -> None:
    assert heard(told) == said


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("ARGOS", "Argos"),
        ("03:40", "3:40"),
        ("SOL 11 23:30", "Sol 11, 23:30"),
        (f"Earth 17{NO}min{NO}20", "Earth 17 minutes 20 seconds"),
        ("Earth 17′", "Earth 17 minutes"),
        ("CO₂ 2 mmHg", "CO₂ 2 millimetres of mercury".replace("₂", "2")),
        ("O₂ 203 CO₂ 2", "oxygen 203, CO2 2"),
        ("41 kWh", "41 kilowatt-hours"),
        ("Prop 63%", "Prop 63 percent"),
        ("Seats 2/7", "Seats two of seven"),
        (f"1{NO}h{NO}05", "1 hour 5 minutes"),
        ("1.4 km to the north-east", "1.4 kilometres to the north-east"),
        ("Z2: 3 m", "Z2: 3 metres"),
        ("203 person-sols", "203 person-sols"),
    ],
)
def test_figures_are_said_with_their_units(told: str, said: str) -> None:
    assert measured(told, words("en")) == said


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (f"3{NO}h{NO}40", f"3{NO}heures 40"),
        (f"1{NO}h{NO}00", f"1{NO}heure"),
        (f"63{NO}%", f"63{NO}pour cent"),
        ("Places 2/7", "Places deux sur sept"),
        (f"choix n°{NO}3", f"choix numéro{NO}3"),
        ("O₂ 203 CO₂ 2", "oxygène 203, CO2 2"),
    ],
)
def test_french_figures(told: str, said: str) -> None:
    assert measured(told, words("fr")) == said


@given(st.text(max_size=60), st.sampled_from(["en", "fr"]))
def test_said_twice_is_said_once(text: str, language: str) -> None:
    assert heard(heard(text)) == heard(text)
    figure = measured(text, words(language))
    assert measured(figure, words(language)).split() == figure.split()
