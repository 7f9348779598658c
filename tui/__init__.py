"""What a person touches: the full-screen app, and the command line over the same services."""
