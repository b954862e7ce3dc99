import { gzipSync } from 'node:zlib'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { unpacked } from '#db/read/import-texts.ts'
import type { Redactable } from '#db/read/redactable.ts'
import type { Copies } from '#db/read/redacted-copies.ts'
import { withoutTextsOf } from '#workflows/redaction/places.ts'
import { withoutTexts } from '#workflows/redaction/texts.ts'
import { outOfCopies, outOfHtml, outOfOwn, type Wanted } from '#workflows/redaction/words.ts'

/** Those packs, emails, kept answers and typed texts in which something is taken out, as they are without it. */
export function changedCopies(
  { packs, editions, emails, answers, typed, imports }: Copies,
  thing: Redactable,
  wanted: Wanted,
  fileId?: string,
): Copies {
  const own = outOfOwn(wanted)
  const [plain, html] = [outOfCopies(wanted), outOfHtml(wanted)]
  // The counts in a pack name priorities and horizons without their ids.
  const isCounted = thing.kind === 'plan' || thing.kind === 'priority'
  const inPack = (contents: unknown) =>
    withoutTextsOf(isCounted ? withoutTexts(contents, own) : contents, thing, plain)
  return {
    packs: changedOf(packs, (pack) => ({ ...pack, contents: inPack(pack.contents) })),
    // A report tells of many things without their ids, so that what is taken out is taken out wherever it stands.
    editions: changedOf(editions, (edition) => ({
      ...edition,
      contents: everyString(edition.contents, plain),
      publicContents: everyString(edition.publicContents, plain),
      correction: edition.correction === null ? null : plain(edition.correction),
    })),
    emails: changedOf(emails, (email) => ({
      ...email,
      subject: plain(email.subject),
      text: plain(email.text),
      html: html(email.html),
    })),
    answers: changedOf(answers, (answer) => ({ ...answer, body: withoutInJson(answer.body, own, fileId) })),
    typed: changedOf(typed, (each) => ({
      ...each,
      values: Object.fromEntries(Object.entries(each.values).map(([key, value]) => [key, own(value)])),
    })),
    imports: changedOf(imports, ({ id, workbook, reading, answers: given }) => ({
      id,
      workbook: repacked(workbook, plain),
      reading: repacked(reading, plain),
      answers: everyString(given, plain) as typeof given,
    })),
  }
}

/** What is compressed with every text in it changed; as it was where nothing is. */
function repacked(packed: string | null, change: (text: string) => string): string | null {
  if (packed === null) return null
  const data = unpacked(packed)
  const left = JSON.stringify(everyString(data, change, true))
  return left === JSON.stringify(data) ? packed : gzipSync(left).toString('base64')
}

/** Data with every text in it changed; names of fields stay, unless people gave them. */
function everyString(data: unknown, change: (text: string) => string, namesToo = false): unknown {
  if (typeof data === 'string') return change(data)
  if (Array.isArray(data)) return data.map((each) => everyString(each, change, namesToo))
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(
    Object.entries(data).map(([name, each]) => [
      namesToo ? change(name) : name,
      everyString(each, change, namesToo),
    ]),
  )
}

function changedOf<T>(rows: readonly T[], change: (row: T) => T): T[] {
  return rows.flatMap((row) => {
    const after = change(row)
    return JSON.stringify(after) === JSON.stringify(row) ? [] : [after]
  })
}

/** An answer without it. Where it is of a file that is taken out, its name stands under a key that is no text elsewhere. */
function withoutInJson(body: string, takeOut: (text: string) => string, fileId: string | undefined): string {
  try {
    const answer = JSON.parse(body) as unknown
    const texts = fileId !== undefined && body.includes(fileId) ? { files: [answer] } : answer
    const left = withoutTexts(texts, takeOut)
    return left === texts
      ? body
      : JSON.stringify(texts === answer ? left : (left as { files: unknown[] }).files[0])
  } catch {
    return takeOut(body)
  }
}

/** The steps that write the changed copies. Every email that is being written is taken back from its sender, which then has lost it, and is written anew. */
export function copySteps({ packs, editions, emails, answers, typed, imports }: Copies): SQL[] {
  const from = (rows: readonly object[], columns: string) =>
    sql`from moved, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) wanted(${sql.raw(columns)})`
  return [
    sql`repacked as (update packs set contents = wanted.contents ${from(packs, 'id uuid, contents jsonb')} where packs.id = wanted.id)`,
    sql`reissued as (update editions set contents = wanted.contents, public_contents = wanted."publicContents",
      correction = wanted.correction
      ${from(editions, 'id uuid, contents jsonb, "publicContents" jsonb, correction text')} where editions.id = wanted.id)`,
    sql`reworded as (update deliveries set
        subject = case when state in ('queued', 'sending') then '' else wanted.subject end,
        text = case when state in ('queued', 'sending') then '' else wanted.text end,
        html = case when state in ('queued', 'sending') then '' else wanted.html end,
        ${takenBack}
      ${from(emails, 'id uuid, subject text, text text, html text')} where deliveries.id = wanted.id)`,
    sql`held as (update deliveries set ${takenBack} from moved where state = 'sending'
      and deliveries.id not in (select id from jsonb_to_recordset(${JSON.stringify(emails)}::jsonb) other(id uuid)))`,
    sql`answered as (update idempotency_keys set body = wanted.body ${from(answers, 'id uuid, body text')} where idempotency_keys.id = wanted.id)`,
    sql`unread as (update import_contents set workbook = decode(wanted.workbook, 'base64'), reading = decode(wanted.reading, 'base64'),
      answers = wanted.answers ${from(imports, 'id uuid, workbook text, reading text, answers jsonb')} where import_id = wanted.id)`,
    sql`retyped as (update typed_texts set values = wanted.values ${from(typed, 'id uuid, values jsonb')} where typed_texts.id = wanted.id)`,
  ]
}

const takenBack = sql`fence = case when state = 'sending' then fence + 1 else fence end,
  lease_until = case when state = 'sending' then null else lease_until end,
  state = case when state = 'sending' then 'queued' else state end`
