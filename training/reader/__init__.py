"""The trained reader as a bot would carry it: numpy only, weights rounded to eight bits."""
