"""The pages of the directory, one module per page that a reader sees."""
