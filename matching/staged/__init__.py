"""The optimum of a large group without previous pairs: stages of maximum flows on pairs that are never built."""
