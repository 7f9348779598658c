"""What reads: views take a session and return plain values for a screen or a command."""
