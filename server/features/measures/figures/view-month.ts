import type { ObservationRow } from '#db/read/measures.ts'
import { paths } from '#server/paths.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import type { FormState } from '#server/ui/forms/forms.ts'
import { shownAs } from '#server/ui/forms/shown-as.ts'
import { button, details, insetText } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { asAt } from '#server/ui/words/measure-words.ts'
import { type Day, dayInWords } from '#workflows/calendar/calendar.ts'
import { periodInWords } from '#workflows/calendar/period.ts'
import { type Frequency, periodOf, precisionOf } from '#workflows/measure/figures-due.ts'
import type { FigurePeriod } from '#workflows/measure/period-proposed.ts'
import { count } from '#workflows/words.ts'
import { askedInMonth, shownFigure } from '../figure-form.ts'
import { figureHint, statuses } from '../view-figure.ts'
import { boxOf } from './month-form.ts'
import { marksLeft } from './month-marks.ts'
import { isNameless, rowId } from './month-read.ts'
import { boxesByMeasure, boxesLost } from './month-typed.ts'
import type { Month, MonthRow } from './month.ts'

/** The month, where to paste, a box for each measure with its last figures beside it, and what is told of all. */
export function monthFields(state: FormState, month: Month): Html {
  const asked = fieldsOf(state)
  const { values, faults } = state
  const typed = boxesByMeasure(values)
  const rows = month.rows.map((row) => ({ row, boxes: hasBoxes(row, typed) }))
  const open = month.rows.filter(({ standing }) => standing === null).length
  const isFilled = rows.some(({ boxes }) => boxes)
  const isAsked = isFilled || month.rows.some(({ standing }) => standing?.status === 'provisional')
  return html`${isAsked && pressedByEnter}
${monthLinks(month)}
${said(state)}
<input type="hidden" name="shown" value="${shownAs(values['pasted'])}">
${pastedMarks(state, month)}
${
  open > 0 &&
  details({
    summary: 'Paste them from a spreadsheet',
    open: (values['pasted'] ?? '') !== '' || faults['pasted'] !== undefined,
    body: html`${asked.text('pasted', {
      label: 'Cells copied from a spreadsheet',
      hint: pasteHint,
      rows: 6,
      attributes: { wrap: 'off', spellcheck: 'false' },
    })}${button({ text: 'Read what is pasted', look: 'secondary', name: 'step', value: 'read' })}`,
  })
}
<div class="wm-figures">${rows.map(({ row, boxes }) => figureRow(row, month.endOn, boxes, state))}</div>
${boxesLost(month, values).map(({ name, text }) => hidden(name, text))}${
    isFilled &&
    html`<div class="wm-figures__terms">${asked.oneOf('status', {
      label: 'How firm are they?',
      inline: true,
      items: Object.entries(statuses).map(([value, text]) => ({ value, text })),
    })}
${asked.line('source', { label: 'Source (optional)', hint: 'Said of all of them, such as Case system, as at 2 November 2026' })}</div>`
  }${
    isAsked &&
    marksLeft(month, values).doubts.length > 0 &&
    asked.tick('leaveOut', {
      label: 'What is marked of the pasted cells',
      items: [{ value: 'yes', text: 'Leave out what is marked' }],
    })
  }${isAsked && button({ text: 'Save the figures', name: 'step', value: 'save' })}`
}

const pasteHint =
  'The reference or the title of each measure with its figure beside it, with headings or without. Cells count from the first one pasted, A1. Nothing is saved by reading them.'

// The key Enter presses the first button of a form: in a box of a figure it means to save, and not to read the table.
const pressedByEnter = html`<button class="govuk-visually-hidden" type="submit" name="step" value="save" tabindex="-1"
aria-hidden="true">Save</button>`

/** Where nothing is asked for: why, and what to do. */
export function noneAsked(month: Month) {
  const of = inMonth(month)
  return month.all > 0
    ? {
        title: `You supply no figures for ${of}`,
        text: html`<a class="govuk-link" href="${month.address({ whose: 'all' })}">All that you may record</a>`,
      }
    : {
        title: `No figures are asked of you for ${of}`,
        text: html`A figure is recorded by the supplier of its measure, the lead of its priority or the plan administrator.
Measures whose quarter or year ends in another month are asked for then:
${month.earlier === null ? 'the month before' : html`<a class="govuk-link" href="${month.address({ endOn: month.earlier })}">the month before</a>`}.`,
      }
}

