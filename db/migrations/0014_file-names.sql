-- Files of one name in one action are told apart as new ones are: the second is 'name (2).pdf'. A name that such a
-- file has already is passed over.
DO $$
DECLARE twin record;
DECLARE base text;
DECLARE ending text;
DECLARE number integer;
BEGIN
  FOR twin IN
    SELECT id, action_id, name FROM (
      SELECT id, action_id, name, row_number() OVER (PARTITION BY action_id, lower(name) ORDER BY added_at, id) AS place
      FROM files WHERE taken_out_at IS NULL
    ) placed WHERE place > 1 ORDER BY action_id, id
  LOOP
    base := regexp_replace(twin.name, '\.[^.]*$', '');
    ending := substr(twin.name, length(base) + 1);
    number := 2;
    WHILE EXISTS (SELECT FROM files WHERE action_id = twin.action_id AND lower(name) = lower(base || ' (' || number || ')' || ending))
    LOOP
      number := number + 1;
    END LOOP;
    UPDATE files SET name = base || ' (' || number || ')' || ending WHERE id = twin.id;
  END LOOP;
END $$;--> statement-breakpoint
CREATE UNIQUE INDEX "files_name" ON "files" USING btree ("action_id",lower(name)) WHERE taken_out_at is null;