import { z } from 'zod'
import { findingCodes } from '#workflows/report/checks/finding.ts'
import { exemptParagraphs, sectionKinds } from '#workflows/report/report-facts.ts'
import { maybe, type Names, offset, words } from './names.ts'

/** A report with what people did to it and to its sections. */
export type DemoReport = z.output<ReturnType<typeof reportForm>>
export type DemoSection = DemoReport['sections'][number]

/** One thing that a person did to a section; its author, or for those of the keeper the keeper, unless it says who. */
export type DemoSectionEvent = DemoSection['story'][number]
export type DemoReportEvent = DemoReport['story'][number]

/**
 * The reports of the plan with its own templates, and who keeps them. Of what happened on one day, commissioning and corrections come first,
 * then what happened to sections, and then what was decided about the whole.
 */
export function reportsForm(names: Names) {
  return z.strictObject({
    keeper: names.person,
    templates: z.array(ownTemplate),
    reports: z.array(reportForm(names)),
  })
}

/** A template of the plan's own: a copy of one that ships, with what is told otherwise and the sections that it has more. */
const ownTemplate = z.strictObject({
  from: words,
  copied: offset,
  title: words,
  for: words,
  body: words,
  approver: words,
  more: z.array(
    z.strictObject({
      /** The heading of the section before it. */
      after: words,
      kind: z.enum(sectionKinds),
      heading: words,
      guidance: z.string().default(''),
      text: z.string().default(''),
    }),
  ),
})
export type DemoOwnTemplate = z.output<typeof ownTemplate>

/** A report as the files of the demonstration tell it. */
function reportForm(names: Names) {
  const { person } = names
  const event = <Name extends string, Fields extends z.ZodRawShape>(name: Name, fields: Fields) =>
    z.strictObject({ at: offset, by: maybe(person), event: z.literal(name), ...fields })
  return z.strictObject({
    template: words,
    /** The day on which it was put together from its template. */
    drafted: offset,
    title: words,
    /** Without it the one of the template. */
    body: maybe(words),
    forOn: offset,
    cutOff: offset,
    /** The number of the board's meeting that it is for. */
    meeting: maybe(z.int()),
    approver: maybe(person),
    approverPost: maybe(words),
    portfolio: maybe(words),
    contact: maybe(words),
    isPublic: z.boolean().default(false),
    /** Sections of which more is told than the template says, by their heading. */
    sections: z.array(sectionForm(names, event)).default([]),
    story: z
      .array(
        z.discriminatedUnion('event', [
          event('commission', {}),
          event('submit', {}),
          event('return', { reason: words }),
          event('approve', {}),
          event('issue', {}),
          event('correct', { reason: words }),
        ]),
      )
      .default([]),
  })
}

type EventForm = <Name extends string, Fields extends z.ZodRawShape>(
  name: Name,
  fields: Fields,
) => z.ZodObject<
  { at: z.ZodInt; by: z.ZodExactOptional<Names['person']>; event: z.ZodLiteral<Name> } & Fields,
  z.core.$strict
>

/** In texts `{day -12}` becomes the day that is twelve days before the demonstration is loaded. */
function sectionForm({ person, refOf, priority }: Names, event: EventForm) {
  return z.strictObject({
    heading: words,
    author: maybe(person),
    due: maybe(offset),
    /** What stands above that which Waymark makes, or in place of the template's standing text. */
    introduction: maybe(words),
    measures: maybe(z.array(refOf('O'))),
    priorities: maybe(z.array(priority)),
    exempt: maybe(z.strictObject({ paragraph: z.literal(exemptParagraphs), reason: words })),
    story: z
      .array(
        z.discriminatedUnion('event', [
          event('saveDraft', { text: words }),
          event('write', { text: words }),
          event('accept', {}),
          event('sendBack', { reason: words }),
          /** The finding is named by its check and by words of the sentence that it was told of. */
          event('keep', { code: z.enum(findingCodes), of: words, reason: words }),
        ]),
      )
      .default([]),
  })
}
