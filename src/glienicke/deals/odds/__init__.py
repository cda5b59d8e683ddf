"""Odds: the chance of a deal, and of each person's release, where values are ranges and facts are in doubt.

doubts: what is uncertain, and the samples. frame: a day as a linear program of which only numbers change from sample
to sample. cuts: rows that tighten it. known: deals already found, seen in many samples at once. bounds: what one
solved sample proves about others. core: what is left to search. answering: a run of samples. spread: the runs over
processes, and over Ray. resume: what survives a crash. reckon: chances, intervals, the most telling question. asking:
all of it.
"""

from glienicke.deals.odds.asking import odds
from glienicke.deals.odds.reckon import Chance, Odds, Telling

__all__ = ["Chance", "Odds", "Telling", "odds"]
