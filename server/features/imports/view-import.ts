import type { HistoryEntry } from '#db/read/history.ts'
import { paths } from '#server/paths.ts'
import { historySection } from '#server/sheets/history-section.ts'
import { panel, section, stats, table } from '#server/ui/html/components.ts'
import { button, buttonGroup, details } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Reading } from '#workflows/exchange/reading/reading.ts'
import type { ImportFacts, ImportResult } from '#workflows/import/import-facts.ts'
import { count } from '#workflows/words.ts'
import { planTitle } from './import-at.ts'
import { questionsOf } from './questions.ts'
import type { ImportWhole } from './service.ts'
import { skippedWords } from './view-rows.ts'
import { changedFieldWords, importHappened, importStateWords, nameOfField } from './words.ts'

/**
 * An import as its page shows it: how far it is and what comes next, how it is read, or what it made.
 * @param shut why its plan takes no spreadsheet now; null where it does
 */
export function importView(
  whole: ImportWhole,
  { happened, most, shut }: { happened: readonly HistoryEntry[]; most: number; shut: string | null },
): Html {
  const { facts, kept, plan } = whole
  const history = historySection(happened, {
    isWhole: happened.length < most,
    noun: 'imports',
    told: ({ event, payload }) => ({
      what: importHappened[event]?.past ?? `Recorded '${event}'`,
      body: answeredWords(payload),
    }),
  })
  const body =
    facts.state === 'open' && kept !== null
      ? html`${shut === null ? next(facts, planTitle(whole), questionsOf(kept.reading).length) : waiting(facts, shut)}${counted(facts)}${read(kept.reading)}`
      : html`<p><strong>${importStateWords[facts.state]}.</strong> ${facts.state === 'discarded' && 'Nothing of it is kept.'}</p>
${plan && facts.result && made(facts.result, plan)}`
  return html`${body}${history}`
}

function answeredWords({ answers }: HistoryEntry['payload']): string[] {
  return typeof answers === 'number' && answers > 0 ? [`With ${count(answers, 'answer')}`] : []
}

function next(facts: ImportFacts, title: string, questions: number): Html {
  const isOpen = questions > 0
  const press = isOpen
    ? button({ text: 'Answer what is not clear', href: paths.importQuestions.at(facts) })
    : button({ text: 'See what it makes of the plan', href: paths.importNow.at(facts) })
  return panel(
    html`<p>It goes into ‘${title}’${facts.planId === null && ', a new plan'}. ${openWords(questions, facts.counts.rows)}
Nothing is in the plan before you import it.</p>
${buttonGroup(
  press,
  html`<a class="govuk-link" href="${paths.importColumns.at(facts)}">Sheet and columns</a>`,
  html`<a class="govuk-link" href="${paths.importRows.at(facts)}">Look at the rows</a>`,
  html`<a class="govuk-link" href="${paths.importDiscard.at(facts)}">Discard it</a>`,
)}`,
    'What happens next',
  )
}

/** What of an import there is to do while its plan takes none. */
function waiting(facts: ImportFacts, shut: string): Html {
  return panel(
    html`<p>${shut} Until then it waits as it is, or can be discarded.</p>
${buttonGroup(
  button({ text: 'Discard it', href: paths.importDiscard.at(facts), look: 'secondary' }),
  html`<a class="govuk-link" href="${paths.importRows.at(facts)}">Look at the rows</a>`,
)}`,
    'The plan takes no spreadsheet now',
  )
}

function openWords(questions: number, rows: number): string {
  if (questions > 0)
    return `${count(questions, 'question')} ${questions === 1 ? 'is' : 'are'} open, each for all rows that say the same.`
  return rows === 0 ? 'There is no row to import.' : 'Every row can be read.'
}

function counted({ counts, id }: ImportFacts): Html {
  const rows = paths.importRows.at({ id })
  return stats([
    { value: counts.rows, name: 'Rows', href: rows },
    { value: counts.read, name: 'Clear as they stand' },
    { value: counts.asked, name: 'With a question', href: `${rows}?show=asked` },
    { value: counts.refused, name: 'Refused', href: `${rows}?show=refused` },
    { value: counts.skipped, name: 'Not part of the plan' },
  ])
}

function read({ sheet, headerRows, columns, said, skipped }: Reading): Html {
  const where = sheet === '' ? 'the file' : `the sheet ‘${sheet}’`
  return section({
    title: 'How it is read',
    id: 'read',
    intro: `From ${where}, with its headings in row ${headerRows.join(' and ')}.`,
    body: html`${table({
      caption: 'What each column is',
      captionHidden: true,
      rowHeadings: true,
      columns: [{ heading: 'Column' }, { heading: 'Read as' }],
      rows: columns.map(({ heading, field }) => [
        heading,
        field === null ? 'Kept with the description' : nameOfField(field),
      ]),
    })}
${said.length > 0 && html`<h3 class="govuk-heading-s">Worth knowing</h3>${bullets(said)}`}
${skipped.length > 0 && details({ summary: `Rows that are not part of the plan: ${skipped.length}`, body: skippedWords(skipped) })}`,
  })
}

function made(result: ImportResult, plan: { id: string; title: string }): Html {
  const { isNew, newPriorities, newActions, changed, kept, unchanged, gone, skipped } = result
  const { newRecommendations = [], newPeople = 0, newAgencies = 0, newHorizons = 0 } = result
  return section({
    title: 'What it made',
    id: 'made',
    body: html`<p>${isNew ? 'It made the plan' : 'It went into the plan'} <a class="govuk-link" href="${paths.plan.at(plan)}">${plan.title}</a>.</p>
${stats([
  { value: newPriorities.length, name: 'New priorities' },
  { value: newActions.length, name: 'New actions' },
  ...[
    { value: newRecommendations.length, name: 'New recommendations' },
    { value: newPeople, name: 'New people' },
    { value: newAgencies, name: 'New agencies' },
    { value: newHorizons, name: 'New horizons' },
  ].filter(({ value }) => value > 0),
  { value: changed.length, name: 'Cells that changed' },
  { value: unchanged, name: 'Actions as they were' },
])}
${newActions.length > 0 && details({ summary: `New: ${count(newActions.length, 'action')}`, body: newActions.join(', ') })}
${newRecommendations.length > 0 && details({ summary: `New: ${count(newRecommendations.length, 'recommendation')}`, body: newRecommendations.join(', ') })}
${cells('What changed', changed)}
${cells('What did not change, and why', kept)}
${
  gone.length > 0 &&
  details({
    summary: `In the plan, and not in the spreadsheet: ${count(gone.length, 'action')}. They stayed.`,
    body: gone.join(', '),
  })
}
${skipped.length > 0 && details({ summary: `Rows that were left aside: ${skipped.length}`, body: skippedWords(skipped) })}`,
  })
}

/** Cells that the page names one by one. */
const MOST = 300

function cells(
  title: string,
  told: readonly { ref: string; field: string; because?: string }[],
): Html | false {
  return (
    told.length > 0 &&
    details({
      summary: `${title}: ${told.length}`,
      body: html`${bullets(
        told
          .slice(0, MOST)
          .map(({ ref, field, because }) =>
            [`${ref}, ${changedFieldWords(field)}`, ...(because === undefined ? [] : [because])].join(': '),
          ),
      )}${told.length > MOST && html`<p>The API has all ${told.length}, under <code>/imports/{id}</code>.</p>`}`,
    })
  )
}

const bullets = (items: readonly string[]): Html =>
  html`<ul class="govuk-list govuk-list--bullet">${items.map((each) => html`<li>${each}</li>`)}</ul>`
