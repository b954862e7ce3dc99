import type { PlanImport } from '#db/write/import-plan.ts'
import { wrap } from '#server/import/report.ts'
import { count } from '#workflows/words.ts'

/** What an import makes, or would make, of a plan that there is, for a terminal: cell by cell. */
export function importReport(planned: Omit<PlanImport, 'write'>, columns = 90): string {
  const { newPriorities, newActions, cells, unchanged, gone } = planned
  const { newRecommendations, newPeople, newAgencies, newHorizons } = planned
  const changed = cells.filter(({ because }) => because === undefined)
  const kept = cells.filter(({ because }) => because !== undefined)
  const line = ({ ref, field, from, to }: (typeof cells)[number]) =>
    `${ref}, ${field}: ‘${shortened(from)}’ to ‘${shortened(to)}’.`
  return [
    `${count(newPriorities.length, 'new priority', 'new priorities')}, ${count(newActions.length, 'new action')}, ${count(changed.length, 'changed cell')}, ${count(unchanged, 'action')} as before.`,
    ...section('New actions', lines(newActions, columns)),
    ...section('New recommendations', lines(newRecommendations, columns)),
    ...section(
      'New people',
      lines(
        newPeople.map(({ name, email }) => `${name} (${email})`),
        columns,
      ),
    ),
    ...section('New agencies', lines(newAgencies, columns)),
    ...section('New horizons', lines(newHorizons, columns)),
    ...section(
      'Changes',
      changed.flatMap((cell) => wrap(line(cell), '  ', columns, '    ')),
    ),
    ...section(
      'Not changed',
      kept.flatMap((cell) => wrap(`${line(cell)} ${cell.because}`, '  ', columns, '    ')),
    ),
    ...section('In the plan, and not in the file: they stay', lines(gone, columns)),
  ].join('\n')
}

const lines = (told: readonly string[], columns: number): string[] =>
  told.length === 0 ? [] : wrap(told.join(', '), '  ', columns)

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines]

function shortened(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ')
  return plain.length > 100 ? `${plain.slice(0, 100).trimEnd()}…` : plain
}
