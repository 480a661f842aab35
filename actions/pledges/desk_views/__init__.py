"""The pages of the moderators' desk. They show and call: every decision is made by moderation.py and bulk.py."""
