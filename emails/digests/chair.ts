import type { Db } from '#db/connection/connect.ts'
import { dayInWords, londonDay } from '#workflows/calendar/calendar.ts'
import type { Ask } from './ask.ts'
import { type ChairFacts, chairFacts, type PlanNews } from './chair-facts.ts'
import { lastWeekInWords } from './last-week.ts'
import { type Figures, type PartWords, plansOf } from './part.ts'
import { lackingLine } from './report.ts'
import { checkLine, closureLine, overdueLine, packLine, redLine, requestLine } from './waiting.ts'
import { boardOf, short, subjectOf } from './words.ts'

/**
 * What the chair and vice-chair of a board are told: what waits for their decision, what is overdue beyond
 * the plan's number of working days, what has turned red, what happened since the week before, and whether last
 * week's emails all went. Null when there is nothing to tell.
 */
export async function chairDigest(db: Db, ask: Ask): Promise<PartWords | null> {
  const facts = await chairFacts(db, ask)
  return isQuiet(facts) ? null : chairWords(facts, ask)
}

/** What a chair is told, in words. */
export function chairWords(facts: ChairFacts, { day, publicUrl }: Pick<Ask, 'day' | 'publicUrl'>): PartWords {
  const { toSignOff, requests, toCheck, packs, lacking, overdue, newlyRed, plans } = facts
  const decisions = toSignOff.length + requests.length + toCheck.length
  return {
    part: 'chairDigest',
    waiting: decisions + packs.length,
    overdue: 0,
    plans: plansOf(plans),
    subject: subjectOf(
      [
        [decisions, 'decision waits for you', 'decisions wait for you'],
        [packs.length, 'pack to issue', 'packs to issue'],
        [overdue.length, 'action long overdue', 'actions long overdue'],
        [newlyRed.length, 'action newly red', 'actions newly red'],
      ],
      'What happened this week',
    ),
    intro: [
      plans.length === 1 && plans[0]
        ? `This is how ‘${short(plans[0].title, 120)}’ stands.`
        : 'This is how your plans stand.',
    ],
    sections: [
      { title: 'To sign off or return', lines: toSignOff.map((read) => closureLine(read, day, publicUrl)) },
      { title: 'More time asked for', lines: requests.map((asked) => requestLine(asked, day, publicUrl)) },
      { title: 'Has it stuck?', lines: toCheck.map((read) => checkLine(read, day, publicUrl)) },
      {
        title: 'Packs to issue',
        lines: packs.map((pack) =>
          packLine(pack, { day, publicUrl, said: 'Issue it before the board meets.' }),
        ),
      },
      {
        title: 'Reports that still lack something',
        isNews: true,
        lines: lacking.map((each) => lackingLine(each, publicUrl)),
      },
      {
        title: 'Long overdue',
        isNews: true,
        lines: overdue.map((each) => overdueLine(each, day, publicUrl)),
      },
      {
        title: 'Newly red',
        isNews: true,
        lines: newlyRed.map((each) => redLine(each, publicUrl)),
      },
    ],
    figures: plans.flatMap((plan) => figuresOf(plan, plans.length > 1)),
    closing: plans.flatMap(({ title, lastWeek }) => {
      const last = lastWeekInWords(lastWeek)
      return last ? [plans.length > 1 ? `${short(title, 120)}: ${last.said}` : last.said] : []
    }),
    all: boardOf(plans.map(({ id }) => id)),
    why: [
      'You are the chair or vice-chair of the board of an improvement plan. Waymark writes to you once a week, and only when there is something to decide or to tell.',
      'An update by its owner, or more time that is granted, takes an overdue action off this list.',
    ],
  }
}

function isQuiet({
  toSignOff,
  requests,
  toCheck,
  packs,
  lacking,
  overdue,
  newlyRed,
  plans,
}: ChairFacts): boolean {
  const lists = [toSignOff, requests, toCheck, packs, lacking, overdue, newlyRed]
  const happened = plans.some((plan) => eventRows(plan).length > 0 || lastWeekInWords(plan.lastWeek)?.trouble)
  return lists.every(({ length }) => length === 0) && !happened
}

function figuresOf(plan: PlanNews, named: boolean): Figures[] {
  const from = dayInWords(londonDay(plan.since))
  const title = named ? `${short(plan.title, 80)}: ` : ''
  const happened = eventRows(plan)
  return [
    {
      title: `${title}${named ? 'colours' : 'Colours'} now, and on ${from}`,
      rows: Object.entries(plan.colours).map(([colour, { now, before }]) => ({
        label: colour.charAt(0).toUpperCase() + colour.slice(1),
        value: now === before ? `${now}` : `${now}, was ${before}`,
      })),
    },
    ...(happened.length > 0
      ? [{ title: `${title}${named ? 'since' : 'Since'} ${from}`, rows: happened }]
      : []),
  ]
}

const eventLabels: Record<string, string> = {
  signOff: 'Signed off',
  embed: 'Found to have stuck',
  submit: 'Submitted',
  endorse: 'Endorsed',
  return: 'Returned',
  grant: 'Given more time',
  refuse: 'Refused more time',
  reopen: 'Opened again',
  cancel: 'Cancelled',
  supersede: 'Superseded',
  transfer: 'Handed over',
  create: 'Added',
  report: 'Updates given',
}

function eventRows({ events }: PlanNews): Figures['rows'] {
  return Object.entries(eventLabels).flatMap(([event, label]) => {
    const number = events[event] ?? 0
    return number > 0 ? [{ label, value: `${number}` }] : []
  })
}
