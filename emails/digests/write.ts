import type { Db } from '#db/connection/connect.ts'
import { type DigestPart, digestParts } from '#db/schema/index.ts'
import { administratorDigest } from './administrator.ts'
import type { Ask } from './ask.ts'
import { chairDigest } from './chair.ts'
import { deputyDigest } from './deputy.ts'
import { leadDigest } from './lead.ts'
import { ownerDigest } from './owner.ts'
import type { PartWords } from './part.ts'
import { reportDigest } from './report.ts'
import { supplierDigest } from './supplier.ts'
import { toldOnce, type WeeklyEmail, weeklyEmail } from './weekly.ts'

const writers: Record<DigestPart, (db: Db, ask: Ask) => Promise<PartWords | null>> = {
  ownerDigest,
  supplierDigest,
  reportDigest,
  deputyDigest,
  leadDigest,
  chairDigest,
  administratorDigest,
}

/** The weekly email that is asked for, from what is true now; null when there is nothing to tell. */
export async function writeDigest(db: Db, ask: Ask): Promise<WeeklyEmail | null> {
  return weeklyEmail(await writtenParts(db, ask), ask)
}

/** The parts of the weekly email that is asked for, with all their lines; none where there is nothing to tell. */
export async function writtenParts(db: Db, ask: Ask): Promise<PartWords[]> {
  const parts = digestParts.filter((part) => ask.parts.includes(part))
  const written = await Promise.all(parts.map((part) => writers[part](db, ask)))
  return toldOnce(written.filter((part) => part !== null))
}
