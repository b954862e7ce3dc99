import { type ChildProcess, spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'

/**
 * `npm run dev`: the demonstration, started again whenever code, templates or styles change. Its data stays; what is
 * given after `--` is handed on, such as `npm run dev -- --port 3001`.
 */
const root = join(import.meta.dirname, '../..')
const rooms = ['server', 'db', 'emails', 'workflows']
const SETTLED_MS = 150

let running = start()
let work = Promise.resolve()
let due: NodeJS.Timeout | undefined
let told = false

for (const room of rooms) {
  watch(join(root, room), { recursive: true }, (_, file) => {
    // An editor saves in several steps, and a checkout changes many files.
    clearTimeout(due)
    due = setTimeout(() => {
      work = work.then(() => startAgain(join(room, file ?? '')))
    }, SETTLED_MS)
  })
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    told = true
    running.kill('SIGTERM')
  })
}

function start(): ChildProcess {
  const child = spawn(process.execPath, ['server/main.ts', 'demo', ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  })
  child.once('exit', () => {
    // One that failed, on a mistake in the code, is started by the next change.
    if (told) process.exit(0)
  })
  return child
}

async function startAgain(file: string): Promise<void> {
  if (told) return
  process.stdout.write(`\n${file} changed: starting again\n`)
  const before = running
  if (before.exitCode === null && before.signalCode === null) {
    const ended = new Promise((resolve) => before.once('exit', resolve))
    before.kill('SIGTERM')
    await ended
  }
  if (!told) running = start()
}
