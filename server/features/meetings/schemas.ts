import { z } from 'zod'
import { daySchema, freeTextSchema, idSchema, textSchema } from '#server/http/schemas.ts'
import { transitionOf } from '#server/sheets/event.ts'
import { limits } from '#workflows/limits.ts'
import { meetingEvents } from './meeting-sheet.ts'

/** What is said of a meeting. */
export const meetingFields = {
  title: textSchema('Give the meeting a title.', limits.meeting.title),
  heldOn: daySchema,
  place: freeTextSchema(limits.meeting.place),
}

/** A new meeting: it gets the next number of its plan. */
export const newMeetingSchema = z
  .strictObject({ ...meetingFields, place: meetingFields.place.default('') })
  .meta({ id: 'NewMeeting' })
export const meetingPatchSchema = z.strictObject(meetingFields).partial().meta({ id: 'MeetingPatch' })

/** What a sitting resolved. It gets the next number of its meeting. */
export const decisionSchema = z
  .strictObject({
    text: textSchema('Say what was decided.', limits.decision.text),
    actionId: idSchema.nullable().optional(),
  })
  .meta({ id: 'NewDecision' })

/** What each event of a meeting carries. */
export const meetingTransitionSchema = transitionOf(
  'MeetingTransition',
  meetingEvents,
  "Give 'event' the name of one of the meeting's events.",
)
