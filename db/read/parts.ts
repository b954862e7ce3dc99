import type { Db } from '#db/connection/connect.ts'
import { eq } from '#db/connection/drizzle.ts'
import { blockers, extensions, milestones } from '#db/schema/index.ts'

/** The parts of an action that have a life of their own. */
export type PartKind = 'milestone' | 'blocker' | 'extension'

const tables = { milestone: milestones, blocker: blockers, extension: extensions }

/** The id of the action that a part belongs to, or null when there is no such part. */
export async function actionOfPart(db: Db, kind: PartKind, partId: string): Promise<string | null> {
  const table = tables[kind]
  const [part] = await db.select({ actionId: table.actionId }).from(table).where(eq(table.id, partId))
  return part?.actionId ?? null
}
