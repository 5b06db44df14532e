"""The method, in pure Python: no Discord, no SQL, no clock of its own, no input or output."""
