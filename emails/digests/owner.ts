import type { Db } from '#db/connection/connect.ts'
import { and, eq, inArray } from '#db/connection/drizzle.ts'
import { type DigestGroup, plans } from '#db/schema/index.ts'
import { mailedPages, weekAt, weekRow } from '#emails/frame/addresses.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { count } from '#workflows/words.ts'
import type { Ask } from './ask.ts'
import { type DigestLineText, lineText } from './line.ts'
import { type PartWords, plansOf, type Section } from './part.ts'
import { type DigestItem, stillDue } from './still-due.ts'

export type OwnerDigest = {
  /** The London day on which it is sent. */
  day: Day
  /** Most pressing first; at least one. */
  items: readonly DigestItem[]
  publicUrl: string
  /** The path of the page on which the owner answers without signing in, and the plans that take such answers. */
  link?: { path: string; planIds: readonly string[] } | null
}

/**
 * What waits for an owner, over all plans: what is overdue first, then what is due soon, what came back, and what has
 * had no update for long. Null where nothing that was planned is still due.
 */
export async function ownerDigest(
  db: Db,
  { personId, lines, day, publicUrl, linkPath: path }: Ask,
): Promise<PartWords | null> {
  const items = await stillDue(db, personId, lines, day)
  if (items.length === 0) return null
  const planIds = path === null ? [] : await plansAnsweredByLink(db, items)
  return ownerWords({
    day,
    items,
    publicUrl,
    link: path !== null && planIds.length > 0 ? { path, planIds } : null,
  })
}

/** The plans of these items whose owners may answer by the link in their email. */
async function plansAnsweredByLink(db: Db, items: readonly DigestItem[]): Promise<string[]> {
  const ids = [...new Set(items.map(({ planId }) => planId))]
  const allowed = await db
    .select({ id: plans.id })
    .from(plans)
    .where(and(inArray(plans.id, ids), eq(plans.answersByLink, true)))
  return allowed.map(({ id }) => id)
}

/** What an owner is told, in words. */
export function ownerWords({ day, items, publicUrl, link = null }: OwnerDigest): PartWords {
  const many = items.length > 1
  const line = (item: DigestItem): DigestLineText => {
    const { group, actionId, milestoneId, planId } = item
    const row = weekRow(item)
    return link !== null && group !== 'evidence' && link.planIds.includes(planId)
      ? {
          ...lineText(item, day, `${publicUrl}${link.path}#${row}`),
          answers: { group, actionId, milestoneId },
        }
      : lineText(item, day, `${publicUrl}${weekAt(row)}`)
  }
  return {
    part: 'ownerDigest',
    subject: ownerSubject(items),
    ...waitingOf(items),
    intro: [
      many
        ? 'These wait for you. One page holds them all, and each link opens it at its own: saying where things stand takes two minutes.'
        : 'This waits for you. The link opens its form: saying where it stands takes two minutes.',
      ...(link === null ? [] : [noSignIn]),
    ],
    sections: ownerSections(items, line),
    all: {
      words: link === null ? 'All of it on one page' : 'Answer without signing in',
      path: link?.path ?? mailedPages.week.at(),
      button: link === null ? 'Answer on one page' : 'Answer without signing in',
    },
    ...(link && { linkPath: link.path }),
    why: [
      `You own ${many ? 'these actions' : 'this action'} in an improvement plan. Waymark writes to owners once a week, and only when something is overdue, due soon, returned to them or without an update for some time, or a check needs evidence.`,
      'It stops when nothing is waiting. If an action is not yours, tell the lead of its priority, who can hand it over. While you are away, you can name a deputy.',
    ],
  }
}

const noSignIn =
  '‘Answer without signing in’ works until your next weekly email. Please do not forward this email: its links answer in your name.'

/** How many items there are, how many of them are overdue, and the plans that they are of. */
export function waitingOf(items: readonly DigestItem[]): Pick<PartWords, 'waiting' | 'overdue' | 'plans'> {
  return {
    waiting: items.length,
    overdue: items.filter(({ group }) => group === 'overdue').length,
    plans: plansOf(items.map(({ planId: id, plan: title }) => ({ id, title }))),
  }
}

const titles: Record<DigestGroup, string> = {
  overdue: 'Overdue',
  returned: 'Returned to you',
  dueSoon: 'Due soon',
  stale: 'No update for some time',
  evidence: 'Evidence a check still needs',
}

/** Items under the headings of their groups. */
export function ownerSections<Item extends DigestItem>(
  items: readonly Item[],
  line: (item: Item) => Section['lines'][number],
  named: Partial<typeof titles> = {},
): Section[] {
  return (Object.keys(titles) as DigestGroup[]).map((group) => ({
    title: named[group] ?? titles[group],
    lines: items.filter((item) => item.group === group).map(line),
  }))
}

/** What it is about in one line: '3 actions and 1 milestone overdue, 2 due soon'. */
export function ownerSubject(items: readonly DigestItem[]): string {
  const of = (group: DigestGroup) => items.filter((item) => item.group === group)
  const milestones = of('overdue').filter(({ milestone }) => milestone !== null).length
  const late = of('overdue').length - milestones
  const overdue = [
    ...(late ? [count(late, 'action')] : []),
    ...(milestones ? [count(milestones, 'milestone')] : []),
  ]
  const stale = of('stale').length
  const others: [number, string][] = [
    [of('returned').length, 'returned'],
    [of('dueSoon').length, 'due soon'],
    [stale, stale === 1 ? 'needs an update' : 'need an update'],
    [of('evidence').length, of('evidence').length === 1 ? 'needs evidence' : 'need evidence'],
  ]
  // The noun is said again where the one before it was another.
  const alike = late > 0 && milestones === 0
  const rest = others
    .filter(([number]) => number > 0)
    .map(([number, what], at) => `${at > 0 || alike ? number : count(number, 'action')} ${what}`)
  return [...(overdue.length > 0 ? [`${overdue.join(' and ')} overdue`] : []), ...rest].join(', ')
}
