"""What came of the work, in figures: for those who pay, for a school, and for the office itself."""
