import { z } from 'zod'
import { textSchema } from '#server/http/schemas.ts'
import { dayField, fieldsOf } from '#server/ui/forms/fields.ts'
import { dayParts, type FormState, type Read, readForm, type Typed } from '#server/ui/forms/forms.ts'
import { button } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { limits } from '#workflows/limits.ts'
import type { MeetingFacts } from '#workflows/meeting/meeting.ts'
import { meetingFields } from './schemas.ts'

/** What a form says of a meeting. */
export type MeetingTyped = Pick<MeetingFacts, 'title' | 'heldOn' | 'place'>

export const meetingDates = ['heldOn']
export const meetingLabels = { title: 'Title', heldOn: 'Held on', place: 'Place' }

const schema = z.object({
  title: textSchema('Enter the title of the meeting', limits.meeting.title),
  heldOn: dayField('the day of the meeting'),
  place: meetingFields.place.optional(),
})

/**
 * Reads the form of a meeting.
 * @param saved what the fields hold of it while nothing is typed
 */
export function readMeetingForm(values: Typed, saved: Typed = {}): Read<MeetingTyped> {
  const read = readForm(schema, values, meetingDates, saved)
  return read.ok ? { ok: true, data: { ...read.data, place: read.data.place ?? '' } } : read
}

/** What the fields hold of a meeting that is there. */
export function meetingTyped({ title, heldOn, place }: MeetingTyped): Typed {
  return { title, place, ...dayParts('heldOn', heldOn) }
}

/** The fields that describe a meeting. */
export function meetingFormFields(state: FormState, press: string): Html {
  const { line, day } = fieldsOf(state)
  return html`${line('title', { label: 'Title', hint: 'Such as Improvement board, December 2026' })}
${day('heldOn', { label: 'Day of the meeting', hint: 'For example, 14 12 2026' })}
${line('place', { label: 'Place (optional)', hint: 'A room, an address or a link to the call' })}
${button({ text: press })}`
}
