"""Pages to browse by: subjects, authors, publishers, series, and what is new or sells best."""
