"""The database: opening it, keeping its form up to date, backing it up, and the unit of work."""
