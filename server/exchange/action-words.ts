import { dayInWords } from '#workflows/calendar/calendar.ts'
import type { ReadFields, RowRead } from '#workflows/exchange/reading/reading.ts'

/**
 * What describes an action of a spreadsheet: its own description, and below it what a plan that is not yet agreed has no
 * place for (progress, status, colour, evidence) and the columns that are no field, each under its heading. Nothing of a
 * row is lost, and nothing of it claims more than the tracker said.
 * @param unread the headings of the columns that are no field
 */
export function describedBy(
  { read, originals }: RowRead,
  unread: readonly string[],
  contributors: readonly string[],
): string {
  const told = [...kept(read), ...unread.map((heading) => [heading, originals[heading] ?? ''] as const)]
  const lines = [...told, ['Contributors', contributors.join(', ')] as const].flatMap(([heading, text]) =>
    text === '' ? [] : [`${heading}: ${text}`],
  )
  const tracker = lines.length === 0 ? [] : [['In the tracker', ...lines].join('\n')]
  return [...(read.description === undefined ? [] : [read.description]), ...tracker].join('\n\n')
}

function kept(read: ReadFields): (readonly [string, string])[] {
  const { lastUpdate = '', evidence = '', state, rating = '', baselineDueOn, completedOn } = read
  return [
    ['Progress', lastUpdate],
    ['Status', state === undefined ? '' : stateWords[state]],
    ['Colour', rating],
    ['Evidence', evidence],
    ['First agreed for', baselineDueOn === undefined ? '' : dayInWords(baselineDueOn)],
    ['Completed on', completedOn === undefined ? '' : dayInWords(completedOn)],
  ]
}

const stateWords = {
  agreed: 'not begun',
  inProgress: 'in progress',
  submitted: 'said to be done, to be submitted',
}
