"""What writes: services take a session and values, and return values; the unit of work commits."""
