"""What protects a visitor, on every response. Knows nothing of directory, guidance or pledges."""
