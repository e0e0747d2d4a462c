"""Spire: the house. What is true, whoever knocks."""
