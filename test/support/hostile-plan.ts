import { clockFrom } from '#db/connection/clock.ts'
import { newId } from '#db/connection/ids.ts'
import { keepTyped } from '#db/read/typed-text.ts'
import {
  apiSessions,
  apiTokens,
  calendarAddresses,
  deliveries,
  deputies,
  editions,
  files,
  memberships,
  passkeys,
  people,
  sessions,
  wordTemplates,
} from '#db/schema/index.ts'
import type { Api } from './api.ts'
import { writeEverywhere } from './hostile-rows.ts'
import { givenPlan, type TestPlan } from './plans.ts'

/** Text that would run as a script, break out of an attribute, or be worked out by a template. */
export const hostile = `<script>globalThis.ran=1</script><img src=x onerror="globalThis.ran=1"></textarea></title>"'\`{{7*7}}\${7*7}javascript:ran=1`

/** Ends a reference with what an address, an id or an attribute could break at. */
export const hostileRef = ` /?#%2F&"'><script>ran=1</script>`

/**
 * What the addresses of a plan's pages name, and addresses of pages in another state than those have: an action that
 * waits for its lead and one that waits for the chair, and somebody who has left.
 */
export type HostilePlan = TestPlan & { viewer: string; ids: Record<string, string>; more: string[] }

/**
 * A plan with one of everything, in which every field of free text holds hostile text: what was written through the
 * API (so that the history holds it too), and then all that tables hold of text, as `writeEverywhere` does.
 */
