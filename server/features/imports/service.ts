import { createHash } from 'node:crypto'
import { newId } from '#db/connection/ids.ts'
import {
  importsOf,
  type ImportRead,
  lastImported,
  readImport,
  readImportContents,
  readImportForDecision,
} from '#db/read/imports.ts'
import { knownPeople } from '#db/read/known-people.ts'
import { namesThere } from '#db/read/names-there.ts'
import {
  createImport,
  discardImport,
  type ImportContext,
  importPossibilities,
  rereadImport,
} from '#db/write/change-import.ts'
import type { Deps } from '#server/deps.ts'
import { keptReading, type KeptReading, type PlanReader } from '#server/exchange/read-plan.ts'
import {
  mayCreatePlan,
  requireEditor,
  requireInUse,
  seePlan,
  whyNoNewPlan,
} from '#server/features/plans/service.ts'
import { type Actor, todayOf } from '#server/http/actor.ts'
import { changedOrProblem } from '#server/http/changed.ts'
import { Problem } from '#server/http/problem.ts'
import { changedMeanwhile, fieldRefused, staleVersion } from '#server/http/refusals.ts'
import type { Answer } from '#workflows/exchange/reading/reading.ts'
import type { ImportChoices, ImportFacts } from '#workflows/import/import-facts.ts'
import { countsOfReading } from '#workflows/import/ready.ts'
import { beyond, isWithin, limits } from '#workflows/limits.ts'
import { whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import type { ImportRuns } from './runs.ts'

/** The features of imports need a reader of spreadsheets, and what knows which run, besides what every feature has. */
export type ImportDeps = Deps & { planReader: PlanReader; importRuns: ImportRuns }

/** A spreadsheet that was sent, for a plan that there is or a new one. */
export type Sent = { name: string; bytes: Buffer; into: { planId: string } | { title: string } }

/** An import with how it is read; `kept` is null once it is imported or discarded. */
export type ImportWhole = ImportRead & { kept: KeptReading | null; answers: Answer[] }

/** An import that the person may see. Throws 404 otherwise. */
export async function seeImport({ db }: Pick<Deps, 'db'>, actor: Actor, id: string): Promise<ImportRead> {
  const read = await readImport(db, actor.id, id)
  if (!read) throw new Problem('notFound', 'There is no such import, or it is not yours to see.')
  return read
}

/** An import with its reading. Throws 404 for one that is not theirs to see. */
export async function seeWholeImport(deps: Pick<Deps, 'db'>, actor: Actor, id: string): Promise<ImportWhole> {
  const [read, { reading, answers }] = await Promise.all([
    seeImport(deps, actor, id),
    readImportContents(deps.db, id, 'reading'),
  ])
  return { ...read, kept: reading && (await keptReading(reading)), answers }
}

/** The imports of a plan that the person may see, the newest first; of none, those into new plans that are open. */
export async function listImports(deps: Deps, actor: Actor, planId: string | null): Promise<ImportRead[]> {
  if (planId !== null) await seePlan(deps, actor, planId)
  return importsOf(deps.db, actor.id, planId)
}

/**
 * Reads a spreadsheet that was sent and keeps it aside. A plan's columns and answers of the spreadsheet before are taken
 * as told, where they fit.
 * @throws Problem 403 and 409 where the plan takes none from this person, 400 for a file that cannot be read, in words
 */
export async function sendSpreadsheet(deps: ImportDeps, actor: Actor, sent: Sent): Promise<ImportFacts> {
  await requireTaker(deps, actor, sent.into)
  const planId = 'planId' in sent.into ? sent.into.planId : null
  const [known, there, before] = await Promise.all([
    knownPeople(deps.db),
    namesThere(deps.db, planId),
    planId === null ? null : lastImported(deps.db, planId),
  ])
  const remembered = {
    columns: before?.columns ?? [],
    answers: (before?.answers ?? []).map((each) => ({ ...each, remembered: true as const })),
  }
  const options = { today: todayOf(deps), known, there }
  let told = remembered
  let read = await deps.planReader.read(sent.bytes, { ...options, ...told })
  if ('refused' in read && told.columns.length > 0) {
    // The file before may have been another tracker altogether.
    told = { columns: [], answers: [] }
    read = await deps.planReader.read(sent.bytes, options)
  }
  if ('refused' in read)
    throw fieldRefused('invalidRequest', { field: 'file', detail: read.refused }, 'fileRefused')
  const now = deps.clock.now()
  const facts: ImportFacts = {
    id: newId(),
    planId,
    title: 'title' in sent.into ? sent.into.title : '',
    fileName: sent.name,
    size: sent.bytes.length,
    sha256: createHash('sha256').update(sent.bytes).digest('hex'),
    sheet: null,
    headerRow: null,
    columns: told.columns,
    counts: countsOfReading(read.reading),
    result: null,
    createdBy: actor.id,
    state: 'open',
    version: 1,
    createdAt: now,
    updatedAt: now,
  }
  const { workbook, kept } = read
  await createImport(deps.db, facts, { workbook, reading: kept, answers: told.answers })
  return facts
}

/** Throws 404, 403 or 409 where a spreadsheet is not taken from this person, for that plan or a new one. */
export async function requireTaker(deps: Deps, actor: Actor, into: Sent['into']): Promise<void> {
  if ('title' in into) {
    if (!(await mayCreatePlan(deps, actor))) throw new Problem('forbidden', whyNoNewPlan)
    return
  }
  const plan = await seePlan(deps, actor, into.planId)
  await requireEditor(deps, actor, plan.id)
  requireInUse(plan)
  const shut = whyPlanIsShut(plan.state)
  if (shut !== null) throw new Problem('planClosed', shut)
}

/** What a person changes of how a spreadsheet is read. Of answers to one question the last one counts; an empty one takes it back. */
export type ImportChange = Partial<ImportChoices> & { answers?: readonly Answer[] }

/**
 * Reads a spreadsheet anew with other choices and answers. Choices that cannot be read with are refused in words, and
 * nothing changes.
 * @param ifVersion the version that the change was decided on
 */
export async function changeImport(
  deps: ImportDeps,
  actor: Actor,
  id: string,
  { answers: given = [], ...change }: ImportChange,
  ifVersion?: number,
): Promise<ImportFacts> {
  const { facts } = await seeImport(deps, actor, id)
  if (ifVersion !== undefined && facts.version !== ifVersion) throw staleVersion(facts.version)
  const context = { importId: id, actorId: actor.id, now: deps.clock.now(), ifVersion: facts.version }
  const contents = await readImportContents(deps.db, id, 'all')
  const answers = withAnswers(contents.answers, given)
  const wanted = { ...facts, ...change }
  if (contents.workbook === null) throw takenAlready()
  const read = await deps.planReader.reread(contents.workbook, await optionsOf(deps, wanted, answers))
  if ('refused' in read)
    throw fieldRefused('invalidRequest', { field: fieldOf(change), detail: read.refused })
  const reread = {
    change,
    counts: countsOfReading(read.reading),
    reading: read.kept,
    answers,
  }
  return changed(await rereadImport(deps.db, context, reread), context)
}

/** Refuses what asks for the rows of a spreadsheet that are not kept any more. */
export const takenAlready = () =>
  new Problem('wrongState', 'This spreadsheet is imported or discarded already. Send the file again.')

/** How a spreadsheet is read with the choices of an import. */
export async function optionsOf(
  deps: Deps,
  { planId, sheet, headerRow, columns }: Pick<ImportFacts, 'planId' | 'sheet' | 'headerRow' | 'columns'>,
  answers: readonly Answer[],
) {
  return {
    today: todayOf(deps),
    known: await knownPeople(deps.db),
    there: await namesThere(deps.db, planId),
    sheet: sheet ?? undefined,
    headerRow: headerRow ?? undefined,
    columns,
    answers,
  }
}

const fieldOf = (change: ImportChange): string =>
  (['sheet', 'headerRow', 'columns'] as const).find((field) => change[field] != null) ?? 'answers'

function withAnswers(before: readonly Answer[], given: readonly Answer[]): Answer[] {
  const keyOf = ({ row, field, original }: Answer) => JSON.stringify([row ?? null, field, original])
  const all = new Map([...before, ...given].map((each) => [keyOf(each), each]))
  const answers = [...all.values()].filter(({ answer }) => answer.trim() !== '')
  if (isWithin(limits.import.answers, answers.length)) return answers
  throw fieldRefused('invalidRequest', { field: 'answers', detail: beyond(limits.import.answers) })
}

/** Discards a spreadsheet that is not to be imported. */
export async function dropImport(
  deps: Deps,
  actor: Actor,
  id: string,
  ifVersion?: number,
): Promise<ImportFacts> {
  await seeImport(deps, actor, id)
  const context = { importId: id, actorId: actor.id, now: deps.clock.now(), ifVersion }
  return changed(await discardImport(deps.db, context), context)
}

/** What an import came to, or the problem that says why it came to nothing. */
export function changed(
  outcome: Awaited<ReturnType<typeof discardImport>>,
  context: ImportContext,
): ImportFacts {
  return changedOrProblem(outcome, {
    noun: 'import',
    ifVersion: context.ifVersion,
    versionOf: ({ sheetImport }) => sheetImport.version,
    possible: (decision) => importPossibilities(decision, context),
  })
}

/** An import with every event of its machine, for the caller. */
export async function importWithEvents(deps: Deps, actor: Actor, id: string) {
  await seeImport(deps, actor, id)
  const decision = await readImportForDecision(deps.db, id, actor.id)
  if (!decision) throw changedMeanwhile(0)
  const { state, version } = decision.sheetImport
  const items = importPossibilities(decision, { actorId: actor.id, now: deps.clock.now() })
  return { state, version, items }
}

/** Said of a file that is larger than any that is read. */
export const tooLargeToSend =
  'The file has more than 5 MB. Take pictures out, or copy the rows of the plan into a new workbook, and send that.'
