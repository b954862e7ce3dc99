import { z } from 'zod'
import { maybe, type Names, offset, words } from './names.ts'

/** The decisions of the register that no meeting of the board made, and who records them. */
export function decisionsForm({ person }: Pick<Names, 'person'>) {
  return z.strictObject({
    recorder: person,
    decisions: z.array(
      z.strictObject({
        title: words,
        resolved: z.array(words).min(1),
        reasons: maybe(words),
        alternatives: maybe(words),
        interests: maybe(words),
        dispensations: maybe(words),
        decidedOn: offset,
        /** The body that decided, or the post of the person who did. */
        maker: words,
        post: maybe(z.literal(true)),
        item: maybe(words),
        key: maybe(
          z.discriminatedUnion('kind', [
            z.strictObject({ kind: z.literal('noticeGiven'), on: offset }),
            z.strictObject({ kind: z.literal('generalException'), on: offset, because: words }),
            z.strictObject({ kind: z.literal('specialUrgency'), because: words, agreedBy: words }),
          ]),
        ),
        exempt: maybe(z.strictObject({ because: words, agreedBy: words })),
        story: z.array(
          z.discriminatedUnion('event', [
            /** Published on the day it was told, or earlier. */
            z.strictObject({ at: offset, event: z.literal('publish'), on: maybe(offset) }),
            z.strictObject({ at: offset, event: z.literal('callIn'), by: words, reason: words }),
            z.strictObject({ at: offset, event: z.literal('confirm'), reason: words }),
            z.strictObject({
              at: offset,
              event: z.literal('change'),
              resolved: z.array(words).min(1),
              reason: words,
            }),
          ]),
        ),
      }),
    ),
  })
}
