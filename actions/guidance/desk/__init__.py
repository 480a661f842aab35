"""What the editorial screens can do, a module each. admin.py puts them together."""
