"""Page furniture: frame, navigation, crisis strip, errors, policy pages. Knows no domain noun."""
