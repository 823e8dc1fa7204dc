"""Whose word a telling is: the outlet's own, an agency's, a copy of another report, or another outlet's.

`credit` finds the agencies that a report credits, `copies` the reports that share their text with it, `citations` the
outlets that it names as its source; `independence` makes of these, for the tellings of one incident, how many voices
tell it.
"""