const inMonth = ({ endOn }: Month): string => periodInWords({ from: endOn, to: endOn })

function monthLinks(month: Month): Html {
  const { earlier, later, whose, mine, all } = month
  const named = (day: string) => periodInWords({ from: day, to: day })
  const link = (href: string, text: string) => html`<a class="govuk-link" href="${href}">${text}</a>`
  return html`<p class="wm-figures__months">${
    earlier !== null && link(month.address({ endOn: earlier }), `Earlier: ${named(earlier)}`)
  }${later !== null && html` ${link(month.address({ endOn: later }), `Later: ${named(later)}`)}`}${
    mine > 0 &&
    mine < all &&
    html` ${
      whose === 'mine'
        ? html`${count(mine, 'measure')} that you supply. ${link(month.address({ whose: 'all' }), `All ${all} that you may record`)}`
        : link(month.address({ whose: 'mine' }), `Only the ${mine} that you supply`)
    }`
  }</p>`
}

/** What was read of a paste, before anything is saved. */
function said({ values, faults }: FormState): Html | false {
  const { read, leftOut = '' } = values
  if (read === undefined) return false
  const figures = Number(read) || 0
  const lines = leftOut.split('\n').filter(Boolean)
  const next =
    Object.keys(faults).length > 0
      ? 'Put right what is marked, or tick below that it is left out, then save.'
      : figures > 0 && 'Look at them beside the figures before, then save.'
  return insetText(
    html`<p><strong>${
      figures === 0 ? 'No figure was read' : count(figures, 'figure was read', 'figures were read')
    }, and nothing is saved yet.</strong> ${next}</p>${
      lines.length > 0 &&
      html`<p>Left out:</p><ul class="govuk-list govuk-list--bullet">${lines.map((line) => html`<li>${line}</li>`)}</ul>`
    }`,
  )
}

/** What was pasted into the boxes before, so that a person's own figure is told from it. */
function pastedMarks({ values }: FormState, { rows }: Month): Html[] {
  return rows.flatMap(({ read: { measure } }) => {
    const name = boxOf.pasted(measure.id)
    const mark = values[name]
    return mark === undefined ? [] : [html`<input type="hidden" name="${name}" value="${mark}">`]
  })
}

function figureRow(row: MonthRow, endOn: Day, hasBox: boolean, state: FormState): Html {
  const { measure } = row.read
  return html`<div class="wm-figures__row" id="${rowId(measure.id)}" tabindex="-1">
<div class="wm-figures__what"><a class="govuk-link" href="${paths.measure.at(measure)}"><span
class="wm-ref">${measure.ref}</span> ${measure.title}</a>${periodWords(row, endOn, hasBox)}${row.due !== null && dueWords(row.due)}</div>
<ol class="wm-figures__before">${row.before.map(
    (each) =>
      html`<li><span class="wm-quiet">${asAt({ ...each, precision: 'month' })}</span> ${shownFigure(measure, each)}</li>`,
  )}${row.before.length === 0 && html`<li class="wm-quiet">No figure before</li>`}</ol>
<div class="wm-figures__box">${row.standing !== null && recorded(row, row.standing, hasBox, state)}${
    hasBox ? boxes(row, state) : isNameless(row) && row.standing === null && gradesNameless(row)
  }</div></div>`
}

/**
 * Of what its figure is: of a day, of days up to one, or of the whole month, quarter or year. Of one that is recorded
 * it is its own.
 */
function periodWords({ read: { measure }, standing, ...row }: MonthRow, endOn: Day, hasBox: boolean): Html {
  const period = hasBox || standing === null ? row.period : standing
  return html`<span class="wm-board__why">${periodSaid(measure.every ?? 'month', period, endOn)}</span>`
}

