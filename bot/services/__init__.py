"""The use cases, a module per stage of the method, one transaction each."""
