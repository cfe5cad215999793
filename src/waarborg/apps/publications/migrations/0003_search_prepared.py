"""Where common words are found, worked out beforehand: a word that most entries hold is slow to look up."""

from django.db import migrations

SQLITE = (
    # One row with field -1 says up to which change of the index the others hold.
    """CREATE TABLE publications_search_prepared (
        stem text NOT NULL, field integer NOT NULL, ids blob NOT NULL, PRIMARY KEY (stem, field)
    )""",
    "CREATE VIRTUAL TABLE publications_search_vocabulary USING fts5vocab(publications_search_text, row)",
)
SQLITE_BACK = (
    "DROP TABLE publications_search_vocabulary",
    "DROP TABLE publications_search_prepared",
)

POSTGRES = (
    """CREATE TABLE publications_search_prepared (
        stem text COLLATE "C" NOT NULL, field integer NOT NULL, ids bytea NOT NULL, PRIMARY KEY (stem, field)
    )""",
    "ALTER TABLE publications_search_prepared ALTER ids SET STORAGE EXTERNAL",
    # With `=` in front, what is asked is a stem already.
    """CREATE OR REPLACE FUNCTION publications_search_find(asked text, within bigint[])
       RETURNS TABLE (field integer, ids bytea) LANGUAGE plpgsql STABLE SET enable_seqscan = off SET jit = off AS $$
    DECLARE
        question tsquery := CASE WHEN asked LIKE '=%' THEN to_tsquery('simple', substr(asked, 2))
                                 ELSE to_tsquery('waarborg', asked) END;
    BEGIN
        -- The beginning of a word is looked for as it was typed as well: the stem of "parkeer" is "parker".
        IF asked LIKE '%:*' THEN question := question || to_tsquery('simple', asked); END IF;
        IF within IS NULL THEN RETURN QUERY
            SELECT 0, string_agg(int4send(entry_id::int4), '') FROM publications_search_text
            WHERE title @@ question UNION ALL
            SELECT 1, string_agg(int4send(entry_id::int4), '') FROM publications_search_text
            WHERE summary @@ question UNION ALL
            SELECT 2, string_agg(int4send(entry_id::int4), '') FROM publications_search_text
            WHERE organisation @@ question UNION ALL
            SELECT 3, string_agg(int4send(entry_id::int4), '') FROM publications_search_text
            WHERE body @@ question UNION ALL
            SELECT 4, string_agg(int4send(entry_id::int4), '') FROM publications_search_text
            WHERE often @@ question;
        ELSE RETURN QUERY
            SELECT 0, string_agg(int4send(entry_id::int4), '') FROM publications_search_text
            WHERE title @@ question AND entry_id = ANY(within) UNION ALL
            SELECT 1, string_agg(int4send(entry_id::int4), '') FROM publications_search_text
            WHERE summary @@ question AND entry_id = ANY(within) UNION ALL
            SELECT 2, string_agg(int4send(entry_id::int4), '') FROM publications_search_text
            WHERE organisation @@ question AND entry_id = ANY(within) UNION ALL
            SELECT 3, string_agg(int4send(entry_id::int4), '') FROM publications_search_text
            WHERE body @@ question AND entry_id = ANY(within) UNION ALL
            SELECT 4, string_agg(int4send(entry_id::int4), '') FROM publications_search_text
            WHERE often @@ question AND entry_id = ANY(within);
        END IF;
    END $$""",
)
POSTGRES_BACK = (
    "DROP TABLE publications_search_prepared",
    # As migration 0002 made it.
    """CREATE OR REPLACE FUNCTION publications_search_find(asked text, within bigint[])
       RETURNS TABLE (field integer, ids bytea) LANGUAGE plpgsql STABLE SET enable_seqscan = off SET jit = off AS $$
    DECLARE
        question tsquery := to_tsquery('waarborg', asked);
    BEGIN
        -- The beginning of a word is looked for as it was typed as well: the stem of "parkeer" is "parker".
        IF asked LIKE '%:*' THEN question := question || to_tsquery('simple', asked); END IF;
        IF within IS NULL THEN RETURN QUERY
            SELECT 0, string_agg(int4send(entry_id::int4), '') FROM publications_search_text
            WHERE title @@ question UNION ALL
            SELECT 1, string_agg(int4send(entry_id::int4), '') FROM publications_search_text
            WHERE summary @@ question UNION ALL
            SELECT 2, string_agg(int4send(entry_id::int4), '') FROM publications_search_text
            WHERE organisation @@ question UNION ALL
            SELECT 3, string_agg(int4send(entry_id::int4), '') FROM publications_search_text
            WHERE body @@ question UNION ALL
            SELECT 4, string_agg(int4send(entry_id::int4), '') FROM publications_search_text
            WHERE often @@ question;
        ELSE RETURN QUERY
            SELECT 0, string_agg(int4send(entry_id::int4), '') FROM publications_search_text
            WHERE title @@ question AND entry_id = ANY(within) UNION ALL
            SELECT 1, string_agg(int4send(entry_id::int4), '') FROM publications_search_text
            WHERE summary @@ question AND entry_id = ANY(within) UNION ALL
            SELECT 2, string_agg(int4send(entry_id::int4), '') FROM publications_search_text
            WHERE organisation @@ question AND entry_id = ANY(within) UNION ALL
            SELECT 3, string_agg(int4send(entry_id::int4), '') FROM publications_search_text
            WHERE body @@ question AND entry_id = ANY(within) UNION ALL
            SELECT 4, string_agg(int4send(entry_id::int4), '') FROM publications_search_text
            WHERE often @@ question AND entry_id = ANY(within);
        END IF;
    END $$""",
)


def make(apps, schema_editor):
    """Make the table for the database this is."""
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRES})


def take_away(apps, schema_editor):
    """Take the table away; nothing in it is the only copy."""
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRES_BACK})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("publications", "0002_search")]
    operations = [migrations.RunPython(make, take_away)]
