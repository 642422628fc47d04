"""The names of a story's parts in a language: endings, chapters, people.

For what tells of a playthrough from outside its pages: saves, timelines, galleries. It reads no
state and makes no sentence.
"""

from __future__ import annotations

from ulysse_game.engine import Machine, Shown, State
from ulysse_game.view.present import teller


def ending_title(machine: Machine, ending: str, scene: str, language: str) -> str:
    """The title of an ending, else of the scene that ends there; empty where neither has one."""
    tells = teller(machine, language)
    return tells.name(f"ending.{ending}") or tells.name(f"{scene.partition('/')[0]}.title")


def chapter_titles(machine: Machine, chapter: str, language: str) -> tuple[str, str]:
    """The title of a chapter and its second one, which may be empty."""
    tells = teller(machine, language)
    return tells.name(f"chapter.{chapter}.title"), tells.name(f"chapter.{chapter}.second_title")


def called(machine: Machine, person: str, language: str) -> str:
    """The short name of a person."""
    return teller(machine, language).name(f"person.{person}.called")


def observed(machine: Machine, observation: str, state: State, language: str) -> str:
    """What the notebook has of an observation, in one line."""
    moment = Shown(
        f"observation.{observation}.notebook", (), state.values, state.visits,
        state.marks, state.heard, state.ending,
    )  # fmt: skip
    return " ".join(line.text for line in teller(machine, language).lines(moment, state.seed))
