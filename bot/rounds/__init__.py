"""What the coach does by itself in servers, at its time: posts, expiries, clearing up.

A round is a sweep over chores (`bot.rounds.chores`). Whichever process delivers makes the rounds
as well. The tables say what is due; every chore can be repeated at any moment without doing
anything twice.
"""
