"""The tables of search, which each kind of database keeps in its own way."""

from django.db import migrations

SQLITE = (
    # What counting and sorting need of each entry, without its text: a tenth of the pages to read.
    """CREATE TABLE publications_search_row (
        entry_id integer PRIMARY KEY, public_id text NOT NULL, name text NOT NULL, published_on text NOT NULL,
        organisation text NOT NULL, kind text NOT NULL, status text NOT NULL, category text NOT NULL,
        themes text NOT NULL, assessments text NOT NULL
    )""",
    "CREATE INDEX publications_search_row_newest ON publications_search_row (published_on DESC, public_id, entry_id)",
    "CREATE INDEX publications_search_row_name ON publications_search_row (name, public_id, entry_id)",
    "CREATE VIRTUAL TABLE publications_search_text USING fts5(words, tokenize='ascii', columnsize=0)",
    "CREATE TABLE publications_search_word (word text PRIMARY KEY) WITHOUT ROWID",
    "CREATE VIRTUAL TABLE publications_search_spelling USING fts5(word, tokenize='trigram')",
    """CREATE TRIGGER publications_search_word_new AFTER INSERT ON publications_search_word
       BEGIN INSERT INTO publications_search_spelling (word) VALUES (new.word); END""",
    # Each change gets a token by chance: a number that was handed out again after a rollback is told apart.
    """CREATE TABLE publications_search_change (
        id integer PRIMARY KEY AUTOINCREMENT, token text NOT NULL DEFAULT (lower(hex(randomblob(8)))), entry_id integer
    )""",
    # The log always has a newest line, so that what a process remembers can be compared with it.
    "INSERT INTO publications_search_change (entry_id) VALUES (NULL)",
    """CREATE TRIGGER publications_search_row_added AFTER INSERT ON publications_search_row
       BEGIN INSERT INTO publications_search_change (entry_id) VALUES (new.entry_id); END""",
    """CREATE TRIGGER publications_search_row_changed AFTER UPDATE ON publications_search_row
       BEGIN INSERT INTO publications_search_change (entry_id) VALUES (new.entry_id); END""",
    """CREATE TRIGGER publications_search_row_gone AFTER DELETE ON publications_search_row
       BEGIN INSERT INTO publications_search_change (entry_id) VALUES (old.entry_id); END""",
    # A document that disappears in another way than through the index takes its words with it.
    """CREATE TRIGGER publications_search_document_gone AFTER DELETE ON publications_searchdocument BEGIN
        DELETE FROM publications_search_text WHERE rowid = old.entry_id;
        DELETE FROM publications_search_row WHERE entry_id = old.entry_id;
    END""",
)
SQLITE_BACK = (
    "DROP TRIGGER publications_search_document_gone",
    *(f"DROP TABLE publications_search_{name}" for name in ("change", "spelling", "word", "text", "row")),
)

