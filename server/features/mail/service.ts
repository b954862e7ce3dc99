import { endDeputy, nameDeputy, plansHiddenFrom, readDeputy } from '#db/read/deputies.ts'
import { type MailShown, readMail, readWeek, type WeekCounts } from '#db/read/mail.ts'
import { type DigestKind, digestParts } from '#db/schema/delivery.ts'
import { heed } from '#db/write/heed.ts'
import { ASKED_A_DAY, askForDigest } from '#emails/ledger/ask-now.ts'
import { type Preview, previewWeek } from '#emails/ledger/preview.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { fieldRefused } from '#server/http/refusals.ts'
import { type Day, londonDay } from '#workflows/calendar/calendar.ts'
import { deputyFault } from '#workflows/people/deputy.ts'
import { farDayWarnings } from '#workflows/warnings/plan-warnings.ts'
import { often } from '#workflows/words.ts'

export { mailTroublesIn, mailTroublesOf } from './trouble.ts'

/**
 * What became of a week's emails, by slot, part and in all, as far as the person may see.
 * @throws Problem 404 when nothing of that week is theirs to see
 */
export async function seeWeek({ db }: Deps, actor: Actor, week: Day) {
  const slots = await readWeek(db, actor.id, week)
  if (slots.length === 0) {
    throw new Problem('notFound', 'No weekly emails of that week have been planned, or none is yours to see.')
  }
  return {
    week,
    late: slots.some(({ late }) => late),
    superseded: slots.some(({ superseded }) => superseded),
    total: sumOf(slots.map(({ total }) => total)),
    kinds: Object.fromEntries(
      digestParts.flatMap((part) => {
        const counts = slots.flatMap(({ kinds }) => kinds[part] ?? [])
        return counts.length > 0 ? [[part, sumOf(counts)]] : []
      }),
    ),
    slots,
  }
}

/** A person's own weekly emails as they would go, nothing written. */
export async function previewOwn(deps: Deps, actor: Actor, week: Day | undefined): Promise<Preview[]> {
  const { db, clock, publicUrl } = deps
  return previewWeek(db, clock, { week, publicUrl, personId: actor.id })
}

/**
 * Sends a person their own digest now, or one part of it; the weekly one still goes.
 * @throws Problem 404 when they are owed none of that kind, 429 when they asked often enough today
 */
export async function sendOwn(deps: Deps, actor: Actor, kind: DigestKind): Promise<MailShown> {
  const asked = await askForDigest(deps.db, deps.clock, { personId: actor.id, kind })
  if (asked.outcome === 'notOwed') {
    throw new Problem(
      'notFound',
      'There is no such email for you: it goes to those who have that part in a plan.',
    )
  }
  if (asked.outcome === 'tooMany') {
    throw new Problem(
      'tooManyRequests',
      `You can have it sent ${often(ASKED_A_DAY)} a day. Ask again tomorrow.`,
    )
  }
  deps.wakeSender()
  const mail = await readMail(deps.db, actor.id, asked.id)
  if (!mail) throw new Error('an email that was just queued is not in the ledger')
  return mail
}

/** Who stands in for a person. Throws 404 when no person does. */
export async function seeDeputy({ db }: Deps, actor: Actor) {
  const deputy = await readDeputy(db, actor.id)
  if (!deputy) throw new Problem('notFound', 'You have named no deputy.')
  return deputy
}

/**
 * Names who stands in for a person. Their own emails go on; the deputy gets a copy on those days.
 * @throws Problem when the days are over or too long, or when the deputy cannot be one
 */
export async function putDeputy(
  deps: Deps,
  actor: Actor,
  wanted: { deputyId: string; fromOn: Day; untilOn: Day },
) {
  const { deputyId } = wanted
  const fault = deputyFault(wanted, { ownerId: actor.id, today: londonDay(deps.clock.now()) })
  if (fault) throw fieldRefused('invalidRequest', fault)
  const had = await readDeputy(deps.db, actor.id)
  const hidden = await plansHiddenFrom(deps.db, { ownerId: actor.id, deputyId })
  if (hidden.length > 0) {
    const detail = `This person takes no part in: ${hidden.join(', ')}. Ask the plan administrator to add them first.`
    throw fieldRefused('invalidRequest', { field: 'deputyId', detail })
  }
  heed(farDayWarnings(['fromOn', 'untilOn'], wanted, londonDay(deps.clock.now()), had ?? {}))
  if (!(await nameDeputy(deps.db, deps.clock, { ownerId: actor.id, ...wanted }))) {
    const detail = 'Name a person who is listed and has not left.'
    throw fieldRefused('invalidRequest', { field: 'deputyId', detail })
  }
  return seeDeputy(deps, actor)
}

/** Ends a person's arrangement. */
export async function removeDeputy(deps: Deps, actor: Actor): Promise<void> {
  await endDeputy(deps.db, deps.clock, actor.id)
}

function sumOf(all: readonly WeekCounts[]): WeekCounts {
  const sum = {
    expected: 0,
    sent: 0,
    nothingDue: 0,
    failed: 0,
    superseded: 0,
    waiting: 0,
    late: 0,
    ambiguous: 0,
  }
  for (const counts of all)
    for (const name of Object.keys(sum) as (keyof WeekCounts)[]) sum[name] += counts[name]
  return sum
}
