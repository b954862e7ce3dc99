-- The words of texts as they follow each other, cut as `search_words` cuts them: a line for each text and way of
-- cutting, with a space around every word. Phrases are looked for in it, because a `tsvector` keeps only the first
-- places of a word.
create function search_lines(variadic given text[]) returns text language plpgsql immutable parallel safe cost 500
  set search_path from current as $lines$
declare
  each text;
  apart text;
  joined text;
  lines text := '';
begin
  foreach each in array given loop
    continue when each is null or each = '';
    apart := search_folded(each);
    joined := null;
    if apart ~ '[.''-]' then
      if apart ~ '[^ ][.''-][^ ]' then
        joined := regexp_replace(apart, '([^ .''-])[.''-](?=[^ 0-9.''-])', '\1', 'g');
        joined := regexp_replace(joined, '([^ 0-9.''-])[.''-](?=[^ .''-])', '\1', 'g');
        joined := regexp_replace(joined, '([0-9])[.](?=[0-9])', '\1:', 'g');
        joined := replace(regexp_replace(joined, '[ .''-]+', ' ', 'g'), ':', '.');
      end if;
      apart := regexp_replace(apart, '[ .''-]+', ' ', 'g');
    end if;
    lines := lines || ' ' || btrim(apart) || chr(32) || chr(10);
    if joined <> apart then
      lines := lines || ' ' || btrim(joined) || chr(32) || chr(10);
    end if;
  end loop;
  return lines;
end
$lines$;
--> statement-breakpoint
CREATE INDEX "extensions_text_words" ON "extensions" USING gin (search_words("text", "effect", "mitigation", "decision_reason"));