import type { Instant } from '#workflows/calendar/calendar.ts'
import type { MeetingDescription } from './edit-meeting.ts'
import type { MeetingFacts } from './meeting.ts'

/** A meeting as it is put in the diary, before it has its number. */
export function unnumberedMeeting(
  description: MeetingDescription,
  { id, planId, now }: { id: string; planId: string; now: Instant },
): Omit<MeetingFacts, 'number'> {
  return {
    ...description,
    id,
    planId,
    state: 'scheduled',
    version: 1,
    packId: null,
    cutOffAt: null,
    issuedOn: null,
    createdAt: now,
    updatedAt: now,
    decisions: [],
    agenda: [],
    agendaProposed: [],
    attendance: [],
    others: [],
  }
}
