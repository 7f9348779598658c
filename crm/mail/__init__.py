"""Mail that was sent and answered, taken in from files: whose it is, of what sort, what follows. No bodies are kept."""
