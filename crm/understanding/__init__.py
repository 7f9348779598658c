"""What people write, understood: names in any form. Pure: a text in, its reading out; no database, no network."""
