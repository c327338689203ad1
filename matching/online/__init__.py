"""One arriving need on a plan held in memory: the best change of the plan by augmenting paths."""
