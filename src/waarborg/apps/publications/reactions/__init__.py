"""Reports of readers: received without an account, answered by the organisation, shown as a record of corrections."""
