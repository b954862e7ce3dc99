import { readEarlier } from './compare.ts'
import { optionsOf } from './options.ts'
import { beside, headings, lineOf } from './table.ts'

// `npm run bench`: loads data of each size once, and measures what people wait for beside the bare limit in the same
// run, in turn. Machines differ and are noisy: ratios and processor times hold.

/** What whoever started it can mend, which is said in one sentence. */
const toldInASentence = new Set(['BenchError', 'AlreadyRunningError', 'EmbeddedError'])
const tell = (sentence: string) => void process.stderr.write(`${sentence}\n`)

try {
  const options = optionsOf(process.argv.slice(2))
  const earlier = options.compare === null ? null : await readEarlier(options.compare)
  // Only now: a mistyped option is told at once.
  const { openCluster } = await import('./loading/keep.ts')
  const { measureSize } = await import('./measure-size.ts')
  const cluster = await openCluster(options.data, options.postgres)
  try {
    tell(
      `PostgreSQL ${cluster.version}, Node ${process.version}, ${options.connections} connections, ${options.rounds} rounds.`,
    )
    for (const size of options.sizes) {
      if (!options.json) process.stdout.write(headings(size, earlier !== null))
      await measureSize(cluster, size, options, tell, (told) => {
        const before = earlier?.(told.row) ?? null
        if (!options.json) process.stdout.write(lineOf({ ...told, before }))
        else {
          process.stdout.write(`${JSON.stringify(told.row)}\n`)
          if (before) tell(`${told.row.workload} at ${size}, before: ${beside(told.row, before)}`)
        }
      })
    }
  } finally {
    await cluster.stop()
  }
} catch (error) {
  const { name, message, stack } = error as Error
  process.stderr.write(`${toldInASentence.has(name) ? message : stack}\n`)
  process.exitCode = 1
}
