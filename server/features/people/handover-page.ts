import type { FastifyInstance } from 'fastify'
import { readHistory } from '#db/read/history.ts'
import { namesOf } from '#db/read/names.ts'
import { liveWorkOf, plansOfPerson, type WorkItem, workNamed } from '#db/read/people-list.ts'
import { planPeople } from '#db/read/plan-people.ts'
import type { Deps } from '#server/deps.ts'
import { seePlan } from '#server/features/plans/service.ts'
import { todayOf } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import { dayParts } from '#server/ui/forms/forms.ts'
import { personIn } from '#server/ui/return-path.ts'
import type { Web } from '#server/ui/web.ts'
import { byRef } from '#workflows/plan/reference-order.ts'
import { byName } from '#workflows/search/reading-order.ts'
import { count } from '#workflows/words.ts'
import { type HandoverModel, handoverDates, readHandover } from './handover-form.ts'
import { handOver } from './handover.ts'
import { whyIndispensable } from './indispensable.ts'
import { type PersonAt, personToKeep } from './person-at.ts'
import { changeRefused, mayChange, patchPerson } from './service.ts'
import { handoverResult, type HandoverResult } from './view-handover-result.ts'
import { handoverFields } from './view-handover.ts'

/**
 * `/plans/:id/people/:personId/handover` and `/leaving`: hands over a person's work, all to one person or piece by
 * piece, and marks them as having left on the second. What came of each piece is told on a page of its own.
 */
export function handoverPages(app: FastifyInstance, deps: Deps, web: Web): void {
  for (const [{ pattern }, leaving] of [
    [paths.handover, false],
    [paths.leaving, true],
  ] as const) {
    formPage(app, web, pattern, async (request) =>
      form(deps, await personToKeep(deps, web, request), { leaving, heir: personIn(request) }),
    )
  }

  app.get(paths.handoverDone.pattern, web.signedInOnly, async (request, reply) => {
    const at = await personToKeep(deps, web, request)
    const { version } = request.params as { version: string }
    const result = await resultAt(deps, at, Number(version))
    const frame = at.frame('What was handed over')
    return web.show(request, reply, { ...frame, body: handoverResult(at, result) })
  })
}

async function form(
  deps: Deps,
  at: PersonAt,
  { leaving, heir }: { leaving: boolean; heir: string | null },
): Promise<FormPage> {
  const { actor, person, place, home } = at
  const [may, indispensable, model] = await Promise.all([
    mayChange(deps, actor, person.id),
    leaving ? whyIndispensable(deps, person.id) : null,
    readHandoverModel(deps, at, leaving),
  ])
  const refused = changeRefused(may, leaving ? 'all' : 'post') ?? indispensable
  return {
    page: at.frame(leaving ? `${person.name} is leaving` : `Hand over the work of ${person.name}`),
    dates: handoverDates,
    initial: {
      ...dayParts('fromOn', model.today),
      ...(heir !== null && model.heirs.some(({ id }) => id === heir) && { all: heir }),
    },
    fields: (state) => handoverFields(at, model, state),
    closed: closedBy(at, model, refused),
    fieldFor: (field) => (field === 'toId' ? 'all' : field),
    send: async (values) => {
      if (refused === null) refuseTwice(at, model)
      const read = readHandover(values, model)
      if (!read.ok) return read
      if (model.work.length === 0) {
        const { leftOn = model.today, reason } = read.data
        await patchPerson(deps, actor, person.id, { leftOn }, undefined, reason)
        return {
          ok: true,
          data: { to: home, success: `${person.name} has left, and can no longer sign in.` },
        }
      }
      const done = await handOver(deps, actor, person.id, read.data)
      const moved = done.items.filter(({ outcome }) => outcome === 'done').length
      const left = done.left
        ? ` ${person.name} has left, and can no longer sign in.`
        : ` ${person.name} has not left: what did not move is still theirs.`
      return {
        ok: true,
        data: {
          to: paths.handoverDone.at({ ...place, version: done.person.version }),
          success: `${moved} of ${count(model.work.length, 'piece')} of work handed over.${leaving ? left : ''}`,
        },
      }
    },
  }
}

