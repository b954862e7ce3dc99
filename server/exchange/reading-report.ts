import { stringify } from 'yaml'
import { wrap } from '#server/import/report.ts'
import type { AskedOnce, Reading, RowRead } from '#workflows/exchange/reading/reading.ts'
import { count } from '#workflows/words.ts'

/**
 * What was read from a spreadsheet, for a terminal: how many rows, what each column is, what is worth knowing, what is
 * refused, and every question in the form in which it is answered.
 */
export function readingReport(reading: Reading, columns = 90): string {
  const { sheet, headerRows, counts, said, skipped, rows } = reading
  const where = sheet === '' ? 'the file' : `the sheet ‘${sheet}’`
  const heads = `Of ${where}, with its headings in ${headerRows.length === 1 ? 'row' : 'rows'} ${headerRows.join(' and ')}: ${count(counts.rows, 'row')}. ${counts.read} read, ${counts.asked} with a question, ${counts.refused} refused. ${counts.skipped} skipped.`
  return [
    ...wrap(heads, '', columns),
    '',
    'Columns',
    ...reading.columns.map(({ heading, field }) => `  ${heading}: ${field ?? 'not read'}`),
    ...section(
      'Worth knowing',
      said.flatMap((each) => wrap(each, '  ', columns, '    ')),
    ),
    ...section(
      'Skipped',
      skipped.flatMap(({ row, original, because }) =>
        wrap(`row ${row}: ${because} ${shortened(original)}`, '  ', columns, '    '),
      ),
    ),
    ...section(
      'Read otherwise than it stands',
      rows.flatMap((row) => notesOf(row, columns)),
    ),
    ...section(
      'Refused',
      rows.flatMap((row) => refusalsOf(row, columns)),
    ),
    ...questionsOf(reading, columns),
  ].join('\n')
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines]

const notesOf = ({ row, noted }: RowRead, columns: number): string[] =>
  noted.flatMap(({ field, original, said }) =>
    wrap(`row ${row}, ${field}: ${shortened(original)} ${said}`, '  ', columns, '    '),
  )

const refusalsOf = ({ row, refused }: RowRead, columns: number): string[] =>
  refused.flatMap(({ field, original, because }) =>
    wrap(`row ${row}, ${field}: ${shortened(original)} ${because}`, '  ', columns, '    '),
  )

function shortened(original: string): string {
  const plain = original.replaceAll(/\s+/g, ' ')
  return plain === '' ? '' : `‘${plain.length > 80 ? `${plain.slice(0, 80).trimEnd()}…` : plain}’`
}

function questionsOf({ askedOnce, rows }: Reading, columns: number): string[] {
  const single = rows.flatMap(({ row, asked }) => asked.map((each) => ({ ...each, row })))
  if (askedOnce.length === 0 && single.length === 0) return ['', 'Nothing is asked.']
  return [
    '',
    ...wrap(
      'Questions: put the answers into a file in this form, and give it with --answers. Leave a row out with the field row, an empty original and the answer leave out.',
      '',
      columns,
    ),
    '',
    'answers:',
    ...askedOnce.flatMap((each) => asAnswer(each, `(${rowsIn(each)})`)),
    ...single.flatMap((each) => asAnswer(each, '')),
  ]
}

const rowsIn = ({ rows }: AskedOnce): string => {
  const told = rows.slice(0, 8).join(', ')
  return `row${rows.length === 1 ? '' : 's'} ${told}${rows.length > 8 ? ` and ${rows.length - 8} more` : ''}`
}

type Question = { row?: number; field: string; original: string; question: string; proposed: string[] }

function asAnswer({ row, field, original, question, proposed }: Question, where: string): string[] {
  const comment = `${question} ${where}`.trim()
  const offered =
    proposed.length === 0 ? [] : [`  # Proposed: ${proposed.join('; ').replaceAll(/\s+/g, ' ')}`]
  const entry = stringify([{ ...(row !== undefined && { row }), field, original }], {
    lineWidth: 0,
  }).trimEnd()
  return [
    ...wrap(comment, '  # ', 100),
    ...offered,
    ...entry.split('\n').map((line) => `  ${line}`),
    '    answer:',
  ]
}
