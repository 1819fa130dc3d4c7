-- The notes stay, their tags go.
ALTER TABLE notes DROP COLUMN tags;
UPDATE almanac SET schema = 1;
