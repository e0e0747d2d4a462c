"""The directory as a file: read (JSON or a table, row by row), compared with what is there, and written."""
