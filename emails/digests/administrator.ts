import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import type { ActionRead } from '#db/read/action-facts.ts'
import {
  administeredBy,
  administratorWork,
  type FailedAddress,
  type Leaver,
} from '#db/read/administrator-work.ts'
import type { WeekCounts } from '#db/read/mail.ts'
import { type PackToIssue, packsToIssue } from '#db/read/packs-to-issue.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import { mailedPages } from '#emails/frame/addresses.ts'
import { inScope, mailedPlans } from '#emails/ledger/mailed-plans.ts'
import { dayInWords } from '#workflows/calendar/calendar.ts'
import { count } from '#workflows/words.ts'
import type { Ask } from './ask.ts'
import { lastWeekInWords } from './last-week.ts'
import { lastWeekOf, newsTable } from './news.ts'
import { type PartWords, plansOf, type Section } from './part.ts'
import { byDue, packLine } from './waiting.ts'
import { actionLine, pageOf, short, subjectOf } from './words.ts'

export type AdministratorFacts = {
  failed: readonly FailedAddress[]
  withoutOwner: readonly ActionRead[]
  withoutDate: readonly ActionRead[]
  /** Drafts that have all they need. */
  toAgree: readonly ActionRead[]
  /** Frozen packs that their chairs have not issued. */
  packs: readonly PackToIssue[]
  leavers: readonly Leaver[]
  lastWeek: readonly { plan: { id: string; title: string }; counts: WeekCounts }[]
  /** The plans they administer. */
  plans: readonly { id: string; title: string }[]
}

/**
 * What a plan's administrator is told: addresses at which emails failed, live actions without an owner or a
 * due date, owners who left with work in hand, and drafts and packs that wait for others. Null when all is in order.
 */
export async function administratorDigest(db: Db, ask: Ask): Promise<PartWords | null> {
  const facts = await administratorFacts(db, ask)
  const { failed, withoutOwner, withoutDate, toAgree, packs, leavers, lastWeek } = facts
  const lists = [failed, withoutOwner, withoutDate, toAgree, packs, leavers]
  const trouble = lastWeek.some(({ counts }) => lastWeekInWords(counts)?.trouble)
  return lists.every(({ length }) => length === 0) && !trouble ? null : administratorWords(facts, ask)
}

/** What an administrator is told, in words. */
export function administratorWords(
  { failed, withoutOwner, withoutDate, toAgree, packs, leavers, lastWeek, plans }: AdministratorFacts,
  { day, publicUrl }: Pick<Ask, 'day' | 'publicUrl'>,
): PartWords {
  const edit = (read: ActionRead, said: string) =>
    actionLine(read, { said: [said], href: `${publicUrl}${mailedPages.action.at(read.facts)}` })
  const sections: Section[] = [
    {
      title: 'Emails that failed',
      lines: failed.map(({ planId, plan, name: whom, address, number, reply }) => ({
        heading: short(whom, 80),
        late: `${count(number, 'email')} failed.`,
        facts: [
          `Sent to ${short(address, 120)}.`,
          ...(reply === '' ? [] : [`The answer: ${short(reply, 200)}`]),
        ].join(' '),
        place: short(plan, 120),
        href: `${publicUrl}${mailedPages.plan.at({ id: planId })}`,
        about: planId,
      })),
    },
    {
      title: 'Owners who have left',
      lines: leavers.map(({ planId, plan, name: whom, leftOn, refs }) => ({
        heading: short(whom, 80),
        late: null,
        facts: `Left on ${dayInWords(leftOn)} and still owns ${count(refs.length, 'action')}: ${short(refs.join(', '), 200)}. Each needs a new owner.`,
        place: short(plan, 120),
        href: `${publicUrl}${mailedPages.plan.at({ id: planId })}`,
        about: planId,
      })),
    },
    { title: 'Actions without an owner', lines: withoutOwner.map((read) => edit(read, 'Nobody owns it.')) },
    {
      title: 'Actions without a due date',
      lines: withoutDate.map((read) => edit(read, 'It has no due date, so nobody is reminded of it.')),
    },
    {
      title: 'Drafts ready to be agreed',
      lines: toAgree.map((read) => edit(read, toAgreeSaid)),
    },
    {
      title: 'Packs to be issued',
      lines: packs.map((pack) => packLine(pack, { day, publicUrl, said: 'The chair issues it.' })),
    },
  ]
  return {
    part: 'administratorDigest',
    waiting: sections.reduce((sum, { lines }) => sum + lines.length, 0),
    overdue: 0,
    plans: plansOf([
      ...failed.map(({ planId, plan }) => ({ id: planId, title: plan })),
      ...leavers.map(({ planId, plan }) => ({ id: planId, title: plan })),
      ...[...withoutOwner, ...withoutDate, ...toAgree].map(({ plan }) => plan),
      ...packs.map(({ planId, plan }) => ({ id: planId, title: plan })),
      ...lastWeek.map(({ plan }) => plan),
    ]),
    subject: subjectOf(
      [
        [failed.length, 'address failed', 'addresses failed'],
        [leavers.length, 'owner has left', 'owners have left'],
        [withoutOwner.length, 'action without an owner', 'actions without an owner'],
        [withoutDate.length, 'action without a due date', 'actions without a due date'],
        [toAgree.length, 'draft to be agreed', 'drafts to be agreed'],
        [packs.length, 'pack to be issued', 'packs to be issued'],
      ],
      'Not all of last week’s emails went',
    ),
    intro: ['This needs to be put right, or reminders do not reach the people they are for.'],
    sections,
    closing: lastWeek.flatMap(({ plan, counts }) => {
      const last = lastWeekInWords(counts)
      return last ? [lastWeek.length > 1 ? `${short(plan.title, 120)}: ${last.said}` : last.said] : []
    }),
    all: pageOf(plans.map(({ id }) => id)),
    why: [
      'You administer an improvement plan. Waymark writes to administrators once a week, and only when something needs putting right.',
    ],
  }
}

/** Said of a draft that has all it needs, in the email and in My work. */
export const toAgreeSaid = 'It has all it needs. The lead of its priority or the chair agrees it.'

async function administratorFacts(db: Db, ask: Ask): Promise<AdministratorFacts> {
  const { personId, scope, day } = ask
  const where = sql`${inScope(scope)} and ${administeredBy(personId)}`
  const mailed = await mailedPlans(db, scope, personId)
  const [work, packs, administers] = await Promise.all([
    administratorWork(db, { where, news: newsTable(mailed.values(), ask), day }),
    packsToIssue(db, personId, 'administrator'),
    rowsOf<{ id: string }>(
      db,
      sql`select id from plans where ${where} order by ${inReadingOrder(sql`title`)}, id`,
    ),
  ])
  const plans = administers.flatMap(({ id }) => mailed.get(id) ?? [])
  const lastWeek = plans.map(async (plan) => ({
    plan: { id: plan.id, title: plan.title },
    counts: await lastWeekOf(db, plan, scope),
  }))
  return {
    ...work,
    withoutOwner: work.withoutOwner.toSorted(byDue),
    withoutDate: work.withoutDate.toSorted(byDue),
    toAgree: work.toAgree.toSorted(byDue),
    packs: packs.filter(({ planId }) => mailed.has(planId)),
    plans: plans.map(({ id, title }) => ({ id, title })),
    lastWeek: (await Promise.all(lastWeek)).flatMap(({ plan, counts }) => (counts ? [{ plan, counts }] : [])),
  }
}
