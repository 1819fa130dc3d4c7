-- Notes can be kept at the top of the list.
ALTER TABLE notes ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0;
UPDATE almanac SET schema = 3;
