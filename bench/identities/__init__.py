"""Who is who across reports, against people checked by hand."""
