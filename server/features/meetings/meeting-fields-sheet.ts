import { day, line } from '#server/sheets/field.ts'
import { freeText } from '#server/sheets/noun.ts'
import { limits } from '#workflows/limits.ts'

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
  place: freeText({
    label: 'Place',
    hint: 'A room, an address or a link to the call',
    limit: limits.meeting.place,
  }),
}
