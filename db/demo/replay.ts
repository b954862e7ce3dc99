import type { Db } from '#db/connection/connect.ts'
import type { PlanIds } from '#db/write/create-plan.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import type { Demonstration } from './demonstration.ts'
import type { Making } from './making.ts'
import type { Offset } from './names.ts'
import type { DemoReport } from './report-form.ts'

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

/** What replaying the reports needs beside that: how they are made, and the ids of meetings by their numbers. */
export type ReportReplay = Replay & { making: Making; meetingIds: ReadonlyMap<number, string> }

/** A report of the story with its id and those of its sections by their headings, once it was put together. */
export type MadeReport = { told: DemoReport; id: string; sections: Map<string, string> }
