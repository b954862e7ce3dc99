-- What of an agenda is searched: the titles of its items and the minutes on each.
create function agenda_texts(agenda jsonb) returns text[] language sql immutable parallel safe as $texts$
  select coalesce(array_agg(said order by nth, place), '{}') from jsonb_array_elements(agenda) with ordinality each(item, nth)
    cross join lateral (values (0, item->>'title'), (1, item->>'minutes')) told(place, said)
$texts$;
--> statement-breakpoint
-- The words of an agenda. A megabyte of words that are all different fits into no `tsvector`: minutes of that kind are
-- kept and read all the same, and found by the titles of their items alone.
create function agenda_words(agenda jsonb) returns tsvector language plpgsql immutable parallel unsafe cost 1000
  set search_path from current as $words$
begin
  return search_words(variadic agenda_texts(agenda));
exception when program_limit_exceeded then
  return search_words(variadic (select array_agg(item->>'title') from jsonb_array_elements(agenda) each(item)));
end
$words$;
--> statement-breakpoint
CREATE INDEX "meetings_title_words" ON "meetings" USING gin (search_words("title"));--> statement-breakpoint
CREATE INDEX "meetings_text_words" ON "meetings" USING gin (agenda_words("agenda"));