"""Figures against public corpora, with floors; one folder a layer. Run all with `make bench`."""
