ALTER TABLE notes DROP COLUMN is_pinned;
UPDATE almanac SET schema = 2;
