"""Training the checks' reader: labelled texts in, `bot/coaching/checks/*.npz` out."""
