"""What the templates of the public site need beside Django's own tags."""
