import { plain } from '../plain.ts'
import type { AskedOnce, FieldOrRow } from './reading.ts'

/** Collects the questions that are asked once for a whole file, with the rows that they are about. */
export type Questions = {
  ask: (row: number | null, asked: Omit<AskedOnce, 'rows'>) => void
  all: () => AskedOnce[]
}

export function collectQuestions(): Questions {
  const asked = new Map<string, AskedOnce>()
  return {
    ask: (row, question) => {
      const place = placeOf(question)
      const found = asked.get(place)
      if (found === undefined) asked.set(place, { ...question, rows: row === null ? [] : [row] })
      else if (row !== null && found.rows.at(-1) !== row) found.rows.push(row)
    },
    all: () => [...asked.values()],
  }
}

const placeOf = ({ field, original }: { field: FieldOrRow; original: string }): string =>
  JSON.stringify([field, plain(original)])
