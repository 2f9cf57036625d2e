-- One row for each finished change. The stamp is random: no two memories, and no two states of one,
-- have the same. `last` is the last row that `text` ever had; numbers of rows are used once.
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    stamp BLOB NOT NULL UNIQUE,
    last INTEGER NOT NULL
) STRICT;

-- Codes of languages as units have them; `base` is the language without region and script.
CREATE TABLE language (
    id INTEGER PRIMARY KEY,
    tag TEXT NOT NULL UNIQUE,
    base TEXT NOT NULL,
    texts INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Where units came from. `size` and `modified` (nanoseconds since 1970) are those of a file that is
-- kept in step, and of no file that was imported once.
CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    size INTEGER,
    modified INTEGER,
    units INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Translation units; `rest` is JSON with everything that has no column, and `confidence` that of an
-- alignment, from 0 to 1. Its texts are as many rows of `text` as it says, and its number is that of
-- the first of them. `hash` finds equal units.
CREATE TABLE unit (
    id INTEGER PRIMARY KEY,
    file INTEGER NOT NULL REFERENCES file (id),
    document TEXT,
    created TEXT,
    creator TEXT,
    changed TEXT,
    changer TEXT,
    confidence REAL,
    rest TEXT,
    texts INTEGER NOT NULL,
    hash INTEGER NOT NULL
) STRICT;
CREATE INDEX unit_hash ON unit (hash);
CREATE INDEX unit_file ON unit (file);

-- The texts of the units in their order, `rest` is JSON.
CREATE TABLE text (
    id INTEGER PRIMARY KEY,
    unit INTEGER NOT NULL REFERENCES unit (id),
    language INTEGER NOT NULL REFERENCES language (id),
    text TEXT NOT NULL,
    rest TEXT
) STRICT;

-- For people who look into the file.
CREATE VIEW texts AS
SELECT unit.id AS unit, file.name AS file, unit.document, unit.created, unit.creator,
       language.tag AS language, text.text
FROM text
JOIN unit ON unit.id = text.unit
JOIN file ON file.id = unit.file
JOIN language ON language.id = text.language;
