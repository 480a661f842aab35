"""The static edition: reading pages as files, so that any web server gives help while this site is switched off.

`pages.py` says which and renders them, `folder.py` writes them, `servers.py` gives the web server its headers.
"""
