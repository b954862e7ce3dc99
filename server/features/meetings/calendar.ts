import { type CalendarEntry, calendarFile } from '#server/http/calendar.ts'
import { paths } from '#server/paths.ts'
import type { MeetingFacts } from '#workflows/meeting/meeting.ts'

/** What a calendar needs to know of a meeting. */
type Sitting = Pick<
  MeetingFacts,
  'id' | 'version' | 'updatedAt' | 'heldOn' | 'startsAt' | 'endsAt' | 'title' | 'place' | 'state' | 'agenda'
>

/** Meetings of a plan as a calendar file, each a whole day or the hours of it that are known; what was cancelled says so. */
export function meetingCalendar(name: string, meetings: readonly Sitting[], publicUrl: string): string {
  return calendarFile(
    name,
    meetings.map((meeting) => meetingEntry(meeting, publicUrl)),
  )
}

/** A meeting in a calendar: the same entry in the file of the meeting, of its plan and in the calendar of a person. */
export function meetingEntry(meeting: Sitting, publicUrl: string): CalendarEntry {
  const { id, version, updatedAt, heldOn, startsAt, endsAt, title, place, state, agenda } = meeting
  const url = `${publicUrl}${paths.meeting.at(meeting)}`
  return {
    uid: `${id}@waymark`,
    sequence: version,
    changedAt: updatedAt,
    on: heldOn,
    from: startsAt,
    until: endsAt,
    summary: title,
    place,
    description: [
      ...agenda.map((item, at) => `${at + 1}. ${item.title}`),
      `What the board reads and what it decides: ${url}`,
    ].join('\n'),
    url,
    cancelled: state === 'cancelled',
  }
}
