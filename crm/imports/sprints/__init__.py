"""Past sprints out of a list: who the business was, where students worked on it, and what came of it."""
