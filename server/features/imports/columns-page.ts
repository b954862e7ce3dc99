import type { FastifyInstance } from 'fastify'
import type { KeptReading } from '#server/exchange/read-plan.ts'
import { paths } from '#server/paths.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { asFault, type FormState, type Typed } from '#server/ui/forms/forms.ts'
import { table } from '#server/ui/html/components.ts'
import { button } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { type ExchangeField, exchangeFields, repeatedFields } from '#workflows/exchange/exchange-fields.ts'
import type { Reading } from '#workflows/exchange/reading/reading.ts'
import type { ImportFacts } from '#workflows/import/import-facts.ts'
import { beyond, isWithin, limits } from '#workflows/limits.ts'
import { closedImport, importAt } from './import-at.ts'
import { changeImport, type ImportChange, type ImportDeps } from './service.ts'
import { titleIn } from './title-form.ts'
import { wholeTyped } from './whole.ts'
import { fieldWords } from './words.ts'

/** `/imports/:id/columns`: which sheet is read, in which row its headings stand, and what each column is. */
export function columnsPage(app: FastifyInstance, deps: ImportDeps, web: Web): void {
  formPage(app, web, paths.importColumns.pattern, async (request) => {
    const at = await importAt(deps, web, request)
    const { actor, whole, home, frame } = at
    const { facts, kept } = whole
    const initial: Typed = kept === null ? {} : initialOf(kept.reading, facts.title)
    return {
      page: frame('Sheet and columns'),
      version: facts.version,
      initial,
      ...closedImport(at),
      fields: (state) => (kept === null ? html`` : columnFields(state, kept, facts.planId === null)),
      send: async (values, version) => {
        if (kept === null) return { ok: false, faults: {}, status: 409 }
        const read = changeIn(values, initial, kept.reading, facts)
        if ('faults' in read) return { ok: false, faults: read.faults }
        const { change } = read
        if (Object.keys(change).length > 0) await changeImport(deps, actor, facts.id, change, version)
        const again = change.sheet !== undefined || change.headerRow !== undefined
        return {
          ok: true,
          data: again
            ? {
                to: paths.importColumns.at(facts),
                success: 'The sheet is read anew. Look whether its columns are right.',
              }
            : { to: home, success: 'The columns are read as you said.' },
        }
      },
    }
  })
}

const columnName = (at: number): string => `column-${at}`

function initialOf({ sheet, headerRows, columns }: Reading, title: string): Typed {
  return {
    title,
    sheet,
    headerRow: String(headerRows.at(-1) ?? ''),
    ...Object.fromEntries(columns.map(({ field }, at) => [columnName(at), field ?? ''])),
  }
}

function changeIn(
  values: Typed,
  initial: Typed,
  { columns, sheet, headerRows }: Reading,
  { planId, columns: chosen }: Pick<ImportFacts, 'planId' | 'columns'>,
): { change: ImportChange } | { faults: Record<string, string> } {
  const isNew = planId === null
  const titled = isNew ? titleIn(values) : null
  const sheetNow = values.sheet ?? sheet
  if (titled && !titled.ok) return { faults: titled.faults as Record<string, string> }
  const title = titled?.ok ? titled.data.title : ''
  const row = wholeTyped(values.headerRow)
  if (row === null || !isWithin(limits.import.headerRow, row))
    return { faults: { headerRow: asFault(beyond(limits.import.headerRow)) } }
  // What is chosen of the columns is of this sheet: with another one they are found anew.
  const isOther = sheetNow !== sheet || row !== headerRows.at(-1)
  const read = isOther ? {} : columnsIn(values, initial, { columns, chosen })
  if ('faults' in read) return read
  return {
    change: {
      ...(isNew && title !== initial.title && { title }),
      ...(sheetNow !== sheet && { sheet: sheetNow, headerRow: null }),
      ...(row !== headerRows.at(-1) && { headerRow: row }),
      ...read,
    },
  }
}

/** What columns are from now on, where anything is chosen otherwise: a column that was left is not guessed anew either. */
function columnsIn(
  values: Typed,
  initial: Typed,
  { columns, chosen }: Pick<Reading, 'columns'> & { chosen: ImportFacts['columns'] },
): { columns?: ImportFacts['columns'] } | { faults: Record<string, string> } {
  const told = columns.map(({ heading }, at) => {
    const field = fieldIn(values[columnName(at)])
    return { at, heading, field, isChanged: (values[columnName(at)] ?? '') !== initial[columnName(at)] }
  })
  if (told.every(({ isChanged }) => !isChanged)) return {}
  const isSingle = (field: ExchangeField | null) => field !== null && !repeatedFields.has(field)
  const twice = told.find(
    ({ at, field, isChanged }) =>
      isChanged && isSingle(field) && told.some((other) => other.at !== at && other.field === field),
  )
  if (twice)
    return { faults: { [columnName(twice.at)]: 'Another column is read as this. Choose one of the two' } }
  // A due date and the one that it was moved to are both shown as due dates, and stay what they are.
  const kept = told.filter(
    ({ field, isChanged }) =>
      isChanged || !isSingle(field) || told.filter((other) => other.field === field).length === 1,
  )
  const others = chosen.filter((each) => kept.every(({ heading }) => heading !== each.heading))
  return { columns: [...others, ...kept.map(({ heading, field }) => ({ heading, field }))] }
}

const fieldIn = (value: string | undefined): ExchangeField | null =>
  exchangeFields.find((field) => field === value) ?? null

function columnFields(state: FormState, { reading, sheets }: KeptReading, isNew: boolean): Html {
  const fields = fieldsOf(state)
  const choices = [
    { value: '', text: 'No field: kept with the description' },
    ...exchangeFields.map((field) => ({ value: field, text: fieldWords[field] })),
  ]
  return html`${isNew && fields.line('title', { label: 'Title of the new plan' })}
${
  sheets.names.length > 1 &&
  fields.pick('sheet', {
    label: 'Which sheet is the plan?',
    items: sheets.names.map(({ name, rows, hidden }) => ({
      value: name,
      text: `${name} (${rows} rows${hidden ? ', hidden' : ''})`,
    })),
  })
}
${fields.line('headerRow', {
  label: 'In which row do its headings stand?',
  hint: 'As Excel numbers it. The first rows are shown below.',
  inputmode: 'numeric',
  classes: 'govuk-input--width-4',
})}
<h2 class="govuk-heading-m">What is each column?</h2>
${reading.columns.map(({ heading }, at) =>
  fields.pick(columnName(at), { label: heading, hint: sampleOf(reading, heading), items: choices }),
)}
${button({ text: 'Read it like this' })}
${table({
  caption: 'The first rows of the sheet',
  columns: [{ heading: 'Row' }, { heading: 'Cells' }],
  rowHeadings: true,
  rows: sheets.top.map(({ row, cells }) => [String(row), cells.join(' | ')]),
})}`
}

/** What stands in the first rows of a column, so that one sees what it is. */
function sampleOf({ rows }: Reading, heading: string): string {
  const texts = [...new Set(rows.flatMap(({ originals }) => originals[heading] ?? []))]
  const shown = texts.slice(0, 3).map((text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text))
  return shown.length === 0 ? 'Empty' : shown.join(' · ').replaceAll(/\s+/g, ' ')
}
