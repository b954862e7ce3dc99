import type { Clock } from '#db/connection/clock.ts'
import type { Db } from '#db/connection/connect.ts'

/** What every feature may use. Built once at start and passed down. */
export type Deps = {
  db: Db
  clock: Clock
  /** Address by which people reach Waymark, without a slash at the end. */
  publicUrl: string
  /** Whether this is the demonstration, with its list of people to sign in as and its Outbox. */
  demonstration: boolean
  /** Whether owners may answer by the link in their weekly email, in plans that want it; not unless told. */
  answersByLink?: boolean
  /** Whom people tell about accessibility and ask about their personal data; nobody unless told. */
  contactEmail?: string | null
  /** Tells the sender that something may have been queued. */
  wakeSender: () => void
}
