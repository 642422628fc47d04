"""The benchmarks: ours beside a peer, in turn, as ratios with a bound each.

`python -m tests.benchmarks` prints one table and fails when a bound is missed. Speeds of one
machine swing twofold within minutes, so nothing here is an absolute figure: each row runs ours
and its peer in pairs and judges the median of the pairs' ratios. The peers are inkjs on the same
story written in ink (`generate.py` writes both), inkjs driven over its saved states, a plain PyYAML
load, an empty process, and, where it is told how time grows, a smaller story of ours.
"""
