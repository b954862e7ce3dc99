import type { Missing } from '#workflows/engine/requirement.ts'

/** When on its day a meeting sits, by the clocks of London: 'HH:MM', or null where nobody has said so. */
export type MeetingTimes = { startsAt: string | null; endsAt: string | null }

/** What is wrong with the times of a meeting, which ends after it started and on the same day. Null where nothing is. */
export function timesFault({ startsAt, endsAt }: MeetingTimes): (Missing & { code: TimesFault }) | null {
  if (endsAt === null) return null
  if (startsAt === null)
    return {
      code: 'fieldMissing',
      field: 'startsAt',
      detail: 'Give the time at which it starts, or leave out the end.',
    }
  return endsAt > startsAt
    ? null
    : { code: 'dateNotAllowed', field: 'endsAt', detail: 'Give an end after the start.' }
}

export type TimesFault = 'fieldMissing' | 'dateNotAllowed'
