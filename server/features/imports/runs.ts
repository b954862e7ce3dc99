import { Problem } from '#server/http/problem.ts'

/** How the carrying out of a large import stands in this process. */
export type Run = 'idle' | 'running' | { because: string }

/** Large imports that are carried out while their page says so. */
export type ImportRuns = {
  /** Begins to carry one out, where nobody does. Never rejects. */
  begin: (importId: string, work: () => Promise<unknown>) => void
  /** Whether it runs, or why the last one wrote nothing; `idle` too where the server was stopped in between. */
  standing: (importId: string) => Run
  /** Settles once none runs any more. */
  idle: () => Promise<void>
}

/** Imports of which it is remembered why they wrote nothing. */
const MOST_REMEMBERED = 200

/**
 * Keeps which large imports run. All of an import is one statement, so that one that is cut off has written nothing and can be
 * pressed again: nothing of this has to be kept.
 * @param failed told what went wrong, where it is no refusal
 */
export function newImportRuns(failed: (error: unknown, importId: string) => void): ImportRuns {
  const running = new Map<string, Promise<void>>()
  const refused = new Map<string, string>()

  async function run(importId: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      const [oldest] = refused.keys()
      if (refused.size >= MOST_REMEMBERED && oldest !== undefined) refused.delete(oldest)
      const isRefusal = error instanceof Problem && error.status < 500
      refused.set(importId, isRefusal ? error.message : wentWrong)
      if (!isRefusal) failed(error, importId)
    } finally {
      running.delete(importId)
    }
  }

  return {
    begin: (importId, work) => {
      if (running.has(importId)) return
      refused.delete(importId)
      running.set(importId, run(importId, work))
    },
    standing: (importId) => {
      if (running.has(importId)) return 'running'
      const because = refused.get(importId)
      return because === undefined ? 'idle' : { because }
    },
    idle: async () => {
      while (running.size > 0) await Promise.all(running.values())
    },
  }
}

const wentWrong =
  'Something went wrong on our side, and nothing is written. Import it again, and tell your administrator if it fails again.'
