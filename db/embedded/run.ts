import { spawn } from 'node:child_process'

/** The account of the machine that a program runs under. */
export type Account = { name: string; uid: number; gid: number }

export type Finished = {
  /** Exit code; undefined when it could not be started or was ended by a signal. */
  code: number | undefined
  /** What it wrote, both streams, or why it could not be started. */
  output: string
}

/** Runs a program to its end in the clean environment, under the account if one is given. Never throws. */
export function run(
  program: string,
  args: string[],
  options: { account?: Account | undefined; cwd?: string; input?: string } = {},
): Promise<Finished> {
  const { promise, resolve } = Promise.withResolvers<Finished>()
  const child = spawn(program, args, {
    ...asAccount(options.account),
    // Ours may lie where the account can't go.
    cwd: options.cwd ?? '/',
    env: cleanEnvironment(),
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  child.on('error', (error) => resolve({ code: undefined, output: error.message }))
  child.on('close', (code) => resolve({ code: code ?? undefined, output }))
  // A program that ends before it has read everything closes the pipe; its exit code tells the story.
  child.stdin.on('error', () => {})
  child.stdin.end(options.input ?? '')
  return promise
}

/** The options of `spawn` that run a program under the account. */
export function asAccount(account: Account | undefined): { uid?: number; gid?: number } {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid }
}

const KEPT = new Set(['PATH', 'SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'TEMP', 'TMP'])

/**
 * The environment for PostgreSQL's programs. LANG, LC_* and PG* change what they do or break them, and
 * the application's secrets are none of their business, so only what a program needs to start is kept.
 */
export function cleanEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && KEPT.has(name.toUpperCase()) ? [[name, value] as const] : [],
  )
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' }
}
