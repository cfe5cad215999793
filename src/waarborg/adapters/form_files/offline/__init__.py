"""A form as one file that works without network or account, and the way back."""
