"""The pages of the board, one module a kind of page."""
