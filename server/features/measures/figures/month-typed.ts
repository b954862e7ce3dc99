import type { Db } from '#db/connection/connect.ts'
import { findMeasures, type MeasureRow } from '#db/read/measures.ts'
import type { Typed } from '#server/ui/forms/forms.ts'
import { savedBesideTyped } from '#server/ui/forms/stale-sides.ts'
import type { FormError } from '#server/ui/html/govuk.ts'
import type { Html } from '#server/ui/html/html.ts'
import { count } from '#workflows/words.ts'
import type { Month } from './month.ts'

/** A box of a measure in which something is typed, or that is ticked. */
export type BoxTyped = {
  name: string
  kind: 'figure' | 'grade' | 'caveat' | 'validated'
  measureId: string
  /** The place of a grade. */
  at: number
  text: string
}

const box = /^(figure|grade|caveat|validated)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-(\d{1,3}))?$/

/** What is typed in the boxes of measures, whether the month has a row for them or not. */
export function boxesTyped(values: Typed): BoxTyped[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const [, kind, measureId, at] = box.exec(name) ?? []
    const text = value.trim()
    if (kind === undefined || measureId === undefined || text === '') return []
    return [{ name, kind: kind as BoxTyped['kind'], measureId, at: Number(at ?? 0), text }]
  })
}

/** The same by measure. */
export const boxesByMeasure = (values: Typed): ReadonlyMap<string, BoxTyped[]> =>
  Map.groupBy(boxesTyped(values), ({ measureId }) => measureId)

/** What is typed in boxes of measures that the month does not ask for by now. */
export function boxesLost({ rows }: Pick<Month, 'rows'>, values: Typed): BoxTyped[] {
  const asked = new Set(rows.map(({ read }) => read.measure.id))
  return boxesTyped(values).filter(({ measureId }) => !asked.has(measureId))
}

/** What is said of boxes without a row: which measure they are of, as far as its plan is the month's, and what they hold. */
export async function saidOfLost(db: Db, month: Month, lost: readonly BoxTyped[]): Promise<FormError[]> {
  const measures = await measuresIn(db, month, lost)
  const [told, rest] = [lost.slice(0, MOST), lost.length - MOST]
  const lines = told.map(({ measureId, kind, text }) => {
    const measure = measures.get(measureId)
    const what = kind === 'validated' ? 'That it is validated' : `‘${text}’`
    return { text: `${nameOf(measure)}: ${what} ${isNotSaved}` }
  })
  return rest > 0 ? [...lines, { text: `And ${count(rest, 'more box', 'more boxes')} of this kind` }] : lines
}

const isNotSaved =
  'is not saved, because its figure is not asked for here any more. Save the others without it'

const nameOf = (measure: MeasureRow | undefined): string =>
  measure ? `${measure.ref} ${measure.title}` : 'A measure that is no longer yours'

/** All that was typed, by the names of its measures: for a form that is closed by now. */
export async function typedOfMonth(
  db: Db,
  month: Month,
  values: Typed,
  { closed, status }: { closed: boolean; status: Readonly<Record<string, string>> },
): Promise<Html> {
  const typed = boxesTyped(values)
  const measures = await measuresIn(db, month, typed)
  const labels = Object.fromEntries(
    typed.map(({ name, measureId, kind, at }) => {
      const measure = measures.get(measureId)
      const part = {
        figure: '',
        grade: `, ${measure?.scale[at] ?? `grade ${at + 1}`}`,
        caveat: ', caveat',
        validated: ', validated',
      }[kind]
      return [name, `${nameOf(measure)}${part}`]
    }),
  )
  const ticks = typed.filter(({ kind }) => kind === 'validated')
  return savedBesideTyped(
    {},
    values,
    {
      labels: { ...labels, status: 'How firm they are', source: 'Source', pasted: 'What was pasted' },
      choices: { status, ...Object.fromEntries(ticks.map(({ name, text }) => [name, { [text]: 'Ticked' }])) },
    },
    closed,
  )
}

/** Lines of one summary: they are told to be read. */
const MOST = 20

/** The measures of boxes, those of other plans left out. */
async function measuresIn(
  db: Db,
  { plan, rows }: Month,
  typed: readonly BoxTyped[],
): Promise<Map<string, MeasureRow>> {
  const shown = new Map(rows.map(({ read: { measure } }) => [measure.id, measure]))
  const others = [...new Set(typed.map(({ measureId }) => measureId))].filter((id) => !shown.has(id))
  const found = others.length === 0 ? [] : await findMeasures(db, others)
  const own = found.filter(({ planId }) => planId === plan.id)
  return new Map([...shown, ...own.map((measure): [string, MeasureRow] => [measure.id, measure])])
}
