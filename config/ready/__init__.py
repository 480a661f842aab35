"""Ready pages: what many readers ask for is rendered once and then answered from memory, outside Django.

`kept.py` says which pages, `store.py` holds them, `versions.py` says when they are out of date, `layer.py` answers.
"""
