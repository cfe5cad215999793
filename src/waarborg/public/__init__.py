"""The site for everybody: find, read and check the algorithms of public bodies."""
