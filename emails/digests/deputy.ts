import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { standsInOn } from '#db/read/deputies.ts'
import { readActions } from '#db/read/read-actions.ts'
import { returnsOf } from '#db/read/returns.ts'
import { plansSeenBy } from '#db/read/sight.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import { mailedPages } from '#emails/frame/addresses.ts'
import { inScope } from '#emails/ledger/mailed-plans.ts'
import { ownersTurn } from '#workflows/action/owner-work.ts'
import { type Day, dayInWords } from '#workflows/calendar/calendar.ts'
import { count } from '#workflows/words.ts'
import type { Ask } from './ask.ts'
import { type DigestLineText, lineText } from './line.ts'
import { ownerSections, ownerSubject, waitingOf } from './owner.ts'
import type { PartWords } from './part.ts'
import { byUrgency, type DigestItem, itemsOf } from './still-due.ts'
import { short } from './words.ts'

/** What waits for an owner for whom the receiver stands in. */
export type DeputyItem = DigestItem & { owner: string }
export type StoodInFor = { name: string; untilOn: Day }

/** For whom a person stands in, and what waits for these owners, most pressing first. */
export type DeputyFacts = { owners: readonly StoodInFor[]; items: readonly DeputyItem[] }

/**
 * What a deputy is told: what waits for each owner for whom they stand in that day, as the owners' own
 * emails say it, from the plans the deputy may see. Null when nothing does.
 */
export async function deputyDigest(db: Db, ask: Ask): Promise<PartWords | null> {
  const { items, owners } = await deputyFacts(db, ask)
  return items.length > 0 ? deputyWords(items, owners, ask) : null
}

/** What waits for the owners for whom a person stands in on a day, in the plans of a scope that the person may see. */
export async function deputyFacts(
  db: Db,
  ask: Pick<Ask, 'personId' | 'scope' | 'day'>,
): Promise<DeputyFacts> {
  const owners = await rowsOf<StoodInFor & { id: string }>(
    db,
    sql`select people.id, people.name, to_char(until_on, 'YYYY-MM-DD') as "untilOn"
    from deputies join people on people.id = deputies.owner_id
    where deputy_id = ${ask.personId} and ${standsInOn(sql`${ask.day}::date`)}
    order by ${inReadingOrder(sql`people.name`)}, people.id`,
  )
  if (owners.length === 0) return { owners, items: [] }
  const nameOf = new Map(owners.map(({ id, name }) => [id, name]))
  const ids = sql.join(
    owners.map(({ id }) => sql`${id}::uuid`),
    sql`, `,
  )
  const reads = await readActions(
    db,
    sql`${inScope(ask.scope)} and actions.owner_id in (${ids}) and actions.state in ${[...ownersTurn]}
      and actions.plan_id in ${plansSeenBy(ask.personId)}`,
  )
  const returns = await returnsOf(db, reads)
  const items = reads
    .flatMap((read) => {
      const owner = nameOf.get(read.facts.ownerId ?? '') ?? ''
      return itemsOf(read, ask.day, returns).map((item) => ({ ...item, owner }))
    })
    .toSorted(byUrgency)
  return { owners, items }
}

/** What waits for the owners, in words. */
export function deputyWords(
  items: readonly DeputyItem[],
  owners: readonly StoodInFor[],
  { day, publicUrl }: Pick<Ask, 'day' | 'publicUrl'>,
): PartWords {
  const waiting = owners.filter((owner) => items.some((item) => item.owner === owner.name))
  const [only] = waiting
  const whom = waiting.length === 1 && only ? short(only.name, 80) : count(waiting.length, 'person', 'people')
  return {
    part: 'deputyDigest',
    ...waitingOf(items),
    // They wait for the owner: the deputy sees to it that they are answered.
    waiting: 0,
    overdue: 0,
    subject: `For ${whom}: ${ownerSubject(items)}`,
    intro: [
      ...owners.map(
        (owner) => `You stand in for ${short(owner.name, 80)} until ${dayInWords(owner.untilOn)}.`,
      ),
      'This is what waits for them. They get the same email.',
    ],
    sections: ownerSections(items, (item) => deputyLine(item, day, publicUrl), {
      returned: 'Returned to them',
    }),
    all: { words: 'The plans you take part in', path: mailedPages.plans.at(), button: 'Open the plans' },
    why: [
      'An owner of actions in an improvement plan has named you as deputy for these days. It stops when they are over.',
      'An action stays with its owner. Where it cannot wait, the lead of its priority can hand it over.',
    ],
  }
}

/** What waits for an owner, as their deputy is told of it. */
export function deputyLine(item: DeputyItem, day: Day, publicUrl: string): DigestLineText {
  const line = lineText(item, day, `${publicUrl}${mailedPages.action.at({ id: item.actionId })}`)
  return { ...line, place: `For ${short(item.owner, 80)}. ${line.place}` }
}
