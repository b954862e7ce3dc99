import type { Db } from '#db/connection/connect.ts'
import type { DigestKind } from '#db/schema/index.ts'
import type { Email } from '#emails/frame/email.ts'
import { administratorDigest } from './administrator.ts'
import type { Ask } from './ask.ts'
import { chairDigest } from './chair.ts'
import { deputyDigest } from './deputy.ts'
import { leadDigest } from './lead.ts'
import { ownerDigest } from './owner.ts'
import { stillDue } from './still-due.ts'

const writers: Record<DigestKind, (db: Db, ask: Ask) => Promise<Email | null>> = {
  ownerDigest: async (db, { personId, lines, ...ask }) => {
    const items = await stillDue(db, personId, lines, ask.day)
    return items.length > 0 ? ownerDigest({ ...ask, items }) : null
  },
  deputyDigest,
  leadDigest,
  chairDigest,
  administratorDigest,
}

/** The weekly email that is asked for, from what is true now; null when there is nothing to tell. */
export async function writeDigest(db: Db, ask: Ask): Promise<Email | null> {
  return writers[ask.kind](db, ask)
}