POSTGRES = (
    "CREATE EXTENSION IF NOT EXISTS unaccent",
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    # The Dutch stemmer without its stop words, so that a phrase is matched as it was typed.
    "CREATE TEXT SEARCH DICTIONARY waarborg_dutch (TEMPLATE = snowball, LANGUAGE = dutch)",
    "CREATE TEXT SEARCH CONFIGURATION waarborg (COPY = simple)",
    """ALTER TEXT SEARCH CONFIGURATION waarborg ALTER MAPPING FOR asciiword, word, numword, asciihword, hword, numhword,
       hword_asciipart, hword_part, hword_numpart WITH unaccent, waarborg_dutch""",
    # Sorted by code point, as SQLite does, whatever the locale of the database.
    """CREATE TABLE publications_search_row (
        entry_id bigint PRIMARY KEY, public_id text COLLATE "C" NOT NULL, name text COLLATE "C" NOT NULL,
        published_on text COLLATE "C" NOT NULL, organisation text NOT NULL, kind text NOT NULL, status text NOT NULL,
        category text NOT NULL, themes text NOT NULL, assessments text NOT NULL
    )""",
    "CREATE INDEX publications_search_row_newest ON publications_search_row (published_on DESC, public_id, entry_id)",
    "CREATE INDEX publications_search_row_name ON publications_search_row (name, public_id, entry_id)",
    # The vectors stand apart from their rows, so that a list of entries is read from few pages.
    """CREATE TABLE publications_search_text (
        entry_id bigint PRIMARY KEY, title tsvector NOT NULL, summary tsvector NOT NULL, organisation tsvector NOT NULL,
        body tsvector NOT NULL, often tsvector NOT NULL
    ) WITH (toast_tuple_target = 128)""",
    """ALTER TABLE publications_search_text ALTER title SET STORAGE EXTERNAL, ALTER summary SET STORAGE EXTERNAL,
       ALTER organisation SET STORAGE EXTERNAL, ALTER body SET STORAGE EXTERNAL, ALTER often SET STORAGE EXTERNAL""",
    # New words first stand in a list, which `publications_search_settle` works in at the end of each batch: four
    # times as quick as word by word, and no question has to read the list.
    *(
        f"CREATE INDEX publications_search_text_{name} ON publications_search_text USING gin ({name}) "
        "WITH (fastupdate = on, gin_pending_list_limit = 32768)"
        for name in ("title", "summary", "organisation", "body", "often")
    ),
    """CREATE FUNCTION publications_search_settle() RETURNS void LANGUAGE sql SECURITY DEFINER
       SET search_path FROM CURRENT AS $$
        SELECT gin_clean_pending_list('publications_search_text_title'),
               gin_clean_pending_list('publications_search_text_summary'),
               gin_clean_pending_list('publications_search_text_organisation'),
               gin_clean_pending_list('publications_search_text_body'),
               gin_clean_pending_list('publications_search_text_often');
    $$""",
    'CREATE TABLE publications_search_word (word text COLLATE "C" PRIMARY KEY)',
    "CREATE INDEX publications_search_word_like ON publications_search_word USING gin (word gin_trgm_ops)",
    """CREATE TABLE publications_search_change (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, xid xid8 NOT NULL DEFAULT pg_current_xact_id(), entry_id bigint
    )""",
    "CREATE INDEX publications_search_change_xid ON publications_search_change (xid)",
    """CREATE FUNCTION publications_search_log() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'DELETE' THEN
            INSERT INTO publications_search_change (entry_id) VALUES (OLD.entry_id);
        ELSE
            INSERT INTO publications_search_change (entry_id) VALUES (NEW.entry_id);
        END IF;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER publications_search_row_changed AFTER INSERT OR UPDATE OR DELETE ON publications_search_row
       FOR EACH ROW EXECUTE FUNCTION publications_search_log()""",
    # A document that disappears in another way than through the index takes its words with it.
    """CREATE FUNCTION publications_search_forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            DELETE FROM publications_search_text;
            DELETE FROM publications_search_row;
        ELSE
            DELETE FROM publications_search_text WHERE entry_id = OLD.entry_id;
            DELETE FROM publications_search_row WHERE entry_id = OLD.entry_id;
        END IF;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER publications_search_document_gone AFTER DELETE ON publications_searchdocument
       FOR EACH ROW EXECUTE FUNCTION publications_search_forget()""",
    """CREATE TRIGGER publications_search_document_emptied AFTER TRUNCATE ON publications_searchdocument
       FOR EACH STATEMENT EXECUTE FUNCTION publications_search_forget()""",
    # PostgreSQL takes reading a vector that stands apart for free and would read them all for a common word.
    """CREATE FUNCTION publications_search_find(asked text, within bigint[]) RETURNS TABLE (field integer, ids bytea)
       LANGUAGE plpgsql STABLE SET enable_seqscan = off SET jit = off AS $$
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
POSTGRES_BACK = (
    "DROP FUNCTION publications_search_find, publications_search_settle",
    "DROP TRIGGER publications_search_document_gone ON publications_searchdocument",
    "DROP TRIGGER publications_search_document_emptied ON publications_searchdocument",
    *(f"DROP TABLE publications_search_{name}" for name in ("change", "word", "text", "row")),
    "DROP FUNCTION publications_search_log, publications_search_forget",
    "DROP TEXT SEARCH CONFIGURATION waarborg",
    "DROP TEXT SEARCH DICTIONARY waarborg_dutch",
)


def make(apps, schema_editor):
    """Make the tables of search for the database this is."""
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRES})


def take_away(apps, schema_editor):
    """Take the tables of search away. The documents they were made of stay; the extensions too."""
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRES_BACK})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("publications", "0001_initial")]
    operations = [migrations.RunPython(make, take_away)]
