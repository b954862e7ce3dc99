import {
  alike,
  asTwo,
  between,
  bracket,
  leftOut,
  smallOf,
  standsAlone,
  typographic,
} from '#workflows/search/characters.ts'

/**
 * The functions of the database by which texts are cut and sorted, from the tables of `workflows/search`: the beginning
 * of the migration that made them. Where the tables change, what this gives goes into a new migration.
 */
export function searchSql(): string {
  const typographicPlain = Object.entries(typographic)
    .map(([plain, all]) => plain.repeat(all.length))
    .join('')
  const letters = new Map([...capitals(), ...plainOf(alike)])
  const twoLetters = Object.entries(asTwo).reduce(
    (text, [letter, two]) => `replace(${text}, ${quoted(letter)}, '${two}')`,
    't',
  )
  return `-- The rule of searching and sorting, as \`workflows/search\` tells it: characters are folded and cut into words by this
-- text alone, so that the answers are the same whatever locale, dictionaries or extensions a database has. Whoever
-- changes it writes a new migration that makes the indexes anew. Needs UTF8 for \`normalize\`.
create function search_folded(given text) returns text language plpgsql immutable strict parallel safe as $fold$
declare
  t text := given;
begin
  if octet_length(t) <> length(t) then
    t := normalize(translate(t, ${quoted(Object.values(typographic).join(''))}, ${quoted(typographicPlain)}), nfkd);
    t := regexp_replace(t, '[${inBracket(leftOut)}]', '', 'g');
  else
    t := translate(t, '\`', '''');
  end if;
  t := lower(t collate "C");
  if octet_length(t) <> length(t) then
    if t ~ '[${runsOf(letters)}]' then
      t := translate(t, ${quoted([...letters.keys()].join(''))},
        ${quoted([...letters.values()].join(''))});
    end if;
    if t ~ '[${Object.keys(asTwo)
      .map((letter) => escaped(codeOf(letter)))
      .join('')}]' then
      t := ${twoLetters};
    end if;
    t := regexp_replace(t, '([${inBracket(standsAlone)}])', ' \\1 ', 'g');
  end if;
  return regexp_replace(t, '[${inBracket(between)}]+', ' ', 'g');
end
$fold$;
--> statement-breakpoint
-- The words of texts with their places, for \`@@\`: cut at every apostrophe, dash and dot, and once more with the words
-- that these hold together. Between two texts and the two ways of cutting a place stays free, so that no phrase
-- reaches across.
create function search_words(variadic given text[]) returns tsvector language plpgsql immutable parallel safe cost 500
  set search_path from current as $words$
declare
  each text;
  apart text;
  joined text;
  words text[] := '{}';
begin
  foreach each in array given loop
    continue when each is null or each = '';
${cutting}    words := words || null::text || string_to_array(btrim(apart), ' ');
    if joined <> apart then
      words := words || null::text || string_to_array(btrim(joined), ' ');
    end if;
  end loop;
  return (select coalesce(string_agg('''' || left(word, 100) || ''':' || least(place, 16383), ' '), '')::tsvector
    from unnest(words) with ordinality cut(word, place) where word is not null);
end
$words$;
--> statement-breakpoint
-- What texts are sorted by: without accents, capitals and apostrophes, numbers by their value, and then as they are.
create function reading_order(given text) returns text language plpgsql immutable strict parallel safe set search_path from current as $order$
declare
  t text := btrim(regexp_replace(replace(search_folded(given), '''', ''), '[ .-]+', ' ', 'g'));
begin
  if t ~ '[0-9]' then
    t := regexp_replace(regexp_replace(t, '([0-9]+)', '0000000000\\1', 'g'), '0*([0-9]{10,})', '\\1', 'g');
  end if;
  return t || chr(1) || given;
end
$order$;
`
}

/** How the functions cut a text: `apart` at every joining character, and `joined` where one holds a word together. */
const cutting = `    apart := search_folded(each);
    joined := null;
    if apart ~ '[.''-]' then
      if apart ~ '[^ ][.''-][^ ]' then
        joined := regexp_replace(apart, '([^ .''-])[.''-](?=[^ 0-9.''-])', '\\1', 'g');
        joined := regexp_replace(joined, '([^ 0-9.''-])[.''-](?=[^ .''-])', '\\1', 'g');
        joined := regexp_replace(joined, '([0-9])[.](?=[0-9])', '\\1:', 'g');
        joined := replace(regexp_replace(joined, '[ .''-]+', ' ', 'g'), ':', '.');
      end if;
      apart := regexp_replace(apart, '[ .''-]+', ' ', 'g');
    end if;
`

/** The function of the database in which phrases are looked for: the beginning of the migration that made it. */
export function linesSql(): string {
  return `-- The words of texts as they follow each other, cut as \`search_words\` cuts them: a line for each text and way of
-- cutting, with a space around every word. Phrases are looked for in it, because a \`tsvector\` keeps only the first
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
${cutting}    lines := lines || ' ' || btrim(apart) || chr(32) || chr(10);
    if joined <> apart then
      lines := lines || ' ' || btrim(joined) || chr(32) || chr(10);
    end if;
  end loop;
  return lines;
end
$lines$;
`
}

/** The capitals beyond ASCII that are left when accents are taken apart, each with what it is compared as. */
function capitals(): [letter: string, plain: string][] {
  const known = new Map(plainOf(alike))
  const all = Array.from({ length: 0xff80 }, (_, at) => String.fromCharCode(at + 0x80))
  return all
    .filter((letter) => smallOf(letter) !== letter && letter.normalize('NFKD') === letter)
    .map((letter): [string, string] => [letter, known.get(smallOf(letter)) ?? smallOf(letter)])
    .toSorted(([one], [other]) => placeOf(one) - placeOf(other))
}

/** Greek and Cyrillic come first, because a list is searched from its beginning. */
function placeOf(letter: string): number {
  const code = codeOf(letter)
  return code >= 0x370 && code < 0x530 ? code - 0x10000 : code
}

function plainOf(table: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(table).flatMap(([plain, all]) =>
    Array.from(all, (letter): [string, string] => [letter, plain]),
  )
}

/** The letters as runs of a bracket, which may take in one that lies between two of them. */
function runsOf(letters: ReadonlyMap<string, string>): string {
  const runs: [number, number][] = []
  for (const code of [...letters.keys()].map(codeOf).toSorted((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last && code <= last[1] + 2) last[1] = code
    else runs.push([code, code])
  }
  return runs
    .map(([first, last]) => (first === last ? escaped(first) : `${escaped(first)}-${escaped(last)}`))
    .join('')
}

function inBracket(ranges: Parameters<typeof bracket>[0]): string {
  return bracket(ranges, escaped)
}

function escaped(code: number): string {
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`
}

/** A text as SQL writes it, everything beyond ASCII by its number. */
function quoted(text: string): string {
  const characters = Array.from(text, (each) => {
    if (each === "'") return "''"
    const code = codeOf(each)
    return code < 0x80 ? each : `\\${code.toString(16).padStart(4, '0')}`
  })
  return `u&'${characters.join('')}'`
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0
}
