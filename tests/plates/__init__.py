"""The plates of the story: the programs that drew `story/plates/*.png`.

Each plate is a function that draws one picture by arithmetic alone, the same on every run.
`python -m tests.plates [ID…]` draws them anew. The pictures are made to be seen small, as
72 × 27 or 36 × 13 pixels of a terminal's half blocks: big forms, few tones, one light, no words,
no faces. Nothing here is imported by the game.
"""
