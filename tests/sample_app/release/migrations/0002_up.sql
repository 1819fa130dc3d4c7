-- Notes can be tagged.
ALTER TABLE notes ADD COLUMN tags TEXT NOT NULL DEFAULT '';
UPDATE almanac SET schema = 2;
