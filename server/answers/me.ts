import { z } from 'zod'
import { type Answers, count, day, id, named, titled } from '#server/http/answers.ts'
import { evidenceLacks } from '#workflows/action/embedding.ts'
import { roles } from '#workflows/engine/policy.ts'
import { reportAsks } from '#workflows/report/report-turn.ts'
import { actionSchema } from './actions.ts'
import { milestone } from './parts.ts'

const groups = [
  'overdue',
  'dueSoon',
  'returned',
  'stale',
  'toEndorse',
  'toSignOff',
  'extensionsToDecide',
  'toEmbed',
  'evidenceOwed',
  'figuresDue',
  'sectionsToWrite',
  'reportsWaiting',
  'overdueMilestones',
] as const

const actions = z.array(actionSchema)
const work = z
  .strictObject({
    overdue: actions,
    dueSoon: actions,
    returned: actions,
    stale: actions,
    toEndorse: actions,
    toSignOff: actions,
    extensionsToDecide: z.array(z.strictObject({ id, action: actionSchema })),
    toEmbed: actions,
    evidenceOwed: z.array(z.strictObject({ lacks: z.array(z.enum(evidenceLacks)), action: actionSchema })),
    figuresDue: z.array(
      z
        .strictObject({
          id,
          ref: z.string(),
          title: z.string(),
          plan: titled,
          periods: z.array(day),
          dueOn: day,
          lateDays: count,
        })
        .meta({ id: 'FiguresDue' }),
    ),
    sectionsToWrite: z.array(
      z
        .strictObject({
          id,
          number: count,
          heading: z.string(),
          dueOn: day.nullable(),
          sentBack: z.string(),
          author: named,
          report: z.strictObject({ id, title: z.string(), body: z.string(), forOn: day }),
          plan: titled,
        })
        .meta({ id: 'SectionToWrite' }),
    ),
    reportsWaiting: z.array(
      z
        .strictObject({
          id,
          title: z.string(),
          body: z.string(),
          forOn: day,
          plan: titled,
          ask: z.enum(reportAsks),
          sections: z.strictObject({ waiting: count, written: count, accepted: count }),
        })
        .meta({ id: 'ReportWaiting' }),
    ),
    overdueMilestones: z.array(milestone),
  })
  .meta({ id: 'Work' })

const me = z
  .strictObject({
    id,
    name: z.string(),
    email: z.string(),
    post: z.string(),
    agency: z.string().nullable(),
    memberships: z.array(z.strictObject({ planId: id, plan: z.string(), role: z.enum(roles) })),
    waiting: z.strictObject(Object.fromEntries(groups.map((group) => [group, count]))),
  })
  .meta({ id: 'Me' })

export const meAnswers: Answers = {
  'GET /me': { 200: me },
  'GET /me/work': { 200: work },
}
