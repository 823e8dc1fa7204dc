"""Figures against public corpora, with floors; one folder a layer. Run all with `make bench`."""

from lagebild.threads import one_thread

one_thread()  # all seconds are those of one core
