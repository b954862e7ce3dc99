import { day, line } from '#server/sheets/field.ts'
import { timeOrNone } from '#server/sheets/noun-values.ts'
import { freeText, type NounField } from '#server/sheets/noun.ts'
import { limits } from '#workflows/limits.ts'
import type { MeetingDescription } from '#workflows/meeting/edit-meeting.ts'

/** When on its day a meeting sits. */
export const timeFields = {
  startsAt: timeOrNone({ label: 'Starts at', hint: 'For example, 14:00 or 2pm' }),
  endsAt: timeOrNone({ label: 'Ends at', hint: 'For example, 16:00 or 4pm' }),
}

/** What describes a meeting. */
export const meetingFields = {
  title: line({
    label: 'Title',
    hint: 'Such as Improvement board, December 2026',
    because: 'Enter the title of the meeting.',
    limit: limits.meeting.title,
  }),
  heldOn: day({
    label: 'Held on',
    ask: 'Day of the meeting',
    hint: 'For example, 14 12 2026',
    what: 'the day of the meeting',
  }),
  ...timeFields,
  place: freeText({
    label: 'Place',
    hint: 'A room, an address or a link to the call',
    limit: limits.meeting.place,
  }),
} satisfies Record<keyof MeetingDescription, NounField>
