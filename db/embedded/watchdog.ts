import { spawn } from 'node:child_process'
import type { Server } from '#db/embedded/cluster.ts'
import { asAccount, cleanEnvironment } from '#db/embedded/run.ts'

// It waits on a pipe from us. The word means that the server is gone; end of file without it means that
// we are: then fast shutdown, after a second an immediate one. It believes the process id only as long
// as the cluster's own file names it (a server just started takes a moment to write it), and can signal nothing beyond its account's processes.
const SCRIPT = `
trap '' HUP INT TERM
IFS= read -r word
[ "$word" = released ] && exit 0
serves() { read -r noted < postmaster.pid && [ "$noted" = "$1" ] && kill -0 "$1"; }
{
  for turn in 1 2 3 4 5 6 7 8 9 10; do
    if serves "$1"; then kill -INT "$1"; seen=yes; elif [ "$seen" ]; then exit 0; fi
    sleep 0.1 || sleep 1
  done
  serves "$1" && kill -QUIT "$1"
} 2>/dev/null
`

/**
 * Starts a small companion that stops the server when our process dies without doing so, and starts it
 * again should it be ended itself. Gives what releases it once the server is gone.
 * Windows has none: there the next start stops a server that was left behind.
 */
export function startWatchdog({ place, account }: Server, pid: number): () => void {
  if (process.platform === 'win32') return () => {}
  let released = false
  let release: (() => void) | undefined
  const watch = () => {
    if (released) return
    const child = spawn('/bin/sh', ['-c', SCRIPT, 'waymark-watchdog', String(pid)], {
      ...asAccount(account),
      cwd: place.cluster,
      env: cleanEnvironment(),
      stdio: ['pipe', 'ignore', 'ignore'],
      // A session of its own: Ctrl+C in a terminal must not end it before us.
      detached: true,
    })
    child.unref()
    child.stdin.on('error', () => {})
    ;(child.stdin as unknown as { unref(): void }).unref()
    child.on('error', () => {})
    child.on('exit', () => {
      setTimeout(watch, 1_000).unref()
    })
    release = () => child.stdin.end('released\n')
  }
  watch()
  return () => {
    released = true
    release?.()
  }
}
