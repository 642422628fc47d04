import pytest

from ulysse_game.ui.plain.talk import Talk
from ulysse_game.view.settings import Settings

from .small_talk import begun, said


class Kept(dict[str, str]):
    """Settings as they are remembered."""

    def remember(self, name: str, value: str) -> None:
        self[name] = value


@pytest.fixture
def kept() -> Kept:
    """Nothing is remembered yet."""
    return Kept()


@pytest.fixture
def talk(kept: Kept) -> Talk:
    """A conversation whose settings are remembered."""
    return begun(remember=kept.remember)


def test_all_of_them(talk: Talk) -> None:
    assert said(talk, "settings").splitlines() == [
        "Language: English.",
        "Pictures: in words.",
        "Skip: off.",
        "Speech: off.",
        "Width: 80 columns.",
        "Spaces: on.",
        "Type “settings”, a name and a value to change one.",
    ]


@pytest.mark.parametrize(
    ("line", "told", "remembered"),
    [
        ("settings pictures off", "Pictures: off.", ("pictures", "off")),
        ("réglages images mots", "Pictures: in words.", ("pictures", "words")),
        ("settings pictures on", "Pictures: in words.", ("pictures", "on")),
        ("settings width 60", "Width: 60 columns.", ("width", "60")),
        ("settings espaces non", "Spaces: off.", ("thin_spaces", "off")),
        ("settings voix oui", "Speech: on.", ("speech", "on")),
        ("settings skip on", "Skip: on.", ("skip", "on")),
        ("skip", "Skip: on.", ("skip", "on")),
        ("passer non", "Skip: off.", ("skip", "off")),
    ],
)
def test_one_is_changed_and_kept(
    talk: Talk, kept: Kept, line: str, told: str, remembered: tuple[str, str]
) -> None:
    assert said(talk, line) == told
    assert kept == dict([remembered])


def test_one_is_told_with_its_values(talk: Talk) -> None:
    assert said(talk, "settings pict") == "Pictures: in words.\nIt may be: words, off."
    assert said(talk, "settings width 61") == "It may be: 72, 80, 90, 60."
    assert said(talk, "settings colour").startswith("There is no such setting")


def test_the_language_is_one_of_them(talk: Talk, kept: Kept) -> None:
    assert "Fermé : " in said(talk, "settings language fr")
    assert kept == {"language": "fr"}
    assert said(talk, "réglages").startswith("Langue : français.")


def test_what_is_kept_holds_from_the_start() -> None:
    talk = begun(settings=Settings(pictures="off", thin_spaces="off"), skip=True, speech=True)
    assert not talk.layout.manner.has_pictures
    assert not talk.layout.manner.has_thin_spaces
    assert talk.layout.manner.is_heard
    assert talk.skips


def test_never_wider_than_the_terminal() -> None:
    talk = begun(width=50, most=50)
    assert said(talk, "settings width 90") == "Width: 50 columns."


def test_what_was_read_is_left_out_and_read_again_when_asked() -> None:
    talk = begun(skip=True)
    assert "The hub." in said(talk, "5")
    list(talk.answer("1"))  # the page is read when it is left
    list(talk.answer("back 2"))
    assert said(talk, "5").startswith("\n> Go in.\n\nRead before: 1 paragraph.\n\n1) ")
    assert "The hub." in said(talk, "again")
    list(talk.answer("skip off"))
    list(talk.answer("back"))
    assert "The hub." in said(talk, "5")
