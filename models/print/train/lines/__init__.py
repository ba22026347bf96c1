"""Synthetic lines of print, and real ones: pictures of one line of text, and what is written there."""
