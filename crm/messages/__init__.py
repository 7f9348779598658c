"""Messages to people: templates, the facts they are filled with, drafts, and how these are sent and logged."""
