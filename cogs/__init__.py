"""The commands, one thin module per stage of the method and per concern."""
