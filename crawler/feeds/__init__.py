"""The better door: systems that hand out records (a feed) or whose mark-up is known, read into the same findings."""
