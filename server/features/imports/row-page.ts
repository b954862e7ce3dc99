import type { FastifyInstance } from 'fastify'
import { Problem } from '#server/http/problem.ts'
import { textFault } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { asFault, type FormState, type Typed } from '#server/ui/forms/forms.ts'
import { button } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { type ExchangeField, repeatedFields, textLimits } from '#workflows/exchange/exchange-fields.ts'
import type { Answer, FieldOrRow, Reading, RowRead } from '#workflows/exchange/reading/reading.ts'
import { limits } from '#workflows/limits.ts'
import { closedImport, importAt } from './import-at.ts'
import { LEAVE_OUT } from './questions.ts'
import { changeImport, type ImportDeps, type ImportWhole, seeWholeImport } from './service.ts'
import { wholeTyped } from './whole.ts'
import { nameOfField } from './words.ts'

/** `/imports/:id/rows/:row`: one row of a spreadsheet, cell by cell: what should stand in it instead, or that it is left out. */
export function rowPage(app: FastifyInstance, deps: ImportDeps, web: Web): void {
  formPage(app, web, paths.importRow.pattern, async (request) => {
    const at = await importAt(deps, web, request)
    const { actor, whole, frame } = at
    const { facts } = whole
    const number = wholeTyped((request.params as { row: string }).row)
    if (number === null) throw noSuchRow()
    const row = whole.kept?.reading.rows.find((each) => each.row === number)
    const isOut = whole.answers.some((each) => each.row === number && each.answer === LEAVE_OUT)
    if (whole.kept !== null && !row && !isOut) throw noSuchRow()
    const cells = row && whole.kept ? cellsOf(row, whole.kept.reading, whole.answers) : []
    const initial: Typed = {
      ...(isOut && { out: 'yes' }),
      ...Object.fromEntries(cells.map(({ field, value }) => [field, value === '-' ? '' : value])),
    }
    return {
      page: {
        ...frame(`Row ${number}`),
        back: { href: paths.importRows.at(facts), text: 'Back to the rows' },
      },
      version: facts.version,
      initial,
      ...closedImport(at),
      labels: Object.fromEntries(cells.map(({ field }) => [field, nameOfField(field)])),
      fields: (state) => rowFields(state, cells, row),
      send: async (values, version) => {
        const unfit = cells.flatMap(({ field }) => {
          const because = textFault(limits.import.answer, values[field] ?? '')
          return because === null ? [] : [[field, asFault(because)] as const]
        })
        if (unfit.length > 0) return { ok: false, faults: Object.fromEntries(unfit) }
        const isChanged = cells.some(
          ({ field }) => (values[field] ?? '').trim() !== (initial[field] ?? '').trim(),
        )
        if (values.out !== undefined && isChanged)
          return { ok: false, faults: { out: 'Leave the row out or change it, not both' } }
        const answers = answersIn(values, { number, cells, isOut })
        const { version: now } =
          answers.length > 0 ? await changeImport(deps, actor, facts.id, { answers }, version) : facts
        const open =
          values.out === undefined ? faultsOf(await seeWholeImport(deps, actor, facts.id), number) : {}
        // What was left as it stood is asked about where all of it is asked: here only what was typed is refused.
        const faults = Object.fromEntries(
          Object.entries(open).filter(([field]) => answers.some((each) => each.field === field)),
        )
        if (Object.keys(faults).length > 0)
          return { ok: false, faults, status: 400, left: { values, version: now } }
        const success = [
          values.out === undefined ? readWords(number, answers.length) : `Row ${number} is left out.`,
          ...Object.keys(open).map((field) => `Still open in it: ${nameOfField(field as FieldOrRow)}.`),
        ].join(' ')
        return { ok: true, data: { to: paths.importRows.at(facts), success } }
      },
    }
  })
}

const readWords = (row: number, answers: number): string =>
  answers === 0 ? `Row ${row} is read as before.` : `Row ${row} is read as you said.`

const noSuchRow = () => new Problem('notFound', 'There is no such row among those that are read.')

/** A cell of a row that holds one field: what stands in the sheet, and what was answered instead. */
type RowCell = {
  field: ExchangeField
  heading: string
  original: string
  value: string
  said: readonly string[]
}

function cellsOf(row: RowRead, { columns }: Reading, answers: readonly Answer[]): RowCell[] {
  const fields = columns.flatMap(({ heading, field }) =>
    field === null || field === 'row' || repeatedFields.has(field) ? [] : [{ heading, field }],
  )
  const once = fields.filter(({ field }) => fields.filter((each) => each.field === field).length === 1)
  return once.map(({ heading, field }) => {
    const original = row.originals[heading] ?? ''
    const own = answers.find(
      (each) => each.row === row.row && each.field === field && each.original === original,
    )
    const said = [
      ...row.refused.filter((each) => each.field === field).map(({ because }) => because),
      ...row.asked.filter((each) => each.field === field).map(({ question }) => question),
    ]
    return { field, heading, original, value: own === undefined ? original : own.answer, said }
  })
}

function answersIn(
  values: Typed,
  { number: row, cells, isOut }: { number: number; cells: readonly RowCell[]; isOut: boolean },
): Answer[] {
  const out = values.out !== undefined
  const leaving = out === isOut ? [] : [{ row, field: 'row', original: '', answer: out ? LEAVE_OUT : '' }]
  if (out) return leaving
  const changed = cells.flatMap(({ field, original, value }) => {
    const typed = (values[field] ?? '').trim()
    if (typed === (value === '-' ? '' : value.trim())) return []
    // What stands in the sheet again takes the answer back; what is emptied is said to be nothing.
    return [{ row, field, original, answer: typed === original.trim() ? '' : typed === '' ? '-' : typed }]
  })
  return [...leaving, ...changed]
}

function rowFields(state: FormState, cells: readonly RowCell[], row: RowRead | undefined): Html {
  const fields = fieldsOf(state)
  const whole = [...(row?.refused ?? []), ...(row?.asked ?? [])].filter(({ field }) => field === 'row')
  return html`${whole.map((each) => html`<p><strong>${'because' in each ? each.because : each.question}</strong></p>`)}
${fields.tick('out', { label: 'Is it imported?', items: [{ value: 'yes', text: 'Leave this row out' }] })}
${cells.map(({ field, heading, original, said }) => {
  const own = {
    label: heading === nameOfField(field) ? heading : `${nameOfField(field)} (‘${heading}’)`,
    ...(said.length > 0 && { hint: said.join(' ') }),
  }
  const isLong = (textLimits[field]?.kind ?? 'line') === 'text' || original.length > 80
  return isLong ? fields.text(field, { ...own, rows: 4 }) : fields.line(field, own)
})}
${button({ text: 'Read the row like this' })}`
}

/** What of a row is not clear, by its field. */
function faultsOf({ kept }: ImportWhole, number: number): Typed {
  const row = kept?.reading.rows.find((each) => each.row === number)
  if (!row) return {}
  const told = [
    ...row.asked.map(({ field, question }) => [field, question] as const),
    ...row.refused.map(({ field, because }) => [field, because] as const),
  ]
  return Object.fromEntries(told.map(([field, text]) => [field, asFault(text)]))
}
