"""The map of Mars on the title page: drawn here, kept as a picture beside the code that turns it.

`python -m tests.mars` writes `src/ulysse_game/view/mars.png`. The places are those of the real
planet, rounded to a few degrees and drawn by hand as soft shapes; the ground between them is
noise. The game only reads the picture.
"""
