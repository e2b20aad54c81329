"""The lecture: the pages in the order of the slides, cut into steps of one idea, with questions before the pictures."""
