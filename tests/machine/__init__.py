"""A district at work at random: any step by anybody in any order, and what has to hold after each."""
