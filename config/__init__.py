"""The project package, in two roles kept apart by the import rules.

The top: settings, root URLs, home page and site commands compose the three parts.
The bottom: `config.safety`, `config.chrome` and `config.content` know no domain noun.
"""
