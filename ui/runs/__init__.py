"""The page of the runs: a table, a comparison, and what a reader does with one of them."""