function periodSaid(every: Frequency, period: FigurePeriod, endOn: Day): string {
  const { asAtOn, periodStartOn, precision } = period
  if (precision === 'day')
    return periodStartOn === null ? `On ${dayInWords(asAtOn)}` : `Of the time from ${asAt(period)}`
  if (precision === precisionOf(every))
    return `Of the whole ${precision}: ${periodInWords(periodOf(every, endOn))}`
  return `Of the whole ${precision} to ${dayInWords(asAtOn)}`
}

/** A figure can be typed where none is recorded; and what was typed stays, also where somebody else was quicker. */
function hasBoxes(row: MonthRow, typed: ReturnType<typeof boxesByMeasure>): boolean {
  const isTyped = typed.get(row.read.measure.id)?.some(({ kind }) => kind !== 'validated') === true
  return !isNameless(row) && (row.standing === null || isTyped)
}

function gradesNameless({ read: { measure } }: MonthRow): Html {
  return html`<p class="wm-figures__recorded">The measure does not say which grades there are.
<a class="govuk-link wm-elsewhere" href="${paths.measureEdit.at(measure)}">Name its grades<span
class="govuk-visually-hidden"> of ${measure.ref} ${measure.title}</span></a></p>`
}

function dueWords({ lateDays, dueOn }: NonNullable<MonthRow['due']>): Html {
  return lateDays > 0
    ? html`<span class="wm-board__why wm-late">${count(lateDays, 'day')} late</span>`
    : html`<span class="wm-board__why">Due by ${dayInWords(dueOn)}</span>`
}

function recorded(
  { read: { measure } }: MonthRow,
  figure: ObservationRow,
  hasBox: boolean,
  state: FormState,
): Html {
  const provisional = figure.status === 'provisional'
  return html`<p class="wm-figures__recorded"><strong>${shownFigure(measure, figure)}</strong> is recorded${provisional && ', provisionally'}.
<a class="govuk-link wm-elsewhere" href="${paths.figureNew.at(measure)}?corrects=${figure.id}">Correct<span
class="govuk-visually-hidden"> ${measure.title}</span></a></p>${
    provisional &&
    fieldsOf(state).tick(boxOf.validated(measure.id), {
      label: html`<span class="govuk-visually-hidden">${measure.ref} ${measure.title}</span>`,
      items: [{ value: figure.id, text: 'It is checked: validated' }],
      small: true,
    })
  }${!hasBox && smallCountTick(measure, state)}`
}

/** That a count of one to five may be published is asked once it was refused. */
function smallCountTick({ id, ref, title }: MonthRow['read']['measure'], state: FormState): Html | false {
  const name = boxOf.ok(id)
  if (state.faults[name] === undefined && state.values[name] === undefined) return false
  return fieldsOf(state).tick(name, {
    label: html`A count of one to five<span class="govuk-visually-hidden">, ${ref} ${title}</span>`,
    items: [{ value: 'yes', text: 'It may be published all the same' }],
  })
}

function boxes({ read: { measure } }: MonthRow, state: FormState): Html {
  const asked = fieldsOf(state)
  const { id, scale, unit, ref, title } = measure
  const named = (what: string) => html`${what}<span class="govuk-visually-hidden">, ${ref} ${title}</span>`
  const cell = state.values[boxOf.cell(id)]
  const mark = state.values[boxOf.asked(id)] ?? askedInMonth(measure)
  return html`${hidden(boxOf.asked(id), mark)}${
    unit === 'grade'
      ? html`<div class="wm-figures__grades">${scale.map((grade, at) =>
          asked.line(boxOf.grade(id, at), { label: named(grade), classes: 'govuk-input--width-3' }),
        )}</div>`
      : asked.line(boxOf.figure(id), {
          label: named('Figure'),
          hint: cell === undefined || cell === '' ? figureHint(measure) : `From cell ${cell}`,
          classes: 'govuk-input--width-10',
        })
  }${cell !== undefined && cell !== '' && hidden(boxOf.cell(id), cell)}${smallCountTick(measure, state)}${details(
    {
      summary: named('Add a caveat'),
      open: (state.values[boxOf.caveat(id)] ?? '') !== '' || state.faults[boxOf.caveat(id)] !== undefined,
      body: asked.line(boxOf.caveat(id), { label: 'What a reader must know' }),
    },
  )}`
}

function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`
}
