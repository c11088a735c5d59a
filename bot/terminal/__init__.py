"""What `launchwire` does in a terminal: one file per command, called by bot.cli."""
