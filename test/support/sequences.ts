import { clockFrom } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { seal } from '#db/history/seal.ts'
import { verify } from '#db/history/verify.ts'
import type { Api } from './api.ts'
import { doStep, type Life, lives, type Step, type Subject, today, transit } from './lives.ts'
import type { CastName } from './plans.ts'
import { type Chance, chanceOf } from './random.ts'

const people: CastName[] = [
  'owner',
  'otherOwner',
  'contributor',
  'lead',
  'chair',
  'viceChair',
  'administrator',
  'member',
  'stranger',
]

export type SequencesReport = {
  steps: number
  accepted: Map<string, number>
  refused: Map<string, number>
  faults: string[]
}

/**
 * Random ways through every machine, each by several people: mostly what may come next, at times what may not, by
 * the wrong person or on a version that is past. Afterwards all that was written has to agree.
 */
export async function runSequences(api: Api, count: number, seed: number): Promise<SequencesReport> {
  const chance = chanceOf(seed)
  const report: SequencesReport = { steps: 0, accepted: new Map(), refused: new Map(), faults: [] }
  // An action's life has by far the most ways.
  const nouns = [...Object.keys(lives), 'action', 'action', 'action', 'extension']
  for (let number = 0; number < count; number++) {
    const noun = chance.one(nouns)
    const life = lives[noun] as Life
    const subject = await life.begin(api)
    const length = 4 + chance.below(9)
    for (let at = 0; at < length; at++) await step(noun, life, subject)
  }
  report.faults.push(...(await faultsOf(api.app.db)))
  return report

  async function step(noun: string, life: Life, subject: Subject): Promise<void> {
    const [event, usual] = chance.may(0.7)
      ? await possible(api, life, subject, chance)
      : chance.one(Object.entries(life.steps))
    report.steps++
    if (chance.may(0.1)) return late(noun, subject, event, usual)
    const answer = chance.may(0.75)
      ? await doStep(api, subject, event, usual)
      : await transit(api, subject, event, chance.one(people), await usual.fields?.(subject, api))
    const { status, body } = answer
    const tally = status < 300 ? report.accepted : report.refused
    const name = status < 300 ? `${noun} ${event}` : String(body.code)
    tally.set(name, (tally.get(name) ?? 0) + 1)
    if (![200, 403, 404, 409].includes(status))
      report.faults.push(`${noun} ${event}: ${status} ${body.detail}`)
  }

  /** The step decided on the version before: whatever it is, it may not happen. */
  async function late(noun: string, subject: Subject, event: string, { by, fields }: Step): Promise<void> {
    const { path, plan } = subject
    const { version } = (await api.get(path, { as: plan.people.administrator })).body
    const body = { event, ...(await fields?.(subject, api)) }
    const answer = await api.post(`${path}/transitions`, { as: plan.people[by], ifMatch: version - 1, body })
    report.refused.set(answer.body.code, (report.refused.get(answer.body.code) ?? 0) + 1)
    if (![403, 404, 409, 412].includes(answer.status))
      report.faults.push(`${noun} ${event} on a version that is past: ${answer.status}`)
    const after = (await api.get(path, { as: plan.people.administrator })).body
    if (after.version !== version) report.faults.push(`${noun} ${event}: refused and changed all the same`)
  }
}

// Whatever is taken out of the plan comes back as agreed: taken as often as the rest, little would get further.
const shortCuts = ['cancel', 'supersede']

/** One of the steps that leave the state it is in, or any where there is none. */
async function possible(
  api: Api,
  life: Life,
  { path, plan }: Subject,
  chance: Chance,
): Promise<[string, Step]> {
  const { body } = await api.get(path, { as: plan.people.administrator })
  const { on = {} } = (life.machine.config.states?.[body.state] ?? {}) as { on?: object }
  const ways = Object.keys(on).filter((each) => !shortCuts.includes(each))
  const names = ways.length > 0 && chance.may(0.85) ? ways : Object.keys(on)
  const name = chance.one(names.length > 0 ? names : Object.keys(life.steps))
  return [name, life.steps[name] as Step]
}

/** Everything that does not agree after it all: each as a sentence. */
export async function faultsOf(db: Db): Promise<string[]> {
  const clock = clockFrom(`${today}T12:00:00Z`)
  while ((await seal(db, clock)) > 0);
  const { faults } = await verify(db, clock)
  const found = await Promise.all(
    Object.entries(promises).map(async ([broken, query]) => {
      const rows = await rowsOf<{ id: string }>(db, query)
      return rows.map(({ id }) => `${broken}: ${id}`)
    }),
  )
  return [...faults, ...found.flat()]
}

/** Promises as queries that find what breaks them. */
const promises = {
  'a baseline date moved': sql`select after.aggregate_id::text as id from events after
    join events before on before.aggregate_id = after.aggregate_id and before.version = after.version - 1
    where before.after ? 'baselineDueOn' and before.after->>'baselineDueOn' is not null
      and after.after->>'baselineDueOn' is distinct from before.after->>'baselineDueOn'`,
  'somebody decided on their own work': sql`select id::text as id from events
    where (event = 'signOff' and actor_id::text in (after->>'ownerId', after->>'submittedBy', after->>'endorsedBy'))
      or (event = 'endorse' and actor_id::text in (after->>'ownerId', after->>'submittedBy'))
      or (subject_kind = 'extension' and event in ('grant', 'refuse') and (actor_id::text = after->>'ownerId'
        or exists (select from extensions where extensions.id = subject_id and extensions.requested_by = actor_id)))`,
  'a due date moved without a decision': sql`select after.id::text as id from events after
    join events before on before.aggregate_id = after.aggregate_id and before.version = after.version - 1
    where after.subject_kind in ('action', 'extension', 'milestone', 'blocker') and before.after->>'agreedOn' is not null
      and after.after->>'dueOn' is distinct from before.after->>'dueOn'
      and after.event not in ('grant', 'reopen', 'reinstate')`,
  'an event did not begin where the one before ended': sql`select concat_ws(' ', after.id, after.subject_kind, after.event, former.to_state, after.from_state) as id from events after
    join lateral (select to_state from events before where before.subject_id = after.subject_id
      and before.aggregate_id = after.aggregate_id and before.version < after.version and before.to_state is not null
      order by version desc limit 1) former on true
    where after.subject_kind in ('plan', 'priority', 'action', 'meeting') and after.event not in ('edit', 'addMember') and after.from_state is distinct from former.to_state`,
  'an email tells of no event, or to a person who did it': sql`select deliveries.id::text as id from deliveries
    left join events on events.id::text = deliveries.period
    where deliveries.kind in ('assigned', 'submitted', 'returned', 'endorsed', 'signedOff', 'extensionRequested', 'extensionGranted', 'extensionRefused')
      and (events.id is null or events.actor_id = deliveries.person_id or (deliveries.kind || ' ' || events.subject_kind || ' ' || events.event) not in
        ('assigned action agree', 'assigned action transfer', 'assigned plan approve', 'submitted action submit', 'returned action return',
         'endorsed action endorse', 'signedOff action signOff', 'extensionRequested extension request',
         'extensionGranted extension grant', 'extensionRefused extension refuse'))`,
  'nobody was told of what waits for them': sql`select id::text as id from events
    where ((subject_kind = 'action' and event in ('submit', 'signOff')) or (subject_kind = 'extension' and event in ('grant', 'refuse')))
      and not exists (select from deliveries where period = events.id::text)`,
}
