"""What a string can be (an address, a role, a label, …), each with a score and no knowledge of where it stood."""
