import { newId } from '#db/connection/ids.ts'
import { files, memberships, people } from '#db/schema/index.ts'
import type { AccessRow, RoleName, Subjects } from './access-row.ts'
import type { Api } from './api.ts'
import type { Operation } from './openapi.ts'
import { givenPlan, type TestPlan } from './plans.ts'

export type Place = { plan: TestPlan; who: Record<RoleName, string>; subjects: Subjects }

/** A plan with one of everything that a request can be about, and a viewer. */
export async function givenPlace(api: Api): Promise<Place> {
  const { db } = api.app
  const plan = await givenPlan(db, [{}, {}])
  const viewer = newId()
  const person = { name: 'The viewer', email: `${viewer}@plan.example`, post: 'Viewer' }
  await db.insert(people).values({ ...person, id: viewer, createdAt: '2026-06-01T09:00:00.000Z' })
  await db.insert(memberships).values({ planId: plan.planId, personId: viewer, role: 'viewer' })
  const as = plan.people.administrator
  const get = async (path: string) => (await api.get(path, { as })).body
  const action = plan.actions['P1.S1'] ?? ''
  const { items: priorities } = await get(`/plans/${plan.planId}/priorities`)
  const { criteria } = await get(`/actions/${action}`)
  const [horizons, recommendations] = await Promise.all(
    ['horizons', 'recommendations'].map((parts) => get(`/plans/${plan.planId}/${parts}`)),
  )
  const priority = priorities[0].id
  const measure = {
    ref: 'M1',
    title: 'Counted',
    unit: 'count',
    polarity: 'lowerIsBetter',
    priorityId: priority,
  }
  const made = await api.post(`/plans/${plan.planId}/measures`, { as, body: measure })
  const board = { title: 'The board', heldOn: '2026-12-01' }
  const meeting = await api.post(`/plans/${plan.planId}/meetings`, { as, body: board })
  const item = await api.post(`/meetings/${meeting.body.id}/agenda`, { as, body: { title: 'Welcome' } })
  const visit = { title: 'Larch House', setting: 'home', visit: 'full', inspectedOn: '2026-11-02' }
  const inspection = await api.post(`/plans/${plan.planId}/inspections`, { as, body: visit })
  const resolved = { resolved: ['That they come'], decisionMaker: 'Cabinet', decidedOn: '2026-11-02' }
  const decision = await api.post(`/plans/${plan.planId}/decisions`, {
    as,
    body: { title: 'Reports', ...resolved },
  })
  const copied = await api.post(`/plans/${plan.planId}/report-templates`, {
    as,
    body: { from: 'strategy-on-a-page' },
  })
  const sheet = await api.post(`/plans/${plan.planId}/imports?name=tracker.csv`, {
    as,
    headers: { 'content-type': 'text/csv' },
    body: 'Ref,Priority,Action\nS.1,P1,Do it\n',
  })
  const wanted = { template: 'strategy-on-a-page', forOn: '2026-12-14' }
  const report = await api.post(`/plans/${plan.planId}/reports`, { as, body: wanted })
  const parts = await get(`/reports/${report.body.id}/sections`)
  // The request for more time is for the other action, so that there can be one for the first.
  const other = `/actions/${plan.actions['P1.S2']}`
  const byOwner = (path: string, body: object) => api.post(path, { as: plan.people.owner, body })
  const step = await byOwner(`/actions/${action}/milestones`, { title: 'A first step', dueOn: '2026-12-01' })
  const blocker = { what: 'A reply', waitingOn: 'The trust', sinceOn: '2026-11-20' }
  const more = { dueOn: '2027-01-08', reasonCode: 'partner', text: 'They need time' }
  const blocked = await byOwner(`/actions/${action}/blockers`, blocker)
  const asked = await byOwner(`${other}/extensions`, more)
  const [file, keptAt] = [newId(), '2026-11-20T10:00:00.000Z']
  const content = Buffer.from('What was shown')
  const kept = { id: file, actionId: action, name: 'minutes.txt', type: 'text/plain; charset=utf-8' }
  await db
    .insert(files)
    .values({ ...kept, size: content.length, content, addedBy: plan.people.owner, addedAt: keptAt })
  const subjects = {
    plan: plan.planId,
    horizon: horizons.items[0].id,
    recommendation: recommendations.items[0].id,
    priority,
    action,
    criterion: criteria[0].id,
    measure: made.body.id,
    milestone: step.body.milestones[0].id,
    blocker: blocked.body.id,
    extension: asked.body.id,
    meeting: meeting.body.id,
    agendaItem: item.body.id,
    decision: decision.body.id,
    inspection: inspection.body.id,
    report: report.body.id,
    section: parts.items[0].id,
    reportTemplate: copied.body.id,
    import: sheet.body.id,
    file,
    person: plan.people.owner,
    member: plan.people.member,
    stranger: plan.people.stranger,
  }
  return { plan, who: { ...plan.people, viewer }, subjects }
}

const nouns: Record<string, keyof Subjects> = {
  plans: 'plan',
  priorities: 'priority',
  actions: 'action',
  measures: 'measure',
  milestones: 'milestone',
  blockers: 'blocker',
  extensions: 'extension',
  meetings: 'meeting',
  decisions: 'decision',
  inspections: 'inspection',
  reports: 'report',
  sections: 'section',
  'report-templates': 'reportTemplate',
  imports: 'import',
  files: 'file',
  people: 'person',
}

/** Where a request of the matrix goes. */
export function pathOf({ path }: Operation, row: AccessRow, subjects: Subjects): string {
  if (row.path) return row.path(subjects)
  return path.replace('{id}', subjects[nouns[path.split('/')[1] ?? ''] ?? 'plan'])
}
