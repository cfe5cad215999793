"""Decision logs to counts: files, frames, tables in PostgreSQL and Spark, all with the same cells as answer."""
