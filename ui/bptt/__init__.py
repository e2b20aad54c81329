"""The page of the recurrent network that is small enough to see every number of its training."""
