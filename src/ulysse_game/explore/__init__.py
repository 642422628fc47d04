"""What can happen in a story: its graph, and a verdict for each question about it.

``flow`` makes the graph, ``content`` says what there is to be seen, the passes find out what is
reached and what is impossible. *Reached* is only ever said after the engine has replayed the way;
*impossible* only by an over-approximation. Nothing here draws, and nothing here changes a story.
"""
