import type { Db } from '#db/connection/connect.ts'
import { brokenConstraint } from '#db/connection/errors.ts'
import { refTaken } from '#db/read/taken.ts'
import { Problem } from './problem.ts'

/** Broken references and taken names become problems that say which field to mend. */
export async function reportingConflicts<T>(db: Db, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const constraint = brokenConstraint(error)
    if (constraint === null || constraint === 'events_pkey') throw error
    const ref = await refTaken(db, error)
    if (ref !== null) {
      const detail = `This reference is taken: the plan has ‘${ref}’ already. Choose another one.`
      throw new Problem('conflict', detail, { errors: [{ pointer: '/ref', code: 'taken', detail }] })
    }
    throw new Problem(
      'invalidRequest',
      'One of the ids given is not that of anything here. Check them and try again.',
    )
  }
}
