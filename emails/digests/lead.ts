import type { Db } from '#db/connection/connect.ts'
import { mailedPages } from '#emails/frame/addresses.ts'
import type { Ask } from './ask.ts'
import { type LeadFacts, leadFacts } from './lead-facts.ts'
import { measureLine } from './measure-line.ts'
import { type PartWords, plansOf } from './part.ts'
import { closureLine, overdueLine, requestLine, staleLine } from './waiting.ts'
import { subjectOf } from './words.ts'

/**
 * What the lead of priorities is told: what waits for their decision, what is overdue beyond the plan's
 * number of working days, and what has gone quiet. Null when there is nothing of the kind.
 */
export async function leadDigest(db: Db, ask: Ask): Promise<PartWords | null> {
  const facts = await leadFacts(db, ask)
  const { figures: _, ...pressing } = facts
  const isEmpty = Object.values(pressing).every(({ length }) => length === 0)
  return isEmpty ? null : leadWords(facts, ask)
}

/** What a lead is told, in words. */
export function leadWords(
  { toEndorse, requests, overdue, stale, figures }: LeadFacts,
  { day, publicUrl }: Pick<Ask, 'day' | 'publicUrl'>,
): PartWords {
  const decisions = toEndorse.length + requests.length
  const told = [
    ...toEndorse,
    ...requests.map(({ action }) => action),
    ...overdue.map(({ read }) => read),
    ...stale,
  ]
  return {
    part: 'leadDigest',
    waiting: decisions,
    overdue: 0,
    plans: plansOf(told.map(({ plan }) => plan)),
    subject: subjectOf(
      [
        [decisions, 'decision waits for you', 'decisions wait for you'],
        [overdue.length, 'action long overdue', 'actions long overdue'],
        [stale.length, 'action without an update', 'actions without an update'],
      ],
      'The priorities you lead',
    ),
    intro: ['This is how the priorities you lead stand.'],
    sections: [
      { title: 'To endorse or return', lines: toEndorse.map((read) => closureLine(read, day, publicUrl)) },
      { title: 'More time asked for', lines: requests.map((asked) => requestLine(asked, day, publicUrl)) },
      {
        title: 'Long overdue',
        isNews: true,
        lines: overdue.map((each) => overdueLine(each, day, publicUrl)),
      },
      {
        title: 'No update for some time',
        isNews: true,
        lines: stale.map((read) => staleLine(read, publicUrl)),
      },
      {
        title: 'New figures',
        isNews: true,
        lines: figures.map((each) => measureLine(each, publicUrl)),
      },
    ],
    all: { words: 'All that waits for you', path: mailedPages.myWork.at(), button: 'Open My work' },
    why: [
      'You lead a priority of an improvement plan. Waymark writes to leads once a week, and only when a decision waits for them, an action is overdue beyond the working days that the plan allows, or one has had no update for some time.',
      'An update by its owner, or more time that is granted, takes an overdue action off this list.',
    ],
  }
}
