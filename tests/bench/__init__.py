"""Measurements against named baselines; `make bench` runs them all."""
