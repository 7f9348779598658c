"""LinkedIn's own data export, which a member asks for: who is connected, and how much was written, never what."""
