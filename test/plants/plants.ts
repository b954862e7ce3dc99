import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { filesIn } from './copy.ts'
import { equivalents } from './equivalent.ts'
import { type Fault, faultsOf } from './faults.ts'
import { known } from './known.ts'

/** A fault to be planted: the file with it, and the line it changes as it stands and as it becomes. */
export type Plant = { file: string; line: number; before: string; after: string; planted: string }

/** Of all faults that the rules make, every so many are planted, counted through all files; of each file one at least. */
export async function plantsFor(folder: string, every: number, only: string): Promise<Plant[]> {
  const files = (await filesIn(folder, 'workflows', '.ts')).filter((file) => file.includes(only))
  const plants: Plant[] = []
  const leftOut = new Set(
    equivalents.flatMap(({ file, before, after }) =>
      after.map((each) => idOf({ file, before, after: each })),
    ),
  )
  const stale = new Set(leftOut)
  let passed = 0
  for (const file of files) {
    const source = await readFile(join(folder, file), 'utf8')
    const made = faultsOf(source).map((fault) => plantOf(file, source, fault))
    for (const plant of made) stale.delete(idOf(plant))
    const chosen = made.filter((_, at) => (passed + at) % every === 0 || at === Math.floor(made.length / 2))
    plants.push(...chosen.filter((plant) => !leftOut.has(idOf(plant))))
    passed += made.length
    for (const each of known.filter((one) => one.file === file)) plants.push(byHand(each, source))
  }
  if (only === '' && stale.size > 0)
    throw new Error(`no rule makes these faults any more:\n${[...stale].join('\n')}`)
  return [...new Map(plants.map((plant) => [`${plant.line} ${plant.file} ${plant.after}`, plant])).values()]
}

function byHand(
  { file, before, after }: { file: string; before: string; after: string },
  source: string,
): Plant {
  const start = source.indexOf(before)
  if (start < 0 || source.includes(before, start + 1))
    throw new Error(`${file} must hold this once: ${before}`)
  return plantOf(file, source, { start, end: start + before.length, put: after })
}

function plantOf(file: string, source: string, { start, end, put }: Fault): Plant {
  const planted = source.slice(0, start) + put + source.slice(end)
  const from = source.lastIndexOf('\n', start - 1) + 1
  const lineOf = (text: string, at: number) => {
    const to = text.indexOf('\n', at)
    return text
      .slice(from, to < 0 ? undefined : to)
      .trim()
      .replaceAll(/\s+/g, ' ')
  }
  const before = lineOf(source, end)
  const after = lineOf(planted, start + put.length)
  return { file, line: source.slice(0, start).split('\n').length, before, after, planted }
}

function idOf({ file, before, after }: { file: string; before: string; after: string }): string {
  return `${file}: ${before} → ${after}`
}
