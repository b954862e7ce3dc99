import { memberships } from '#db/schema/index.ts'
import type { Api } from './api.ts'
import type { CastName, TestPlan } from './plans.ts'
import { givenPlan } from './plans.ts'
import { xlsxOf } from './workbooks/make.ts'

/** What must not be there: a name that stands nowhere else. */
export const CANARY = 'Wren Quillfeather'

export type CanaryPlan = {
  plan: TestPlan
  other: string
  told: Map<string, string>
  ids: Record<string, string>
}

/**
 * A plan, and a second one that is withdrawn and brought back, in which every field of the API that takes text was
 * given the canary with a mark of its own; some were changed since, so that only the history holds them.
 * `told` has the mark of each field, by the operation and the path as the table of limits names them.
 */
export async function givenCanaries(api: Api): Promise<CanaryPlan> {
  const { db } = api.app
  const plan = await givenPlan(db, [{}, {}, {}, {}, {}, { dueOn: '2026-11-06' }])
  const { planId, people, actions } = plan
  const told = new Map<string, string>()
  const ids: Record<string, string> = {}
  let number = 100
  let last: { operation: string } = { operation: '' }

  /** The canary for a field of the request that is being made. */
  const c = (path: string): string => {
    const mark = `${CANARY} ${number++}`
    told.set(`${last.operation} ${path}`, mark)
    return mark
  }
  const send = async (operation: string, id: string, as: CastName, body: () => object, part = '') => {
    last = { operation }
    const [method = '', path = ''] = operation.split(' ')
    const address = path.replace('{id}', id).replace(/\{\w+Id\}/, part)
    const answer = await api.send(method, address, { as: people[as], body: body(), ifMatch: '*' })
    if (answer.status >= 300) throw new Error(`${operation}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const step = (noun: string, id: string, as: CastName, event: string, more: () => object = () => ({})) =>
    send(`POST /${noun}/{id}/transitions`, id, as, () => ({ event, ...more() }))
  const action = (number: number) => actions[`P1.S${number}`] ?? ''

  const planFields = () => ({
    title: c('title'),
    description: c('description'),
    vision: c('vision'),
    ownerBody: c('ownerBody'),
    serves: c('serves'),
    challenges: [c('challenges/0')],
    callInWho: c('callInWho'),
  })
  const other = (await send('POST /plans', '', 'administrator', planFields)).id as string
  await step('plans', other, 'administrator', 'withdraw', () => ({ reason: c('reason') }))
  await step('plans', other, 'administrator', 'reinstate', () => ({ reason: 'It is needed' }))
  await send('PATCH /plans/{id}', planId, 'administrator', planFields)

  const label = () => ({ label: c('label') })
  const [horizon] = (await api.get(`/plans/${planId}/horizons`, { as: people.owner })).body.items
  await send('PATCH /plans/{id}/horizons/{horizonId}', planId, 'administrator', label, horizon.id)
  const window = { name: 'short', firstOn: '2026-01-01', lastOn: '2026-12-31' }
  await send('POST /plans/{id}/horizons', other, 'administrator', () => ({ ...window, ...label() }))

  const finding = () => ({ ref: c('ref'), text: c('text'), source: c('source'), paragraph: c('paragraph') })
  await send('POST /plans/{id}/recommendations', planId, 'administrator', finding)
  const [answered] = (await api.get(`/plans/${planId}/recommendations`, { as: people.owner })).body.items
  await send(
    'PATCH /plans/{id}/recommendations/{recommendationId}',
    planId,
    'administrator',
    finding,
    answered.id,
  )

  const theme = () => ({
    ref: c('ref').slice(0, 40),
    title: c('title'),
    description: c('description'),
    impact: c('impact'),
    confidenceNote: c('confidenceNote'),
  })
  const [first] = (await api.get(`/plans/${planId}/priorities`, { as: people.owner })).body.items
  ids['priority'] = first.id
  await send('POST /plans/{id}/priorities', planId, 'administrator', theme)
  await step('priorities', first.id, 'chair', 'agree').catch(() => undefined)
  await step('priorities', first.id, 'chair', 'pause', () => ({ reason: c('reason') }))
  await step('priorities', first.id, 'chair', 'resume', () => ({ reason: 'It goes on' }))
  await send('PATCH /priorities/{id}', first.id, 'administrator', theme)
  const done = (
    await send('POST /plans/{id}/priorities', planId, 'administrator', () => ({ ref: 'P9', title: 'Done' }))
  ).id
  await db.execute(`update priorities set state = 'delivered' where id = '${done}'`)
  await step('priorities', done, 'chair', 'sustain', () => ({
    outcomeNote: c('outcomeNote'),
  }))

  const described = () => ({
    title: c('title'),
    description: c('description'),
    intendedEffect: c('intendedEffect'),
    criteria: [{ text: c('criteria/0/text') }],
  })
  const draft = await send('POST /priorities/{id}/actions', first.id, 'administrator', () => ({
    ref: c('ref'),
    horizon: 'short',
    ...described(),
  }))
  await send('PATCH /actions/{id}', draft.id, 'administrator', described)

  const progress = () => ({ note: c('note'), whatChanged: c('whatChanged') })
  await step('actions', action(1), 'owner', 'report', progress)
  await send('POST /actions/{id}/updates', action(1), 'owner', progress)
  const part = async (kind: string, as: CastName, body: () => object) => {
    const made = await send(`POST /actions/{id}/${kind}`, action(1), as, body)
    return (made[kind]?.at(-1) ?? made).id as string
  }
  const milestone = await part('milestones', 'owner', () => ({ title: c('title'), dueOn: '2026-11-30' }))
  await send('PATCH /milestones/{id}', milestone, 'owner', () => ({ title: c('title') }))
  await step('milestones', milestone, 'lead', 'drop', () => ({ reason: c('reason') }))
  const waits = () => ({ what: c('what'), waitingOn: c('waitingOn') })
  const blocker = await part('blockers', 'owner', () => ({ ...waits(), sinceOn: '2026-11-02' }))
  await send('PATCH /blockers/{id}', blocker, 'owner', waits)
  await step('blockers', blocker, 'owner', 'resolve', () => ({ how: c('how') }))
  await step('blockers', blocker, 'lead', 'reopen', () => ({ reason: c('reason') }))
  const more = () => ({ text: c('text'), effect: c('effect'), mitigation: c('mitigation') })
  await db.execute(`update actions set regulator_date = true where id = '${action(1)}'`)
  const asked = await part('extensions', 'owner', () => ({
    ...more(),
    dueOn: '2027-03-31',
    reasonCode: 'partner',
  }))
  await send('PATCH /extensions/{id}', asked, 'owner', more)
  await step('extensions', asked, 'chair', 'grant', () => ({
    reason: c('reason'),
    regulatorAgreement: c('regulatorAgreement'),
  }))
  Object.assign(ids, { milestone, blocker, extension: asked })

  const submit = async (id: string) => {
    await send('POST /actions/{id}/updates', id, 'owner', () => ({ note: 'Going on' }))
    const { criteria } = (await api.get(`/actions/${id}`, { as: people.owner })).body
    for (const { id: criterionId } of criteria)
      await send('POST /actions/{id}/evidence', id, 'owner', () => ({
        criterionId,
        kind: 'audit',
        title: c('title'),
        url: `https://documents.example/?of=${encodeURIComponent(CANARY)}`,
        datedOn: '2026-11-02',
      }))
    told.set('POST /actions/{id}/evidence url', encodeURIComponent(CANARY))
    await step('actions', id, 'owner', 'submit', () => ({ whatChanged: 'It is better' }))
    return criteria[0].id as string
  }
  const criterionId = await submit(action(2))
  await step('actions', action(2), 'lead', 'return', () => ({ criterionId, reason: c('reason') }))
  await submit(action(3))
  await step('actions', action(3), 'lead', 'endorse', () => ({ statement: c('statement') }))
  await step('actions', action(3), 'chair', 'signOff', () => ({ minuteRef: c('minuteRef') }))
  await step('actions', action(4), 'chair', 'cancel', () => ({ reason: c('reason') }))

  const sitting = () => ({ title: c('title'), place: c('place') })
  const meeting = await send('POST /plans/{id}/meetings', planId, 'administrator', () => ({
    ...sitting(),
    heldOn: '2026-11-24',
  }))
  await send('POST /plans/{id}/meetings/series', planId, 'administrator', () => ({
    ...sitting(),
    which: 'first',
    weekday: 'monday',
    every: 'month',
    fromOn: '2027-02-01',
    times: 1,
  }))
  await step('meetings', meeting.id, 'administrator', 'freeze')
  await step('meetings', meeting.id, 'administrator', 'unfreeze', () => ({ reason: c('reason') }))
  await send('PATCH /meetings/{id}', meeting.id, 'administrator', sitting)
  const discussed = () => ({ title: c('title'), presenter: c('presenter') })
  const item = await send('POST /meetings/{id}/agenda', meeting.id, 'administrator', discussed)
  await send('PATCH /meetings/{id}/agenda/{itemId}', meeting.id, 'administrator', discussed, item.id)
  ids['meeting'] = meeting.id

  const inspected = () => ({
    ref: c('ref').slice(0, 40),
    title: c('title'),
    urn: c('urn'),
    inspector: c('inspector'),
    judgement: c('judgement'),
    aspects: [{ aspect: c('aspects/0/aspect'), judgement: c('aspects/0/judgement') }],
    judgementBefore: c('judgementBefore'),
    nextExpected: c('nextExpected'),
    url: `https://reports.example/?of=${encodeURIComponent(CANARY)}`,
    note: c('note'),
  })
  const seen = { setting: 'home', visit: 'full', inspectedOn: '2026-11-02' }
  const inspection = await send('POST /plans/{id}/inspections', planId, 'administrator', () => ({
    ...seen,
    ...inspected(),
  }))
  await send('PATCH /inspections/{id}', inspection.id, 'administrator', inspected)
  await step('inspections', inspection.id, 'administrator', 'withdraw', () => ({ reason: c('reason') }))
  await step('inspections', inspection.id, 'administrator', 'reinstate', () => ({ reason: 'It stands' }))
  for (const operation of ['POST /plans/{id}/inspections', 'PATCH /inspections/{id}'])
    told.set(`${operation} url`, encodeURIComponent(CANARY))
  ids['inspection'] = inspection.id
  const decided = () => ({
    title: c('title'),
    resolved: [c('resolved/0')],
    decisionMaker: c('decisionMaker'),
    agendaItem: c('agendaItem'),
    reasons: c('reasons'),
    alternatives: c('alternatives'),
    interests: c('interests'),
    dispensations: c('dispensations'),
    noticeReason: c('noticeReason'),
    urgencyAgreedBy: c('urgencyAgreedBy'),
    exemptionReason: c('exemptionReason'),
    exemptionAgreedBy: c('exemptionAgreedBy'),
    exemptReason: c('exemptReason'),
  })
  const decision = await send('POST /plans/{id}/decisions', planId, 'administrator', () => ({
    decidedOn: '2026-11-02',
    ...decided(),
  }))
  await send('PATCH /decisions/{id}', decision.id, 'administrator', decided)
  await step('decisions', decision.id, 'administrator', 'publish', () => ({ publishedOn: '2026-11-20' }))
  await step('decisions', decision.id, 'administrator', 'callIn', () => ({
    calledInBy: c('calledInBy'),
    calledInOn: '2026-11-23',
    reason: c('reason'),
  }))
  await step('decisions', decision.id, 'administrator', 'change', () => ({
    resolved: [c('resolved/0')],
    reason: c('reason'),
  }))
  ids['decision'] = decision.id
  const ofImport = 'PATCH /imports/{id}'
  last = { operation: ofImport }
  const sheetName = c('sheet')
  const workbook = await xlsxOf({
    name: sheetName,
    rows: [
      ['Ref', 'Priority', 'Action', 'Lead', 'By when'],
      ['S.9', 'P1', `${CANARY} in a cell`, CANARY, 'TBC'],
    ],
  })
  const { body: sheet } = await api.post(`/plans/${planId}/imports?name=tracker.xlsx`, {
    as: people.administrator,
    headers: { 'content-type': 'application/octet-stream' },
    body: workbook,
  })
  await send(ofImport, sheet.id, 'administrator', () => ({
    title: c('title'),
    sheet: sheetName,
    columns: [{ heading: c('columns/0/heading'), field: null }],
    answers: [{ field: 'owner', original: c('answers/0/original'), answer: c('answers/0/answer') }],
  }))
  ids['import'] = sheet.id
  const copied = await send('POST /plans/{id}/report-templates', planId, 'administrator', () => ({
    from: 'strategy-on-a-page',
    title: c('title'),
  }))
  await send('PATCH /report-templates/{id}', copied.id, 'administrator', () => ({
    title: c('title'),
    for: c('for'),
    body: c('body'),
    approver: c('approver'),
    sections: [
      {
        kind: 'narrative',
        heading: c('sections/0/heading'),
        guidance: c('sections/0/guidance'),
        text: c('sections/0/text'),
      },
    ],
  }))
  await step('report-templates', copied.id, 'administrator', 'withdraw', () => ({ reason: c('reason') }))
  await step('report-templates', copied.id, 'administrator', 'reinstate', () => ({ reason: 'It stands' }))
  ids['reportTemplate'] = copied.id
  const cover = () => ({
    title: c('title'),
    body: c('body'),
    portfolio: c('portfolio'),
    contact: c('contact'),
    approverPost: c('approverPost'),
  })
  const report = await send('POST /plans/{id}/reports', planId, 'administrator', () => ({
    template: 'strategy-on-a-page',
    forOn: '2026-12-14',
    cutOffOn: '2026-11-20',
    approverId: people.chair,
    ...cover(),
  }))
  await send('PATCH /reports/{id}', report.id, 'administrator', cover)
  const parts = (await api.get(`/reports/${report.id}/sections`, { as: people.administrator })).body.items
  const part1 = parts.find(({ kind }: { kind: string }) => kind === 'narrative').id as string
  const made = parts.find(({ kind }: { kind: string }) => kind === 'priorities').id as string
  await send('PATCH /sections/{id}', made, 'administrator', () => ({
    heading: c('heading'),
    guidance: c('guidance'),
    exemptReason: c('exemptReason'),
    text: c('text'),
  }))
  const due = { authorId: people.owner, dueOn: '2026-12-01' }
  await step('sections', part1, 'administrator', 'reassign', () => due)
  await step('reports', report.id, 'administrator', 'commission')
  await step('sections', part1, 'owner', 'write', () => ({ text: c('text') }))
  await step('sections', part1, 'owner', 'keep', () => ({
    key: part1,
    code: 'claimContradicted',
    reason: c('reason'),
  }))
  await step('sections', part1, 'administrator', 'sendBack', () => ({ reason: c('reason') }))
  await step('sections', part1, 'owner', 'write', () => ({ text: c('text') }))
  await step('sections', part1, 'administrator', 'accept')
  await step('reports', report.id, 'administrator', 'submit')
  await step('reports', report.id, 'chair', 'return', () => ({ reason: c('reason') }))
  await step('reports', report.id, 'administrator', 'submit')
  await step('reports', report.id, 'chair', 'approve')
  await step('reports', report.id, 'administrator', 'issue')
  Object.assign(ids, { report: report.id, section: part1 })

  const measureOf = () => ({
    ref: c('ref'),
    title: c('title'),
    definition: c('definition'),
    countOf: c('countOf'),
    numerator: c('numerator'),
    numeratorSource: c('numeratorSource'),
    denominator: c('denominator'),
    denominatorSource: c('denominatorSource'),
    scale: [c('scale/0')],
    baseline: c('baseline'),
    target: c('target'),
    aliases: [c('aliases/0')],
    note: c('note'),
    steps: [{ startOn: '2026-04-01', reason: c('steps/0/reason') }],
    comparators: [
      {
        name: c('comparators/0/name'),
        published: c('comparators/0/published'),
        source: c('comparators/0/source'),
      },
    ],
  })
  const counted = { unit: 'rate', polarity: 'lowerIsBetter', per: 100 }
  const measure = await send('POST /plans/{id}/measures', planId, 'administrator', () => ({
    ...measureOf(),
    ...counted,
  }))
  const { ref } = await send('PATCH /measures/{id}', measure.id, 'administrator', measureOf)
  const graded = await send('POST /plans/{id}/measures', planId, 'administrator', () => ({
    ref: 'M9',
    title: 'Grades',
    unit: 'grade',
    polarity: 'higherIsBetter',
    scale: [CANARY],
  }))
  const figure = { asAtOn: '2026-10-31', status: 'validated', acknowledgeSmallCount: true }
  const noted = await send('POST /measures/{id}/observations', graded.id, 'administrator', () => ({
    ...figure,
    published: c('published'),
    denominatorSource: c('denominatorSource'),
    caveat: c('caveat'),
    source: c('source'),
    sourceRef: c('sourceRef'),
    distribution: [{ grade: CANARY, count: 7, published: c('distribution/0/published') }],
    rank: { position: 2, of: 12, among: c('rank/among') },
  }))
  told.set('POST /measures/{id}/observations distribution/0/grade', CANARY)
  await send('POST /measures/{id}/observations', graded.id, 'administrator', () => ({
    ...figure,
    distribution: [{ grade: CANARY, count: 8 }],
    corrects: noted.id,
    reason: c('reason'),
  }))
  const said = { title: 'Said', unit: 'words', polarity: 'contextOnly' }
  await send('POST /plans/{id}/measures', planId, 'administrator', () => ({ ...said, ref: 'M10' }))
  await send('POST /plans/{id}/figures', planId, 'administrator', () => ({
    asAtOn: '2026-09-30',
    source: c('source'),
    figures: [
      {
        measure: 'M9',
        distribution: [{ grade: CANARY, count: 9, published: c('figures/0/distribution/0/published') }],
      },
      { measure: 'M10', published: c('figures/0/published'), caveat: c('figures/0/caveat') },
      { measure: ref, published: '12.5' },
    ],
  }))
  told.set('POST /plans/{id}/figures figures/0/distribution/0/grade', CANARY)
  told.set('POST /plans/{id}/figures figures/0/measure', ref)
  ids['measure'] = measure.id

  await step('meetings', meeting.id, 'administrator', 'freeze')
  await step('meetings', meeting.id, 'chair', 'issue')
  const minuted = () => ({ minutes: c('minutes'), carryOver: true })
  await send('PUT /meetings/{id}/agenda/{itemId}/minutes', meeting.id, 'administrator', minuted, item.id)
  const others = () => ({ attendance: [], others: [c('others/0')] })
  await send('PUT /meetings/{id}/attendance', meeting.id, 'administrator', others)
  await send('POST /meetings/{id}/decisions', meeting.id, 'administrator', () => ({
    text: c('text'),
    actionId: action(1),
  }))
  const moved = { items: [{ kind: 'action', id: action(5), toId: people.contributor }], fromOn: '2026-11-23' }
  await send('POST /people/{id}/handover', people.owner, 'administrator', () => ({
    ...moved,
    reason: c('reason'),
  }))
  await db.insert(memberships).values({ planId: other, personId: people.chair, role: 'chair' })
  return { plan, other, told, ids }
}
