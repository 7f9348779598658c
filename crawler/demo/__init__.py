"""The demo schools: three invented Dutch schools, and the loopback server that plays them."""
