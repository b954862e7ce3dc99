import { getTableColumns, type PgTable } from '#db/connection/drizzle.ts'
import type { WholePlan } from './form.ts'
import { partsOfWholePlan } from './parts.ts'

type Row = Record<string, unknown>

/** Faults that are told at most. */
const MOST = 20

/**
 * What does not hold together in the file of a whole plan, in sentences: it names nothing outside of itself, or it could
 * change another plan, and has an entry of the history for each version of a thing. Empty where it is sound.
 */
export function wholePlanFaults(plan: WholePlan): string[] {
  return [...strangersIn(plan), ...gapsIn(plan)].slice(0, MOST)
}

/** Ids in the file that are none of its rows. Another plan that follows it is left out, and is none. */
function strangersIn(plan: WholePlan): string[] {
  const rows = rowsOfParts(plan)
  const ids = new Set<unknown>([
    ...rows.flatMap(({ own }) => own.map(({ id }) => id)),
    ...plan.people.map(({ id }) => id),
    ...plan.agencies.map(({ id }) => id),
    ...((plan['meetings'] ?? []) as { agenda?: { id?: string }[] }[]).flatMap(({ agenda = [] }) =>
      agenda.map(({ id }) => id),
    ),
  ])
  return rows.flatMap(({ name, table, own }) => {
    const columns = Object.entries(getTableColumns(table)).flatMap(([key, column]) =>
      column.getSQLType().startsWith('uuid') && !(name === 'plan' && key === 'successorId') ? [key] : [],
    )
    return own.flatMap((row, at) =>
      columns.flatMap((key) =>
        [row[key]]
          .flat()
          .flatMap((id) =>
            id === null || id === undefined || ids.has(id)
              ? []
              : [`${name}, row ${at + 1}: '${key}' names ${String(id)}, which is not in the file.`],
          ),
      ),
    )
  })
}

/** Things whose history has not one entry for each of their versions. */
function gapsIn(plan: WholePlan): string[] {
  const versions = Map.groupBy((plan['history'] ?? []) as Row[], ({ aggregateId }) => aggregateId)
  return rowsOfParts(plan)
    .filter(
      ({ name, table }) => 'version' in getTableColumns(table) && !['history', 'updates'].includes(name),
    )
    .flatMap(({ name, own }) =>
      own.flatMap(({ id, version }) => {
        const told = new Set(versions.get(id)?.map((each) => each['version']))
        const missing = Array.from({ length: Number(version) }, (_, at) => at + 1).find(
          (each) => !told.has(each),
        )
        return missing === undefined && told.size === version
          ? []
          : [
              `${name}: the history of ${String(id)} does not tell each of its ${String(version)} versions once.`,
            ]
      }),
    )
}

function rowsOfParts(plan: WholePlan): { name: string; table: PgTable; own: Row[] }[] {
  return partsOfWholePlan.map(({ name, table }) => ({
    name,
    table,
    own: (name === 'plan' ? [plan.plan] : (plan[name] ?? [])) as Row[],
  }))
}
