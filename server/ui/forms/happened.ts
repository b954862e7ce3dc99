import { type HistoryEntry, readHistory } from '#db/read/history.ts'
import type { Deps } from '#server/deps.ts'
import { idSchema } from '#server/http/schemas.ts'
import { timeline } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { fieldInWords } from './forms.ts'

/** Entries that are told at most. */
const MOST = 20

/** What has happened to a plan or a priority since a version of it, newest first, in plain words. */
export async function happenedSince({ db }: Deps, aggregateId: string, version: number): Promise<Html> {
  const entries = await readHistory(db, aggregateId, { limit: MOST })
  const since = entries.filter((entry) => entry.version > version)
  if (since.length === 0) return html`<p>Nothing that its history tells.</p>`
  return timeline(
    since.map((entry) => ({
      what: words[entry.event] ?? fieldInWords(entry.event),
      who: entry.actor?.name ?? 'Waymark',
      at: entry.at,
      body: bodyOf(entry),
    })),
  )
}

const words: Record<string, string> = {
  edit: 'Changed it',
  submit: 'Submitted it for approval',
  approve: 'Approved it',
  return: 'Returned it',
  close: 'Closed it',
  reopen: 'Opened it again',
  agree: 'Agreed it',
  deliver: 'Called it delivered',
  sustain: 'Called it sustained',
  pause: 'Paused it',
  resume: 'Let it go on',
  handOver: 'Handed it over',
  addMember: 'Added a member',
  changeRole: 'Changed a role',
  removeMember: 'Removed a member',
  addHorizon: 'Added a horizon',
  addRecommendation: 'Added a recommendation',
  editRecommendation: 'Changed a recommendation',
  freeze: 'Froze the pack',
  unfreeze: 'Took the pack back',
  issue: 'Issued the pack',
  cancel: 'Cancelled it',
  reinstate: 'Put it back in the diary',
  recordDecision: 'Recorded a decision',
}

function bodyOf({ payload }: HistoryEntry): string {
  const changed = typeof payload.change === 'object' ? payload.change : {}
  const said = Object.entries({ ...payload, ...changed }).flatMap(([field, value]) =>
    typeof value !== 'string' || value === '' || idSchema.safeParse(value).success
      ? []
      : [`${fieldInWords(field)}: ${value}`],
  )
  return said.join('\n')
}