export async function givenHostilePlan(api: Api): Promise<HostilePlan> {
  const { db } = api.app
  const plan = await givenPlan(
    db,
    [
      {
        dueOn: '2026-11-06',
        title: `Late ${hostile}`,
        criteria: [`Criterion ${hostile}`],
        recommendations: ['R1'],
      },
      { title: `Waiting ${hostile}` },
      {},
      { title: `Submitted ${hostile}`, criteria: [`Criterion ${hostile}`] },
      { title: `Endorsed ${hostile}`, criteria: [`Criterion ${hostile}`] },
    ],
    { title: `Plan ${hostile}` },
  )
  const { administrator, owner, chair } = plan.people
  const viewer = newId()
  await db.insert(people).values({
    id: viewer,
    name: 'The viewer',
    email: `${viewer}@plan.example`,
    post: 'Viewer',
    createdAt: '2026-06-01T09:00:00.000Z',
  })
  await db.insert(memberships).values({ planId: plan.planId, personId: viewer, role: 'viewer' })

  const send = async (path: string, as: string, body: object, method = 'POST') => {
    const answer = await api.send(method, path, { as, body, ifMatch: '*' })
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const action = `/actions/${plan.actions['P1.S1']}`
  const { criteria } = (await api.get(action, { as: owner })).body
  const { milestones } = await send(`${action}/milestones`, owner, { title: hostile, dueOn: '2026-11-05' })
  const blocker = await send(`${action}/blockers`, owner, {
    what: hostile,
    waitingOn: hostile,
    sinceOn: '2026-11-20',
  })
  await send(`${action}/updates`, owner, { note: hostile, whatChanged: hostile, forecastOn: '2026-12-24' })
  await send(`${action}/evidence`, owner, {
    criterionId: criteria[0].id,
    kind: 'audit',
    title: hostile,
    url: `https://documents.example/${encodeURIComponent(hostile)}`,
    datedOn: '2026-11-02',
    independent: false,
  })
  await send(`/actions/${plan.actions['P1.S2']}/extensions`, owner, {
    dueOn: '2027-03-31',
    reasonCode: 'partner',
    text: hostile,
    effect: hostile,
    mitigation: hostile,
  })
  const submit = async (ref: string) => {
    const path = `/actions/${plan.actions[ref]}`
    const [criterion] = (await api.get(path, { as: owner })).body.criteria
    await send(`${path}/updates`, owner, { note: hostile })
    await send(`${path}/evidence`, owner, {
      criterionId: criterion.id,
      kind: 'document',
      title: hostile,
      url: 'https://documents.example/',
      datedOn: '2026-11-02',
    })
    await send(`${path}/transitions`, owner, { event: 'submit', whatChanged: hostile })
    return path
  }
  const submitted = await submit('P1.S4')
  const endorsed = await submit('P1.S5')
  await send(`${endorsed}/transitions`, plan.people.lead, { event: 'endorse', statement: hostile })
  await send(`/people/${plan.people.otherOwner}`, administrator, { leftOn: '2026-11-20' }, 'PATCH')
  const { items } = (await api.get(`/plans/${plan.planId}/priorities`, { as: owner })).body
  const measure = await send(`/plans/${plan.planId}/measures`, administrator, {
    ref: 'O1',
    title: hostile,
    definition: hostile,
    unit: 'count',
    polarity: 'lowerIsBetter',
    priorityId: items[0].id,
    target: hostile,
    steps: [{ startOn: '2026-04-01', reason: hostile.slice(0, 900) }],
    comparators: [{ name: hostile, published: hostile, source: hostile }],
  })
  // Told in words, of which any text is a figure; none is recorded yet.
  await send(`/plans/${plan.planId}/measures`, administrator, {
    ref: 'O2',
    title: hostile,
    unit: 'words',
    polarity: 'contextOnly',
    priorityId: items[0].id,
    every: 'month',
    dueFromOn: '2026-09-01',
  })
  await send(`/measures/${measure.id}/observations`, administrator, {
    asAtOn: '2026-10-31',
    published: hostile,
    value: 4,
    status: 'validated',
    caveat: hostile,
    source: hostile,
    distribution: [{ grade: hostile.slice(0, 100), count: 7 }],
    rank: { position: 2, of: 12, among: hostile },
    acknowledgeSmallCount: true,
  })
  const meeting = await send(`/plans/${plan.planId}/meetings`, administrator, {
    title: hostile,
    heldOn: '2026-11-24',
    place: hostile,
  })
  const item = await send(`/meetings/${meeting.id}/agenda`, administrator, {
    title: hostile,
    presenter: hostile,
  })
  await send(`/meetings/${meeting.id}/transitions`, administrator, { event: 'freeze' })
  await send(`/meetings/${meeting.id}/transitions`, chair, { event: 'issue' })
  const said = { minutes: hostile, carryOver: true }
  await send(`/meetings/${meeting.id}/agenda/${item.id}/minutes`, administrator, said, 'PUT')
  const attended = { attendance: [{ personId: chair, attended: 'present' }], others: [hostile] }
  await send(`/meetings/${meeting.id}/attendance`, administrator, attended, 'PUT')
  await send(`/meetings/${meeting.id}/decisions`, administrator, {
    text: hostile,
    actionId: plan.actions['P1.S1'],
  })
  const next = await send(`/plans/${plan.planId}/meetings`, administrator, {
    title: hostile,
    heldOn: '2026-12-14',
    place: hostile,
  })
  const nextItem = await send(`/meetings/${next.id}/agenda`, chair, { title: hostile, presenter: hostile })
  const [{ id: recommendation }] = (
    await api.get(`/plans/${plan.planId}/recommendations`, { as: administrator })
  ).body.items
  const inspected = {
    title: hostile,
    setting: 'home',
    urn: hostile.slice(0, 40),
    inspector: hostile.slice(0, 100),
    visit: 'full',
    inspectedOn: '2026-06-10',
    publishedOn: '2026-07-03',
    judgementBefore: hostile.slice(0, 120),
    judgementBeforeOn: '2021-03-04',
    judgement: hostile.slice(0, 120),
    aspects: [{ aspect: hostile.slice(0, 120), judgement: hostile.slice(0, 120) }],
    nextExpected: hostile,
    note: hostile,
    recommendationIds: [recommendation],
  }
  await send(`/plans/${plan.planId}/inspections`, administrator, { ...inspected, inspectedOn: '2023-06-10' })
  const inspection = await send(`/plans/${plan.planId}/inspections`, administrator, inspected)
  const decided = {
    title: hostile.slice(0, 200),
    resolved: [hostile, hostile],
    decisionMaker: hostile.slice(0, 200),
    decidedOn: '2026-11-02',
    agendaItem: hostile.slice(0, 200),
    reasons: hostile,
    alternatives: hostile,
    interests: hostile,
    dispensations: hostile,
    keyKind: 'specialUrgency',
    noticeReason: hostile,
    urgencyAgreedBy: hostile.slice(0, 200),
  }
  const decision = await send(`/plans/${plan.planId}/decisions`, administrator, decided)
  const called = await send(`/plans/${plan.planId}/decisions`, administrator, decided)
  const onDecision = { event: 'publish', publishedOn: '2026-11-20' }
  await send(`/decisions/${called.id}/transitions`, administrator, onDecision)
  await send(`/decisions/${called.id}/transitions`, administrator, {
    event: 'callIn',
    calledInBy: hostile,
    calledInOn: '2026-11-23',
    reason: hostile,
  })
  const report = await send(`/plans/${plan.planId}/reports`, administrator, {
    template: 'executive-member-to-council',
    title: hostile.slice(0, 200),
    body: hostile.slice(0, 200),
    forOn: '2026-12-14',
    cutOffOn: '2026-11-20',
    approverId: chair,
    approverPost: hostile.slice(0, 200),
    portfolio: hostile.slice(0, 200),
    contact: hostile.slice(0, 200),
  })
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const { body: sheet } = await api.post(`/plans/${plan.planId}/imports?name=tracker.csv`, {
    as: administrator,
    headers: { 'content-type': 'text/csv' },
    body: `Ref,Priority,Action,Lead,By when,Progress\nS.1,${quoted(hostile.slice(0, 200))},${quoted(hostile.slice(0, 200))},${quoted(hostile.slice(0, 60))},TBC,${quoted(hostile)}\n`,
  })
  const { body: clear } = await api.post(`/plans/${plan.planId}/imports?name=clear.csv`, {
    as: administrator,
    headers: { 'content-type': 'text/csv' },
    body: `Ref,Priority,Action\nS.2,${quoted(hostile.slice(0, 200))},${quoted(hostile.slice(0, 200))}\n`,
  })
  const copied = await send(`/plans/${plan.planId}/report-templates`, administrator, {
    from: 'strategy-on-a-page',
    title: hostile.slice(0, 200),
  })
  const part = { kind: 'narrative', heading: hostile.slice(0, 200), guidance: hostile, text: hostile }
  const template = await api.patch(`/report-templates/${copied.id}`, {
    as: administrator,
    ifMatch: '*',
    body: {
      for: hostile.slice(0, 500),
      body: hostile.slice(0, 200),
      approver: hostile.slice(0, 200),
      sections: [part, part],
    },
  })
  const sections = (await api.get(`/reports/${report.id}/sections`, { as: administrator })).body.items as {
    id: string
    kind: string
  }[]
  const onSection = (id: string, as: string, body: object) =>
    api.post(`/sections/${id}/transitions`, { as, body, ifMatch: '*' })
  const asked = sections.filter(({ kind }) => ['narrative', 'signature'].includes(kind))
  for (const { id } of asked)
    await onSection(id, administrator, { event: 'reassign', authorId: owner, dueOn: '2026-11-27' })
  await api.post(`/reports/${report.id}/transitions`, {
    as: administrator,
    body: { event: 'commission' },
    ifMatch: '*',
  })
  const [narrative] = asked
  if (narrative) await onSection(narrative.id, owner, { event: 'write', text: 'Three children died.' })
  const email = newId()
  const at = '2026-11-23T08:00:00.000Z'
  await db.insert(deliveries).values({
    id: email,
    kind: 'ownerDigest',
    period: '2026-11-23 mon08-englandAndWales',
    personId: owner,
    week: '2026-11-23',
    slot: 'mon08-englandAndWales',
    state: 'sent',
    toName: hostile,
    toAddress: `"${hostile}"@plan.example`,
    lines: [],
    subject: `Email ${hostile}`,
    text: hostile,
    html: `<!doctype html><html lang="en"><head><title>x</title></head><body><script>top.ran=1</script></body></html>`,
    reply: hostile,
    dueAt: at,
    late: false,
    attempts: 1,
    nextTryAt: at,
    fence: 1,
    ambiguous: false,
    createdAt: at,
    settledAt: at,
  })
  const roles = [administrator, chair, owner, plan.people.lead, plan.people.member, viewer]
  const days = { fromOn: '2026-11-20', untilOn: '2026-12-20', createdAt: at }
  await db
    .insert(deputies)
    .values(roles.map((ownerId) => ({ ...days, id: newId(), ownerId, deputyId: plan.people.contributor })))
  await send(`/people/${owner}/handover`, administrator, {
    items: [{ kind: 'action', id: plan.actions['P1.S3'], toId: plan.people.contributor }],
    reason: hostile,
    fromOn: '2026-11-23',
  })
  const [file, keptAt] = [newId(), '2026-11-20T10:00:00.000Z']
  const content = Buffer.from('What was shown')
  const kept = {
    id: file,
    actionId: plan.actions['P1.S1'] ?? '',
    name: 'minutes.txt',
    type: 'text/plain; charset=utf-8',
  }
  await db.insert(files).values({ ...kept, size: content.length, content, addedBy: owner, addedAt: keptAt })
  await writeEverywhere(db, { text: hostile, ref: hostileRef })
  await db.insert(editions).values({
    id: newId(),
    reportId: report.id,
    number: 1,
    issuedAt: at,
    issuedBy: administrator,
    correction: hostile,
    contents: issued(hostile),
    publicContents: issued(hostile),
  })
  await db.insert(wordTemplates).values({
    id: newId(),
    planId: plan.planId,
    styles: hostile,
    theme: null,
    size: 1,
    sha256: 'a'.repeat(64),
    setBy: administrator,
    setAt: at,
  })
  const findings = await api.get(`/sections/${narrative?.id}/findings`, { as: administrator })
  const typed = await keepTyped(db, clockFrom('2026-11-23T10:00:00.000Z'), owner, {
    // A form without a page of its own: others are filled with what was typed.
    address: `/plans/${plan.planId}/board/extension`,
    values: { reason: hostile },
  })
  // Whoever gets another address is signed out, so these come last.
  const passkey = newId()
  await db.insert(passkeys).values({
    id: passkey,
    personId: administrator,
    name: hostile,
    credentialId: passkey,
    publicKey: 'AA',
    counter: 0,
    createdAt: at,
  })
  await db.insert(apiTokens).values({
    id: newId(),
    personId: administrator,
    name: hostile,
    hash: passkey,
    scope: 'read',
    createdAt: at,
    expiresAt: '2027-01-01T00:00:00.000Z',
  })
  await db
    .insert(calendarAddresses)
    .values({ id: newId(), personId: administrator, hash: passkey, createdAt: at })
  const last = { personId: administrator, createdAt: at, seenAt: at }
  await db.insert(apiSessions).values({ ...last, id: newId(), program: hostile })
  await db
    .insert(sessions)
    .values({ ...last, id: newId(), hash: newId(), method: 'emailCode', browser: hostile })
  // By the name of the parameter, or the noun before it in the address.
  const ids = {
    plans: plan.planId,
    actions: plan.actions['P1.S1'] ?? '',
    milestones: milestones[0].id,
    blockers: blocker.id,
    files: file,
    measures: measure.id,
    meetings: meeting.id,
    agenda: item.id,
    decisions: decision.id,
    inspections: inspection.id,
    reports: report.id,
    sections: narrative?.id ?? '',
    'report-templates': copied.id,
    imports: sheet.id,
    row: '2',
    sectionId: template.body.sections[0].id,
    number: '1',
    finding: findings.body.items[0].id,
    priorities: encodeURIComponent(`P1${hostileRef}`),
    recommendations: encodeURIComponent(`R1${hostileRef}`),
    personId: owner,
    person: owner,
    kind: 'ownerDigest',
    version: '2',
    outbox: email,
    passkeys: passkey,
    typed,
  }
  const more = [
    `${submitted}/decide`,
    `${endorsed}/decide`,
    `/actions/${plan.actions['P1.S2']}/decide`,
    `/plans/${plan.planId}/people/${plan.people.otherOwner}`,
    `/meetings/${next.id}`,
    `/meetings/${next.id}/edit`,
    `/meetings/${next.id}/agenda`,
    `/meetings/${next.id}/agenda/new`,
    `/meetings/${next.id}/agenda/${nextItem.id}/edit`,
    `/meetings/${next.id}/decide`,
    `/imports/${clear.id}/import`,
    `/decisions/${called.id}`,
    `/decisions/${called.id}/decide`,
    `/sections/${sections.find(({ kind }) => kind === 'performance')?.id}/edit`,
  ]
  return { ...plan, viewer, ids, more }
}

/** What an edition holds, with a text wherever one can stand. */
function issued(text: string) {
  const words = [{ kind: 'text', text }]
  const table = { kind: 'table', caption: text, headings: [{ of: words, align: 'start' }], rows: [[words]] }
  return {
    language: 'en-GB',
    title: text,
    subtitle: text,
    cover: [{ label: text, value: text }],
    sections: [{ number: '1', heading: text, blocks: [{ kind: 'paragraph', of: words }, table] }],
  }
}
