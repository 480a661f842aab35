"""What a bystander can do: actions, guides, facts, and the articles they were drawn from."""
