import { z } from 'zod'
import { settingKinds, visitKinds } from '#workflows/inspection/inspection-facts.ts'
import { maybe, type Names, offset, words } from './names.ts'

/** The register of inspections, and who keeps it. */
export function registerForm({ person, recommendation }: Pick<Names, 'person' | 'recommendation'>) {
  return z.strictObject({
    recorder: person,
    inspections: z.array(
      z.strictObject({
        ref: z.string().regex(/^I\d+$/),
        title: words,
        setting: z.enum(settingKinds),
        urn: maybe(words),
        visit: z.enum(visitKinds),
        inspected: offset,
        published: offset,
        judgement: maybe(words),
        aspects: maybe(z.array(z.strictObject({ aspect: words, judgement: words }))),
        /** What its report tells of the time before. */
        before: maybe(z.strictObject({ judgement: words, at: offset })),
        recommendations: maybe(z.array(recommendation)),
        nextExpected: maybe(words),
        note: maybe(words),
      }),
    ),
  })
}
