import { z } from 'zod'
import { daySchema, freeTextSchema, idSchema, textSchema } from '#server/http/schemas.ts'
import { limits } from '#workflows/limits.ts'

/** What is said of a meeting. */
export const meetingFields = {
  title: textSchema('Give the meeting a title.', limits.meeting.title),
  heldOn: daySchema,
  place: freeTextSchema(limits.meeting.place),
}

/** A new meeting: it gets the next number of its plan. */
export const newMeetingSchema = z.strictObject({ ...meetingFields, place: meetingFields.place.default('') })
export const meetingPatchSchema = z.strictObject(meetingFields).partial()

/** What a sitting resolved. It gets the next number of its meeting. */
export const decisionSchema = z.strictObject({
  text: textSchema('Say what was decided.', limits.decision.text),
  actionId: idSchema.nullable().optional(),
})

const reason = textSchema('Give a reason.', limits.meeting.reason)

/** What each event of a meeting carries. */
export const meetingTransitionSchema = z.discriminatedUnion(
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
