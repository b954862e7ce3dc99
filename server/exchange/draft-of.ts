import type { ActionDraft, PlanDraft } from '#db/write/plan-draft.ts'
import { addDays, type Day } from '#workflows/calendar/calendar.ts'
import { periodInWords } from '#workflows/calendar/period.ts'
import { type Known, personFor } from '#workflows/exchange/people/person-for.ts'
import type { Answers } from '#workflows/exchange/reading/answers.ts'
import type { ReadFields, Reading, RowRead } from '#workflows/exchange/reading/reading.ts'
import { beyond, isWithin, limits } from '#workflows/limits.ts'
import { mailboxKey } from '#workflows/people/mailbox.ts'
import { sameName } from '#workflows/sameness.ts'
import { describedBy } from './action-words.ts'
import { type PriorityNamed, prioritiesOf } from './priorities-of.ts'

/** What a reading is drafted with. */
export type DraftOptions = { title: string; today: Day; answers: Answers; known: readonly Known[] }

/**
 * The plan that a reading tells, as plan files are handed over. Every action is a draft, as in each plan that is not yet
 * agreed: what the tracker says of progress and status stands in its description.
 */
export function draftOf(reading: Reading, options: DraftOptions): PlanDraft | { wrong: string[] } {
  const { title, today, answers, known } = options
  const unread = reading.columns.flatMap(({ heading, field }) => (field === null ? [heading] : []))
  const people = peopleNamed(reading.rows, answers, known)
  const heading = reading.columns.find(({ field }) => field === 'recommendations')?.heading ?? ''
  const sources = sourcesOf(reading.rows)
  const priorities = prioritiesOf(reading.rows).map((priority) => ({
    ref: priority.ref,
    title: priority.title,
    description: '',
    impact: '',
    outcomeConfidence: 'noData' as const,
    confidenceNote: '',
    leadEmail: null,
    measures: [],
    actions: priority.rows.map((row, at) =>
      actionOf(row, {
        priority,
        at,
        unread,
        people,
        sources,
        heading,
        ofWaymark: reading.ofWaymark === true,
      }),
    ),
  }))
  const actions = priorities.flatMap((each) => each.actions)
  const wrong = actions.flatMap(tooMuch)
  if (wrong.length > 0) return { wrong }
  return {
    title,
    description: '',
    vision: '',
    ownerBody: '',
    serves: '',
    challenges: [],
    firstOn: null,
    lastOn: null,
    people: oncePerMailbox([...people.values()]),
    members: [],
    horizons: horizonsOf(actions, today),
    recommendations: [...sources.values()].map((ref) => ({
      ref,
      source: heading,
      paragraph: ref,
      text: `${heading} ${ref}`,
    })),
    priorities,
  }
}

/** What of an action is more than the forms would take, in sentences. */
function tooMuch({ ref, description, recommendations }: ActionDraft): string[] {
  const { action } = limits
  return [
    ...(isWithin(action.description, description)
      ? []
      : [`What describes ${ref} is too long with its progress and evidence. ${beyond(action.description)}`]),
    ...(isWithin(action.recommendations, recommendations.length)
      ? []
      : [`${ref} answers too many recommendations. ${beyond(action.recommendations)}`]),
  ]
}

type People = ReadonlyMap<string, { name: string; email: string }>

/** Everybody whom rows name and who is known, or was named in an answer, by the name as it stands there. */
function peopleNamed(rows: readonly RowRead[], answers: Answers, known: readonly Known[]): People {
  const named = new Map(
    rows
      .flatMap(({ read }) => [read.owner ?? [], read.contributors ?? []].flat())
      .map((name) => [sameName(name), name]),
  )
  const found = [...named].flatMap(([key, name]) => {
    const person = personFor(name, answers.once('owner', name), known)
    return person === null || person === 'nobody' ? [] : [[key, person] as const]
  })
  return new Map(found)
}

/** One person may be told by name and by initials. */
function oncePerMailbox(people: readonly { name: string; email: string }[]): PlanDraft['people'] {
  const each = new Map(
    people.map(({ name, email }) => [mailboxKey(email), { name, email, post: '', agency: null }]),
  )
  return [...each.values()]
}

type Around = {
  priority: PriorityNamed
  at: number
  unread: readonly string[]
  people: People
  sources: Sources
  /** Of the column of recommendations. */
  heading: string
  ofWaymark: boolean
}

function actionOf(row: RowRead, around: Around): ActionDraft {
  const { priority, at, unread, people, sources, heading } = around
  const { read } = row
  const [contributors, others] = apart(read.contributors ?? [], people)
  const owner = people.get(sameName(read.owner ?? ''))?.email ?? null
  return {
    ref: row.ref ?? `${priority.ref}.${at + 1}`,
    ...(row.ref === null && { refIsMade: true }),
    ...describedIn(read),
    description: describedBy(row, read.recommendations === undefined ? [...unread, heading] : unread, others),
    ...(around.ofWaymark && { ownDescription: read.description ?? '' }),
    ownerEmail: owner,
    contributorEmails: contributors.filter(
      (email) => owner === null || mailboxKey(email) !== mailboxKey(owner),
    ),
    milestones: [],
    recommendations: [
      ...new Set((read.recommendations ?? []).map((ref) => sources.get(sameName(ref)) ?? ref)),
    ],
    measures: [],
  }
}

const describedIn = ({
  horizon,
  title,
  intendedEffect,
  startOn,
  dueOn,
  critical,
  agency,
  criteria,
}: ReadFields) => ({
  horizon: horizon ?? 'short',
  title: title ?? '',
  intendedEffect: intendedEffect ?? '',
  startOn: startOn ?? null,
  dueOn: dueOn ?? null,
  regulatorDate: false,
  critical: critical ?? false,
  agency: agency ?? null,
  criteria: criteria ?? [],
})

/** The addresses of those who are known, once each, and the names of the others. */
function apart(names: readonly string[], people: People): [emails: string[], others: string[]] {
  const emails = names.flatMap((name) => people.get(sameName(name))?.email ?? [])
  return [
    [...new Map(emails.map((email) => [mailboxKey(email), email])).values()],
    names.filter((name) => !people.has(sameName(name))),
  ]
}

function horizonsOf(actions: readonly ActionDraft[], today: Day): PlanDraft['horizons'] {
  return (['short', 'medium', 'long'] as const).flatMap((name) => {
    const own = actions.filter(({ horizon }) => horizon === name)
    if (own.length === 0) return []
    const days = own.flatMap(({ startOn, dueOn }) => [startOn ?? [], dueOn ?? []].flat()).toSorted()
    const firstOn = days[0] ?? today
    const lastOn = days.at(-1) ?? addDays(today, 365)
    return [{ name, label: periodInWords({ from: firstOn, to: lastOn }), firstOn, lastOn }]
  })
}

/** The paragraphs of a report that rows name, once each in one writing. */
type Sources = ReadonlyMap<string, string>

function sourcesOf(rows: readonly RowRead[]): Sources {
  const named = rows.flatMap(({ read }) => read.recommendations ?? [])
  const first = new Map(named.toReversed().map((ref) => [sameName(ref), ref]))
  return new Map([...first].toReversed())
}
