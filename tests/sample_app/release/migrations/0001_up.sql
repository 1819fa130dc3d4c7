-- What Almanac 1.0.0 keeps.
CREATE TABLE notes (id INTEGER PRIMARY KEY, created TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE almanac (schema INTEGER NOT NULL);
INSERT INTO almanac (schema) VALUES (1);
