"""More facets of search, and the words of the register.

Registers that hold entries already must be indexed again: `waarborg register reindex`.
"""

from django.db import migrations, models

# Words are counted here, in place of a list of words that only grew. Changes stand apart until they are worked in, so
# that two who publish at once never wait for each other's words.
WORDS = (
    "DROP TABLE publications_search_word",
    "CREATE TABLE publications_search_word (word text{collation} PRIMARY KEY, documents bigint NOT NULL){tail}",
    "CREATE TABLE publications_search_word_change (word text NOT NULL, documents integer NOT NULL)",
)
COLUMNS = (
    "ALTER TABLE publications_search_row ADD COLUMN suppliers text NOT NULL DEFAULT '[]'",
    "ALTER TABLE publications_search_row ADD COLUMN product text NOT NULL DEFAULT ''",
    "ALTER TABLE publications_search_row ADD COLUMN laws text NOT NULL DEFAULT '[]'",
)
COLUMNS_BACK = tuple(
    f"ALTER TABLE publications_search_row DROP COLUMN {name}" for name in ("suppliers", "product", "laws")
)

# SQLite makes a table anew to add or drop a column; its triggers are not taken along.
DOCUMENT_GONE = """
CREATE TRIGGER IF NOT EXISTS publications_search_document_gone AFTER DELETE ON publications_searchdocument BEGIN
    DELETE FROM publications_search_text WHERE rowid = old.entry_id;
    DELETE FROM publications_search_row WHERE entry_id = old.entry_id;
END"""

NAMES = """
CREATE TRIGGER publications_search_names_{number} AFTER {event} ON organisations_organisation
BEGIN INSERT INTO publications_search_change (entry_id) VALUES (0); END"""

SQLITE = (
    "DROP TABLE publications_search_spelling",
    *(statement.format(collation="", tail=" WITHOUT ROWID") for statement in WORDS),
    *COLUMNS,
    DOCUMENT_GONE,
    # Entry 0 in the log of changes says that an organisation got another name.
    *(
        NAMES.format(number=number, event=event)
        for number, event in enumerate(
            ("INSERT", "DELETE", "UPDATE OF code, name, name_en, other_names, kind, is_current")
        )
    ),
)
SQLITE_BACK = (
    *(f"DROP TRIGGER publications_search_names_{number}" for number in range(3)),
    *COLUMNS_BACK,
    "DROP TABLE publications_search_word_change",
    "DROP TABLE publications_search_word",
    # As migration 0002 made them.
    "CREATE TABLE publications_search_word (word text PRIMARY KEY) WITHOUT ROWID",
    "CREATE VIRTUAL TABLE publications_search_spelling USING fts5(word, tokenize='trigram')",
    """CREATE TRIGGER publications_search_word_new AFTER INSERT ON publications_search_word
       BEGIN INSERT INTO publications_search_spelling (word) VALUES (new.word); END""",
)

POSTGRES = (
    *(statement.format(collation=' COLLATE "C"', tail="") for statement in WORDS),
    *COLUMNS,
    """CREATE FUNCTION publications_search_names() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO publications_search_change (entry_id) VALUES (0);
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER publications_search_names AFTER INSERT OR DELETE OR TRUNCATE OR
       UPDATE OF code, name, name_en, other_names, kind, is_current ON organisations_organisation
       FOR EACH STATEMENT EXECUTE FUNCTION publications_search_names()""",
    # PostgreSQL takes reading a vector that stands apart for free and would read them all for a common word.
    """CREATE FUNCTION publications_search_titles(asked text[], most integer) RETURNS SETOF bigint
       LANGUAGE plpgsql STABLE SET enable_seqscan = off SET jit = off AS $$
    DECLARE
        question tsquery;
        part tsquery;
        one text;
    BEGIN
        FOREACH one IN ARRAY asked LOOP
            part := to_tsquery('waarborg', one);
            -- The beginning of a word is looked for as it was typed as well: the stem of "parkeer" is "parker".
            IF one LIKE '%:*' THEN part := part || to_tsquery('simple', one); END IF;
            question := CASE WHEN question IS NULL THEN part ELSE question && part END;
        END LOOP;
        RETURN QUERY
            WITH found AS MATERIALIZED (SELECT entry_id FROM publications_search_text WHERE title @@ question)
            SELECT entry_id FROM found ORDER BY entry_id DESC LIMIT most;
    END $$""",
)
POSTGRES_BACK = (
    "DROP FUNCTION publications_search_titles",
    "DROP TRIGGER publications_search_names ON organisations_organisation",
    "DROP FUNCTION publications_search_names",
    *COLUMNS_BACK,
    "DROP TABLE publications_search_word_change",
    "DROP TABLE publications_search_word",
    # As migration 0002 made them.
    'CREATE TABLE publications_search_word (word text COLLATE "C" PRIMARY KEY)',
    "CREATE INDEX publications_search_word_like ON publications_search_word USING gin (word gin_trgm_ops)",
)


def make(apps, schema_editor):
    """Make the tables for the database this is."""
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRES})


def take_away(apps, schema_editor):
    """Put the tables back as they were; nothing in them is the only copy."""
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRES_BACK})


def keep_as_it_is(apps, schema_editor):
    """Nothing to do on the way there."""


def put_trigger_back(apps, schema_editor):
    """The last step back: the columns are gone, and so is the trigger on SQLite."""
    _run(schema_editor, {"sqlite": (DOCUMENT_GONE,), "postgresql": ()})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """More facets of search, and the words of the register."""

    dependencies = [
        ("publications", "0008_imports"),
        ("organisations", "0002_flows"),
    ]

    operations = [
        migrations.RunPython(keep_as_it_is, put_trigger_back),
        *(
            migrations.AddField(model_name="searchdocument", name=name, field=field)
            for name, field in (
                ("suppliers", models.JSONField(default=list)),
                ("supplier_names", models.JSONField(default=list)),
                ("product", models.CharField(blank=True, default="", max_length=80)),
                ("product_name", models.CharField(blank=True, default="", max_length=200)),
                ("laws", models.JSONField(default=list)),
                ("body_fields", models.JSONField(default=list)),
                ("is_counted", models.BooleanField(default=False)),
            )
        ),
        migrations.RunPython(make, take_away),
    ]
