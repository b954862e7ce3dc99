import { listActions } from '#db/read/actions.ts'
import { measureSeries } from '#db/read/measure-ends.ts'
import { namesOf } from '#db/read/names.ts'
import { pagePriorities, type PlanRow } from '#db/read/plans.ts'
import { MOST_ACTIONS } from '#db/read/read-actions.ts'
import type { Deps } from '#server/deps.ts'
import { type SheetOut, writeWorkbook } from '#server/exchange/write-workbook.ts'
import { actionResource } from '#server/features/actions/resource.ts'
import type { Actor } from '#server/http/actor.ts'
import type { Moment } from '#server/http/as-at.ts'
import { type Download, fileNameOf } from '#server/http/download.ts'
import { hashOf } from '#server/http/hashes.ts'
import { dayInWords, endOfLondonDay } from '#workflows/calendar/calendar.ts'
import { byRef } from '#workflows/plan/reference-order.ts'
import { actionSheetColumns } from './actions-sheet-out.ts'
import { sheetOf } from './columns.ts'
import { keySheet, measuresSheet, prioritiesSheet } from './other-sheets.ts'

/** A plan as a spreadsheet: its sheets, and a mark of what is in them, which another reading of the same has too. */
export type PlanSheets = { sheets: SheetOut[]; tag: string }

/**
 * The sheets of a plan as a person sees it on a day: actions in the order of the plan, priorities, measures with their
 * newest figures, and the key. It is read in one statement a kind, whatever its length.
 */
export async function planSheets(
  { db }: Deps,
  actor: Actor,
  plan: PlanRow,
  { today, asAt }: Moment,
): Promise<PlanSheets> {
  const list = {
    filter: { plan: [plan.id] },
    sort: 'ref' as const,
    limit: MOST_ACTIONS,
    after: null,
    today,
    asAt,
  }
  const [{ items }, { items: priorities }, measures] = await Promise.all([
    listActions(db, actor.id, list),
    pagePriorities(db, actor.id, plan.id, { limit: MOST_ACTIONS, asAt }),
    measureSeries(db, plan.id, { moment: asAt && endOfLondonDay(asAt) }),
  ])
  const names = await namesOf(db, { people: priorities.flatMap(({ leadId }) => leadId ?? []), actions: [] })
  const places = new Map(priorities.map(({ id }, at) => [id, at]))
  const actions = items
    .map((read) => actionResource(read, today))
    .toSorted((a, b) => (places.get(a.priority.id) ?? 0) - (places.get(b.priority.id) ?? 0) || byRef(a, b))
  const sheets = [
    { ...sheetOf('Actions', actionSheetColumns, actions), pagesAcross: 3 },
    prioritiesSheet(priorities, actions, names),
    measuresSheet(measures),
    keySheet(plan, { today, isPast: asAt !== null }),
  ]
  return { sheets, tag: hashOf(JSON.stringify(sheets)) }
}

/** The file of a plan's sheets, and what it is downloaded as: its name says the plan and the day. */
export async function planFile(
  plan: PlanRow,
  { today }: Moment,
  { sheets }: PlanSheets,
): Promise<{ content: Buffer; download: Download }> {
  const content = await writeWorkbook(sheets, today)
  const name = `${fileNameOf(plan.title, 'Plan')}, ${dayInWords(today)}.xlsx`
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return { content, download: { name, type, size: content.length } }
}
