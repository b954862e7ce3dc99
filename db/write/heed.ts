import { AsyncLocalStorage } from 'node:async_hooks'
import type { Warning } from '#workflows/warnings/warning.ts'

type Heed = (warnings: readonly Warning[]) => void
const heeding = new AsyncLocalStorage<Heed>()

/**
 * Runs a request that is told what is unusual about each change, once the workflow has decided that the change may be
 * made and before it is written. A form throws then, to ask first; the API collects what it says beside its answer.
 */
export function heedingBy<T>(heed: Heed, work: () => T): T {
  return heeding.run(heed, work)
}

/** As `heedingBy`, where the one who is told already is told in other words, or of more. */
export function heedingAs<T>(words: (warnings: readonly Warning[]) => readonly Warning[], work: () => T): T {
  const told = heeding.getStore()
  return told ? heeding.run((warnings) => told(words(warnings)), work) : work()
}

/** Tells what is unusual about the change that is about to be written; nobody listens where history is loaded. */
export function heed(warnings: readonly Warning[]): void {
  heeding.getStore()?.(warnings)
}
