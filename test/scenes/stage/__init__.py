"""The runner of the scenes: see ../README.md for the language, and this folder's README.md."""
