import { z } from 'zod'
import { daySchema, idSchema, lineSchema, textSchema } from '#server/http/schemas.ts'

/** What is said of a meeting. */
export const meetingFields = {
  title: lineSchema('Give the meeting a title.'),
  heldOn: daySchema,
  place: z.string().trim().max(500, 'Keep it to 500 characters.'),
}

/** A new meeting: it gets the next number of its plan. */
export const newMeetingSchema = z
  .strictObject({ ...meetingFields, place: meetingFields.place.default('') })
  .meta({ id: 'NewMeeting' })
export const meetingPatchSchema = z.strictObject(meetingFields).partial().meta({ id: 'MeetingPatch' })

/** What a sitting resolved. It gets the next number of its meeting. */
export const decisionSchema = z
  .strictObject({
    text: textSchema('Say what was decided.'),
    actionId: idSchema.nullable().optional(),
  })
  .meta({ id: 'NewDecision' })

const reason = textSchema('Give a reason.')

/** What each event of a meeting carries. */
export const meetingTransitionSchema = z
  .discriminatedUnion(
    'event',
    [
      z.strictObject({ event: z.literal('freeze') }),
      z.strictObject({ event: z.literal('unfreeze'), reason }),
      z.strictObject({ event: z.literal('issue') }),
      z.strictObject({ event: z.literal('close') }),
      z.strictObject({ event: z.literal('reopen'), reason }),
      z.strictObject({ event: z.literal('cancel'), reason }),
      z.strictObject({ event: z.literal('reinstate'), reason }),
    ],
    {
      error: (issue) =>
        issue.code === 'invalid_union' ? "Give 'event' the name of one of the meeting's events." : undefined,
    },
  )
  .meta({ id: 'MeetingTransition' })
