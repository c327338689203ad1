"""A demo district: invented people and cases, built through the same commands as real ones."""
