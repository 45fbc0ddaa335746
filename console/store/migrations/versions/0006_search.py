"""Search of past calls: the words of each call, kept by triggers, and indexes for places, units and times."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# A call is one document: its place and all that was noted on it. FTS5 reads the old text from the view when
# it takes a document out, so it has to be taken out before the rows change and put back after.
SQLITE = (
    """
    CREATE VIEW call_text AS
    SELECT id, place || ' ' || coalesce(
        (SELECT group_concat(text, ' ') FROM remark WHERE remark.call_id = call.id), '') AS words
    FROM call
    """,
    """
    CREATE VIRTUAL TABLE call_words USING fts5(
        words, content='call_text', content_rowid='id', columnsize=0,
        tokenize='unicode61 remove_diacritics 0')
    """,
    "INSERT INTO call_words(call_words) VALUES ('rebuild')",
    """
    CREATE TRIGGER call_words_taken AFTER INSERT ON call BEGIN
        INSERT INTO call_words(rowid, words) SELECT id, words FROM call_text WHERE id = new.id;
    END
    """,
    """
    CREATE TRIGGER call_words_moving BEFORE UPDATE OF place ON call BEGIN
        DELETE FROM call_words WHERE rowid = old.id;
    END
    """,
    """
    CREATE TRIGGER call_words_moved AFTER UPDATE OF place ON call BEGIN
        INSERT INTO call_words(rowid, words) SELECT id, words FROM call_text WHERE id = new.id;
    END
    """,
    """
    CREATE TRIGGER call_words_gone BEFORE DELETE ON call BEGIN
        DELETE FROM call_words WHERE rowid = old.id;
    END
    """,
    """
    CREATE TRIGGER call_words_noting BEFORE INSERT ON remark BEGIN
        DELETE FROM call_words WHERE rowid = new.call_id;
    END
    """,
    """
    CREATE TRIGGER call_words_noted AFTER INSERT ON remark BEGIN
        INSERT INTO call_words(rowid, words) SELECT id, words FROM call_text WHERE id = new.call_id;
    END
    """,
    """
    CREATE TRIGGER call_words_amending BEFORE UPDATE OF text, call_id ON remark BEGIN
        DELETE FROM call_words WHERE rowid IN (old.call_id, new.call_id);
    END
    """,
    """
    CREATE TRIGGER call_words_amended AFTER UPDATE OF text, call_id ON remark BEGIN
        INSERT INTO call_words(rowid, words)
        SELECT id, words FROM call_text WHERE id IN (old.call_id, new.call_id);
    END
    """,
    """
    CREATE TRIGGER call_words_striking BEFORE DELETE ON remark BEGIN
        DELETE FROM call_words WHERE rowid = old.call_id;
    END
    """,
    """
    CREATE TRIGGER call_words_struck AFTER DELETE ON remark BEGIN
        INSERT INTO call_words(rowid, words) SELECT id, words FROM call_text WHERE id = old.call_id;
    END
    """,
)
TRIGGERS = (
    "taken",
    "moving",
    "moved",
    "gone",
    "noting",
    "noted",
    "amending",
    "amended",
    "striking",
    "struck",
)

# PostgreSQL's parser sees host names, numbers with a sign and parts of URLs; without punctuation it sees
# words. A document is cut where the server's type for it would be too small. Pending entries of a GIN index
# would be read by every search, so there are none.
POSTGRESQL = (
    r"""
    CREATE FUNCTION call_plain(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT regexp_replace(said, '[]!-/:-@[\\^_`{-~\u00a1\u00ab\u00bb\u00bf\u2010-\u2027]+', ' ', 'g') $$
    """,
    """
    CREATE FUNCTION call_document(place text, of_call integer) RETURNS tsvector LANGUAGE sql STABLE AS
    $$ SELECT to_tsvector('simple', call_plain(left(place || ' ' || coalesce(
        (SELECT string_agg(text, ' ' ORDER BY id) FROM remark WHERE call_id = of_call), ''), 200000))) $$
    """,
    """
    CREATE TABLE call_words (
        call_id integer NOT NULL,
        words tsvector NOT NULL,
        CONSTRAINT pk_call_words PRIMARY KEY (call_id),
        CONSTRAINT fk_call_words_call_id_call FOREIGN KEY (call_id) REFERENCES call (id) ON DELETE CASCADE)
    """,
    "INSERT INTO call_words (call_id, words) SELECT id, call_document(place, id) FROM call",
    "CREATE INDEX ix_call_words_words ON call_words USING gin (words) WITH (fastupdate = off)",
    """
    CREATE FUNCTION call_words_of_call() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO call_words (call_id, words) VALUES (new.id, call_document(new.place, new.id))
        ON CONFLICT (call_id) DO UPDATE SET words = excluded.words;
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION call_words_of_remark() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE call_words SET words = call_document(call.place, call.id) FROM call
        WHERE call.id = call_words.call_id
        AND call.id IN (CASE WHEN TG_OP <> 'INSERT' THEN old.call_id END,
            CASE WHEN TG_OP <> 'DELETE' THEN new.call_id END);
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER call_words_taken AFTER INSERT OR UPDATE OF place ON call
    FOR EACH ROW EXECUTE FUNCTION call_words_of_call()
    """,
    """
    CREATE TRIGGER call_words_noted AFTER INSERT OR DELETE OR UPDATE OF text, call_id ON remark
    FOR EACH ROW EXECUTE FUNCTION call_words_of_remark()
    """,
)
NOT_POSTGRESQL = (
    "DROP TRIGGER call_words_noted ON remark",
    "DROP TRIGGER call_words_taken ON call",
    "DROP FUNCTION call_words_of_remark()",
    "DROP FUNCTION call_words_of_call()",
    "DROP TABLE call_words",
    "DROP FUNCTION call_document(text, integer)",
    "DROP FUNCTION call_plain(text)",
)
NOT_SQLITE = (
    *(f"DROP TRIGGER call_words_{name}" for name in TRIGGERS),
    "DROP TABLE call_words",
    "DROP VIEW call_text",
)
# A place is looked for by its beginning, in capitals or not. The server reads ids from the index alone only
# when the column itself is in it too.
BY_PLACE = {
    "sqlite": "CREATE INDEX ix_call_place ON call (place COLLATE NOCASE)",
    "postgresql": 'CREATE INDEX ix_call_place ON call ((upper(place) COLLATE "C"), id) INCLUDE (place)',
}


def upgrade() -> None:
    op.drop_index("ix_call_phone", table_name="call")
    op.create_index("ix_call_phone", "call", ["phone", "id"], unique=False)
    op.create_index("ix_call_received_at", "call", ["received_at", "id"], unique=False)
    op.create_index("ix_assignment_unit_id_call_id", "assignment", ["unit_id", "call_id"], unique=False)
    store = op.get_context().dialect.name
    op.execute(BY_PLACE[store])
    _run(SQLITE if store == "sqlite" else POSTGRESQL)


def downgrade() -> None:
    _run(NOT_SQLITE if op.get_context().dialect.name == "sqlite" else NOT_POSTGRESQL)
    op.drop_index("ix_call_place", table_name="call")
    op.drop_index("ix_assignment_unit_id_call_id", table_name="assignment")
    op.drop_index("ix_call_received_at", table_name="call")
    op.drop_index("ix_call_phone", table_name="call")
    op.create_index("ix_call_phone", "call", ["phone"], unique=False)


def _run(statements: tuple[str, ...]) -> None:
    # Straight to the driver: a colon in them is no parameter.
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)
