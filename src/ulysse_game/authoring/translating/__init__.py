"""Translators' catalogues: kept in step with the story, checked, counted, accepted.

``units`` says which texts there are and in which file each belongs, ``notes`` what a translator
should know of each; ``write`` makes the lines of an entry, ``update`` brings files in step,
``check`` looks at every value a text can take, ``stats`` counts, ``accept`` says that a text needs
no change. ``interface`` does the same for the words of the game itself. What a translator wrote is
never lost, and what has not changed is never written anew.
"""
