import type { Db } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { insertRows, rowOf } from '#db/connection/rows.ts'
import { eventOf } from '#db/history/events.ts'
import { type ImportContents, type ImportDecision, readImportForDecision } from '#db/read/imports.ts'
import { events, importContents, imports } from '#db/schema/index.ts'
import { type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import { standingInPlan } from '#workflows/engine/policy.ts'
import type { Question } from '#workflows/engine/requirement.ts'
import { type Possibility, possibilities, step } from '#workflows/engine/step.ts'
import type { Answer } from '#workflows/exchange/reading/reading.ts'
import type { ImportFacts, ImportResult } from '#workflows/import/import-facts.ts'
import {
  editImport,
  type ImportEdit,
  type ImportEvent,
  importedWith,
  type ImportSubject,
  importWorkflow,
} from '#workflows/import/import.ts'
import { decideAndWrite, type Outcome } from './attempts.ts'
import { commitRow } from './commit-row.ts'
import type { StepsBeside } from './create-plan.ts'

export type ImportContext = {
  importId: string
  actorId: string
  now: Instant
  ifVersion?: number | undefined
}

/** How a spreadsheet is read anew: the choices, what came of them, and the answers. */
export type ImportReread = Omit<ImportEdit, 'type'> & { reading: Buffer; answers: readonly Answer[] }

/** Keeps a spreadsheet that was sent, with how it is read. */
export async function createImport(
  db: Db,
  after: ImportFacts,
  { workbook, reading, answers }: ImportContents,
): Promise<void> {
  const event = eventOf('import', after, { event: 'create', actorId: after.createdBy, now: after.createdAt })
  const kept = sql`insert into ${importContents} (import_id, workbook, reading, answers)
    select id, ${bytesIn(workbook)}, ${bytesIn(reading)}, ${JSON.stringify(answers)}::jsonb from moved`
  await commitRow(db, imports, { before: null, after, event, steps: [sql`kept as (${kept})`] })
}

/** Changes how a spreadsheet is read, at the version that this was worked out of. */
export async function rereadImport(
  db: Db,
  context: ImportContext & { ifVersion: number },
  { change, counts, reading, answers }: ImportReread,
): Promise<Outcome<ImportDecision, ImportFacts>> {
  const { importId, actorId, now } = context
  return decideAndWrite<ImportDecision, ImportSubject>({
    ...decidedBy(db, context),
    decide: (decision) =>
      editImport({ ...askedOf(decision, context), event: { type: 'edit', change, counts } }),
    write: ({ sheetImport: before }, { after }) => {
      const payload = { change, answers: answers.length }
      const event = eventOf('import', after, { event: 'edit', from: before.state, actorId, now, payload })
      const kept = sql`update ${importContents} set reading = ${bytesIn(reading)}, answers = ${JSON.stringify(answers)}::jsonb
        from moved where import_id = ${importId} returning import_id`
      return commitRow(db, imports, { before, after, event, steps: [sql`kept as (${kept})`] })
    },
  })
}

/** Discards a spreadsheet: what was read of it is not kept any more. */
export async function discardImport(
  db: Db,
  context: ImportContext,
): Promise<Outcome<ImportDecision, ImportFacts>> {
  const { importId, actorId, now } = context
  return decideAndWrite<ImportDecision, ImportSubject>({
    ...decidedBy(db, context),
    decide: (decision) =>
      step<ImportEvent, ImportSubject>(importWorkflow, {
        ...askedOf(decision, context),
        event: { type: 'discard' },
      }),
    write: ({ sheetImport: before }, { after, from }) => {
      const event = eventOf('import', after, { event: 'discard', from, actorId, now })
      const gone = sql`delete from ${importContents} using moved where import_id = ${importId} returning import_id`
      return commitRow(db, imports, { before, after, event, steps: [sql`gone as (${gone})`] })
    },
  })
}

/** What the write of an import hands over: the plan that it went into, and what it made of it. */
export type ImportDone = { planId: string; result: ImportResult }

/**
 * Writes a plan from a spreadsheet together with the import itself: both in one statement, or neither.
 * @param write writes into the plan what was worked out, with these steps in its statement; says whether it was done
 */
export async function carryOutImport(
  db: Db,
  context: ImportContext,
  answers: readonly Answer[],
  write: (beside: (done: ImportDone) => StepsBeside) => Promise<boolean>,
): Promise<Outcome<ImportDecision, ImportFacts>> {
  const { importId, actorId, now } = context
  return decideAndWrite<ImportDecision, ImportSubject>({
    ...decidedBy(db, context),
    decide: (decision) =>
      step<ImportEvent, ImportSubject>(importWorkflow, {
        ...askedOf(decision, context),
        event: { type: 'import' },
      }),
    write: ({ sheetImport: before }, { after: decided, from }) =>
      write((done) => {
        const after = importedWith(decided, done)
        const event = eventOf('import', after, { event: 'import', from, actorId, now })
        const row = JSON.stringify(rowOf(imports, after))
        return {
          steps: [
            sql`import_done as (update ${imports} set plan_id = wanted.plan_id, result = wanted.result, state = wanted.state,
                version = wanted.version, updated_at = wanted.updated_at
              from jsonb_populate_record(null::imports, ${row}::jsonb) wanted
              where imports.id = ${importId} and imports.version = ${before.version} and imports.state = 'open' returning imports.id)`,
            sql`import_history as (${insertRows(events, [event], sql`import_done`)})`,
            sql`import_kept as (update ${importContents} set workbook = null, reading = null, answers = ${JSON.stringify(answers)}::jsonb
              from import_done where import_id = import_done.id)`,
          ],
          musts: [sql`exists (select from import_done)`],
        }
      }),
  })
}

/** What this person may do next with an import, by the conditions that its writes enforce. */
export function importPossibilities(
  decision: ImportDecision,
  context: { actorId: string; now: Instant },
): Possibility<ImportEvent['type']>[] {
  return possibilities<ImportEvent, ImportSubject>(importWorkflow, askedOf(decision, context))
}

const decidedBy = (db: Db, { importId, actorId, ifVersion }: ImportContext) => ({
  ifVersion,
  read: () => readImportForDecision(db, importId, actorId),
  versionOf: ({ sheetImport }: ImportDecision) => sheetImport.version,
})

function askedOf(
  { sheetImport, around, role }: ImportDecision,
  { actorId, now }: { actorId: string; now: Instant },
): Omit<Question<ImportEvent, ImportSubject>, 'event'> {
  const standing = standingInPlan({ id: actorId, role })
  return { sheetImport, around, standing, today: londonDay(now), now }
}

const bytesIn = (bytes: Buffer | null): SQL =>
  bytes === null ? sql`null::bytea` : sql`decode(${bytes.toString('base64')}::text, 'base64')`