/** A form sent twice finds its work done: the second time must not do something else. */
function refuseTwice({ person }: PersonAt, { leaving, work }: HandoverModel): void {
  if (leaving && person.leftOn !== null) throw new Problem('conflict', 'They have left already.')
  if (!leaving && work.length === 0) throw new Problem('conflict', 'None of their work is still to do.')
}

function closedBy({ person }: PersonAt, { leaving, work }: HandoverModel, refused: string | null) {
  if (refused !== null) {
    return { title: leaving ? 'They cannot leave yet' : 'You cannot hand this over', text: refused }
  }
  if (leaving && person.leftOn !== null) {
    return { title: 'They have left', text: 'There is nothing more to do here.' }
  }
  if (leaving || work.length > 0) return undefined
  return { title: 'There is nothing to hand over', text: 'None of their work is still to do.' }
}

/** Their live work in plans that the actor sees, and whom the forms of those plans offer to take it on. */
async function readHandoverModel(
  deps: Deps,
  { actor, plan, person }: PersonAt,
  leaving: boolean,
): Promise<HandoverModel> {
  const today = todayOf(deps)
  const [all, seen] = await Promise.all([liveWorkOf(deps.db, person.id), plansOfPerson(deps.db, actor.id)])
  const work = all.filter(({ planId }) => seen.includes(planId))
  const planIds = [...new Set([plan.id, ...work.map(({ planId }) => planId)])]
  const [people, plans] = await Promise.all([
    Promise.all(planIds.map((id) => planPeople(deps.db, id))),
    Promise.all(planIds.map((id) => seePlan(deps, actor, id))),
  ])
  const [own = [], ...others] = people
  const elsewhere = others.flat().map((each) => ({ ...each, isOfPlan: false }))
  const heirs = new Map([...elsewhere, ...own].map((each) => [each.id, each]))
  return {
    work: work.toSorted(
      (a, b) =>
        Number(b.planId === plan.id) - Number(a.planId === plan.id) ||
        kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
        byRef(a, b),
    ),
    heirs: [...heirs.values()].filter(({ id }) => id !== person.id).toSorted(byName),
    planTitles: new Map(plans.map(({ id, title }) => [id, title])),
    leaving,
    today,
  }
}

/** What weighs most first. */
const kinds: readonly WorkItem['kind'][] = ['priority', 'action', 'measure', 'section', 'contribution']

/** What one hand-over came to, from the history of the person whose work it was. Throws 404 where there was none. */
async function resultAt(deps: Deps, { actor, person }: PersonAt, version: number): Promise<HandoverResult> {
  const before = Number.isSafeInteger(version) && version > 0 ? Math.min(version, 1_000_000) + 1 : 0
  const [entry] = await readHistory(deps.db, person.id, { limit: 1, before })
  if (entry?.version !== version || entry.event !== 'handOver') {
    throw new Problem('notFound', 'Nothing was handed over then.')
  }
  const { items, refused = [], reason, fromOn, leftOn } = entry.payload as unknown as Payload
  const pieces = [...items.map((item) => ({ ...item, because: null })), ...refused]
  const [named, names] = await Promise.all([
    workNamed(
      deps.db,
      actor.id,
      pieces.map(({ id }) => id),
    ),
    namesOf(deps.db, { people: pieces.flatMap(({ toId }) => toId ?? []), actions: [] }),
  ])
  const rows = pieces.flatMap(({ kind, id, toId, because }) => {
    const work = named.get(id)
    return work ? [{ ...work, kind, to: toId === null ? null : (names[toId] ?? null), because }] : []
  })
  return { rows, reason, fromOn, leftOn: leftOn ?? null, at: entry.at, by: entry.actor?.name ?? null }
}

type Piece = { kind: WorkItem['kind']; id: string; toId: string | null }
type Payload = {
  items: Piece[]
  refused?: (Piece & { because: string })[]
  reason: string
  fromOn: string
  leftOn?: string
}
