import type { Db } from '#db/connection/connect.ts'
import type { PlanIds } from '#db/write/create-plan.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import type { Demonstration } from './demonstration.ts'
import type { Offset } from './names.ts'

/** What replaying the story needs: the story, where its plan is, and how its offsets and keys become days and ids. */
export type Replay = {
  db: Db
  demo: Demonstration
  ids: PlanIds
  dayOf: (offset: Offset) => Day
  personId: (key: string) => string
}

/** One step of the story, with the day on which it happens. */
export type DatedStep = { at: Offset; run: (at: Instant) => Promise<void> }
