import { z } from 'zod'
import { idSchema, textSchema } from '#server/http/schemas.ts'
import { bodiesOf, transitionOf } from '#server/sheets/event.ts'
import { newBodiesOf } from '#server/sheets/noun.ts'
import { limits } from '#workflows/limits.ts'
import { meetingFields } from './meeting-fields-sheet.ts'
import { meetingEvents } from './meeting-sheet.ts'
import { seriesFields } from './series-fields-sheet.ts'

/** A new meeting: it gets the next number of its plan. */
export const newMeetingSchema = z.strictObject(newBodiesOf(meetingFields)).meta({ id: 'NewMeeting' })
export const meetingPatchSchema = z
  .strictObject(bodiesOf(meetingFields))
  .partial()
  .meta({ id: 'MeetingPatch' })

/** A series of meetings: each gets the next number of its plan. */
export const newSeriesSchema = z.strictObject(newBodiesOf(seriesFields)).meta({ id: 'NewMeetingSeries' })

/** What a sitting resolved. It gets the next number of its meeting. */
export const decisionSchema = z
  .strictObject({
    text: textSchema('Say what was decided.', limits.decision.text),
    actionId: idSchema.nullable().optional(),
    agendaItemId: idSchema.nullable().optional(),
  })
  .meta({ id: 'NewDecision' })

/** What each event of a meeting carries. */
export const meetingTransitionSchema = transitionOf(
  'MeetingTransition',
  meetingEvents,
  "Give 'event' the name of one of the meeting's events.",
)
