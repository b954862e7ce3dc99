import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { digestKinds } from '#db/schema/index.ts'
import type { Wanted } from '#workflows/redaction/words.ts'
import { type KeptImport, readKeptImports } from './import-texts.ts'
import { mayStandIn, type Redactable } from './redactable.ts'

/** What was written from a thing's texts and is kept elsewhere. */
export type Copies = {
  packs: { id: string; contents: unknown }[]
  editions: { id: string; contents: unknown; publicContents: unknown; correction: string | null }[]
  emails: { id: string; state: string; subject: string; text: string; html: string }[]
  answers: { id: string; body: string }[]
  typed: { id: string; values: Record<string, string> }[]
  imports: KeptImport[]
}

/**
 * What may hold a copy of a thing's texts: the packs of its plan's meetings, the editions of its reports, emails about its plan, answers that are
 * kept for requests that are sent again, and what people typed on the thing's pages while their session ran out.
 */
export async function readCopies(db: Db, { id, plan, parts }: Redactable, wanted: Wanted): Promise<Copies> {
  const planId = plan?.id ?? null
  const ids = [
    ...new Set([
      id,
      ...(plan ? [plan.id] : []),
      ...Object.values(parts).flatMap((rows) => rows.map((row) => row.id)),
    ]),
  ]
  const any = sql`any (${sql.raw('array')}[${sql.join(
    ids.map((each) => sql`${`%${each}%`}::text`),
    sql`, `,
  )}])`
  const holds = (text: ReturnType<typeof sql>) => mayStandIn(text, wanted, { cut: true })
  const [packs, editions, emails, answers, typed, imports] = await Promise.all([
    rowsOf<Copies['packs'][number]>(
      db,
      sql`select id, contents from packs where meeting_id in (select id from meetings where plan_id = ${planId})
        and ${holds(sql`contents::text`)}`,
    ),
    rowsOf<Copies['editions'][number]>(
      db,
      sql`select id, contents, public_contents as "publicContents", correction from editions
        where report_id in (select id from reports where plan_id = ${planId})
          and ${holds(sql`(contents::text || coalesce(public_contents::text, '') || coalesce(correction, ''))`)}`,
    ),
    rowsOf<Copies['emails'][number]>(
      db,
      sql`select id, state, subject, text, html from deliveries where text <> '' and ${holds(sql`(subject || text || html)`)}
        and (subject_plan_id = ${planId} or action_id in (select id from actions where plan_id = ${planId})
          or period in (select id::text from events where plan_id = ${planId})
          or exists (select from jsonb_array_elements(lines) line where line->>'planId' = ${planId}
            or line->>'actionId' in (select id::text from actions where plan_id = ${planId}))
          or (kind in ${digestKinds} and exists (select from actions where plan_id = ${planId} and strpos(text, actions.id::text) > 0)))`,
    ),
    rowsOf<Copies['answers'][number]>(
      db,
      sql`select id, body from idempotency_keys where body is not null and body like ${any} and ${holds(sql`body`)}`,
    ),
    rowsOf<Copies['typed'][number]>(
      db,
      sql`select id, values from typed_texts where (address like ${any} or ${typedInPlan(planId)}) and ${holds(sql`values::text`)}`,
    ),
    // What is compressed is looked through once it is unpacked.
    readKeptImports(db, sql`(select id from imports where plan_id = ${planId})`),
  ])
  return { packs, editions, emails, answers, typed, imports }
}

/** Whether a form was sent to a page of anything in the plan. */
function typedInPlan(planId: string | null): SQL {
  const things = [
    'actions',
    'measures',
    'meetings',
    'inspections',
    'priorities',
    'reports',
    'sections',
    'report_templates',
    'decision_records',
    'imports',
  ].map((table) => sql`select id from ${sql.identifier(table)} where plan_id = ${planId}`)
  return sql`exists (select from (${sql.join(things, sql` union all `)}) thing where strpos(address, thing.id::text) > 0)`
}
