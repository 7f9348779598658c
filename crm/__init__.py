"""The domain: its database, its services and its views. Knows no page and no screen."""

__version__ = "0.1.0"
