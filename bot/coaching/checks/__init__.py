"""What the coach finds in a member's own words: requests, question lists, thank-yous.

Pure and deterministic: a text and what is known of it in, findings out. Importing this package
costs nothing; the rules are in its modules, which are imported when a check runs.
"""
