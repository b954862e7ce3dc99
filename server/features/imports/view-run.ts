import { paths } from '#server/paths.ts'
import { panel } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { ImportFacts } from '#workflows/import/import-facts.ts'
import { count } from '#workflows/words.ts'
import type { Run } from './runs.ts'

/** Seconds after which the page of an import that runs looks again. */
const LOOK_AGAIN = 3

/** The address at which the page of an import follows what was pressed. */
export const followed = ({ id }: { id: string }): string => `${paths.import.at({ id })}?pressed=1`

/**
 * An import that is being carried out: a page that looks again by itself, without a script, until it is asked not to.
 * @returns `refresh` is the header of that name
 */
export function runningBody(
  { id, counts }: Pick<ImportFacts, 'id' | 'counts'>,
  looksAgain: boolean,
): { refresh: string | null; body: Html } {
  const here = followed({ id })
  return {
    refresh: looksAgain ? `${LOOK_AGAIN}; url=${here}` : null,
    body: html`<p>${count(counts.rows, 'row')} are read once more and written, all of them or none. That takes up to half a minute. ${
      looksAgain
        ? `This page looks again every ${LOOK_AGAIN} seconds, and then says what it made.`
        : 'This page does not look again by itself.'
    } You may leave it: the import goes on.</p>
<p><a class="govuk-link" href="${here}${!looksAgain && '&still=1'}">Look again now</a>${
      looksAgain &&
      html` or <a class="govuk-link" href="${here}&amp;still=1">stop this page from looking again by itself</a>`
    }</p>`,
  }
}

/** Why an import that was pressed is not carried out; null where there is nothing to say. */
export function notCarriedOut(facts: ImportFacts, run: Run, isFollowed: boolean): Html | null {
  if (facts.state !== 'open' || run === 'running') return null
  if (run === 'idle' && !isFollowed) return null
  return panel(html`<p>${run === 'idle' ? cutOff : run.because}</p>`, 'It was not imported')
}

const cutOff =
  'The import was cut off, and nothing of it is in the plan. Look at the summary, and import it again.'
