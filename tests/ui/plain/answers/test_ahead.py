from .small_talk import begun, said


def test_what_was_not_reached_is_counted_and_not_named() -> None:
    talk = begun()
    assert said(talk, "endings") == "Endings: 0 of 1."
    list(talk.answer("1"))
    assert said(talk, "chapters") == "Chapters: 1 of 2.\nChapter 1. Part one."
    assert said(begun(language="fr"), "fins") == "Fins : 0 sur 1."
