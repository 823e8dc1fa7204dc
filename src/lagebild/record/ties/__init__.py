"""Ties over time: how states, bodies and people stand to each other on any day, as far as reports say.

`sighting` is one place that tells of a tie, `made` takes such places from incidents and offices, `course` puts them in order
of time, `disputed` says where they contradict each other, `through` lends a state the alliances of those who lead it.
"""
