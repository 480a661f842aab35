"""What people can do: `guidance` (what to do) and `pledges` (promising it). Two apps: see docs/adr/0001."""
