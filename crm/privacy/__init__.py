"""What the law asks: who was erased stays away, what is held of somebody, and how long anything is kept."""
