import { type AccessRow, anyone, inPlan, only, type Subjects } from './access-row.ts'

const DAY = '2026-11-20'
const itemOf = ({ meeting, agendaItem }: Subjects) => `/meetings/${meeting}/agenda/${agendaItem}`
const takenOut = (field: string) =>
  only(['chair', 'administrator'], 201, { body: () => ({ field, reason: 'It names a child' }) })

// Who does not keep a plan sees no spreadsheet on its way into it.
const ofImport: AccessRow = { own: { administrator: 200, rest: 404 } }

/** By method and path. A route that is not here fails the test. */
export const accessTable: Record<string, AccessRow> = {
  'GET /plans': anyone(),
  'GET /plan-templates': anyone(),
  'POST /plans': {
    own: { administrator: 201, rest: 403, stranger: 403 },
    foreign: 'sameAsOwn',
    body: () => ({ title: 'A plan of its own' }),
  },
  'GET /plans/{id}': inPlan,
  'PATCH /plans/{id}': only(['administrator'], 200, { body: () => ({ title: 'Renamed' }), ifMatch: '*' }),
  'GET /plans/{id}/export': inPlan,
  'GET /plans/{id}/export/json': only(['administrator'], 200, {}),
  'GET /plans/{id}/summary': inPlan,
  'GET /plans/{id}/matrix': inPlan,
  'GET /plans/{id}/changes': { ...inPlan, path: ({ plan }) => `/plans/${plan}/changes?since=2026-10-01` },
  'GET /plans/{id}/search': { ...inPlan, path: ({ plan }) => `/plans/${plan}/search?q=the` },
  'GET /plans/{id}/history': inPlan,
  'GET /plans/{id}/priorities': inPlan,
  'POST /plans/{id}/priorities': only(['administrator'], 201, { body: () => ({ ref: 'P9', title: 'New' }) }),
  'GET /plans/{id}/measures': inPlan,
  'POST /plans/{id}/measures': only(['administrator'], 201, {
    body: () => ({ ref: 'M9', title: 'New', unit: 'count', polarity: 'lowerIsBetter' }),
  }),
  'POST /plans/{id}/figures': only(['administrator', 'lead'], 201, {
    body: () => ({ asAtOn: DAY, figures: [{ measure: 'M1', published: '12' }] }),
  }),
  'GET /measures/{id}': inPlan,
  'PATCH /measures/{id}': only(['administrator', 'lead'], 200, {
    body: () => ({ note: 'Looked at' }),
    ifMatch: '*',
  }),
  'GET /measures/{id}/observations': inPlan,
  'POST /measures/{id}/observations': only(['administrator', 'lead'], 201, {
    body: () => ({ asAtOn: DAY, published: '12', value: 12, status: 'provisional' }),
  }),
  'GET /measures/{id}/spc': inPlan,
  'POST /spc': {
    ...anyone(),
    body: () => ({ values: [4, 5], days: ['2026-09-30', DAY], polarity: 'lowerIsBetter' }),
  },
  'GET /measures/{id}/history': inPlan,
  'GET /priorities': anyone(),
  'GET /priorities/{id}': inPlan,
  'PATCH /priorities/{id}': only(['administrator'], 200, {
    body: () => ({ title: 'Renamed' }),
    ifMatch: '*',
  }),
  'GET /priorities/{id}/history': inPlan,
  'POST /priorities/{id}/actions': only(['administrator', 'lead'], 201, {
    body: () => ({ ref: 'P1.S9', horizon: 'short', title: 'New' }),
  }),
  'GET /actions': anyone(),
  'GET /actions/{id}': inPlan,
  'PATCH /actions/{id}': only(['administrator', 'lead'], 200, {
    body: () => ({ title: 'Renamed' }),
    ifMatch: '*',
  }),
  'GET /actions/{id}/transitions': inPlan,
  'POST /actions/{id}/transitions': only(['owner', 'contributor'], 200, {
    body: () => ({ event: 'report', note: 'Going on' }),
    ifMatch: '*',
  }),
  'GET /actions/{id}/history': inPlan,
  'GET /actions/{id}/updates': inPlan,
  'POST /actions/{id}/updates': only(['owner', 'contributor'], 201, { body: () => ({ note: 'Going on' }) }),
  'GET /actions/{id}/evidence': inPlan,
  'POST /actions/{id}/evidence': only(['owner', 'contributor', 'lead', 'chair', 'administrator'], 201, {
    body: ({ criterion }) => ({
      criterionId: criterion,
      kind: 'audit',
      title: 'Dip sample',
      url: 'https://documents.example/1',
      datedOn: DAY,
    }),
  }),
  'GET /actions/{id}/files': inPlan,
  'GET /files/{id}': inPlan,
  'POST /actions/{id}/files': {
    // Whoever may see the action is asked for the file itself, because this body is JSON.
    own: { rest: 415 },
    path: ({ action }) => `/actions/${action}/files?name=minutes.pdf`,
    body: () => ({}),
  },
  'GET /actions/{id}/milestones': inPlan,
  'POST /actions/{id}/milestones': only(['owner', 'lead', 'administrator'], 201, {
    body: () => ({ title: 'A step', dueOn: '2026-12-01' }),
  }),
  'GET /plans/{id}/transitions': inPlan,
  'POST /plans/{id}/transitions': {
    // The chair may, but the priorities are open.
    own: { chair: 409, rest: 403 },
    body: () => ({ event: 'close' }),
    ifMatch: '*',
  },
  'GET /plans/{id}/horizons': inPlan,
  'POST /plans/{id}/horizons': {
    // The administrator may, but the plan has its three.
    own: { administrator: 409, rest: 403 },
    body: () => ({ name: 'long', label: 'Long term', firstOn: '2027-07-01', lastOn: '2028-05-31' }),
  },
  'PATCH /plans/{id}/horizons/{horizonId}': only(['administrator'], 200, {
    path: ({ plan, horizon }) => `/plans/${plan}/horizons/${horizon}`,
    body: () => ({ label: 'Soon' }),
    ifMatch: '*',
  }),
  'GET /plans/{id}/recommendations': inPlan,
  'POST /plans/{id}/recommendations': only(['administrator'], 201, {
    body: () => ({ ref: 'R9', text: 'Do that' }),
  }),
  'PATCH /plans/{id}/recommendations/{recommendationId}': only(['administrator'], 200, {
    path: ({ plan, recommendation }) => `/plans/${plan}/recommendations/${recommendation}`,
    body: () => ({ text: 'Reworded' }),
    ifMatch: '*',
  }),
  'GET /plans/{id}/members': inPlan,
  'POST /plans/{id}/members': only(['administrator'], 201, {
    body: ({ stranger }) => ({ personId: stranger, role: 'viewer' }),
  }),
  'PATCH /plans/{id}/members/{personId}': only(['administrator'], 200, {
    path: ({ plan, member }) => `/plans/${plan}/members/${member}`,
    body: () => ({ role: 'viewer' }),
    ifMatch: '*',
  }),
  'DELETE /plans/{id}/members/{personId}': only(['administrator'], 204, {
    path: ({ plan, member }) => `/plans/${plan}/members/${member}`,
    ifMatch: '*',
  }),
  'GET /plans/{id}/meetings': inPlan,
  'POST /plans/{id}/meetings': only(['administrator'], 201, {
    body: () => ({ title: 'The board', heldOn: '2026-12-07' }),
  }),
  'POST /plans/{id}/meetings/series': only(['administrator'], 201, {
    body: () => ({
      title: 'The board',
      which: 'second',
      weekday: 'tuesday',
      every: 'month',
      fromOn: '2026-12-01',
      times: 2,
    }),
  }),
  'GET /meetings/{id}': inPlan,
  'PATCH /meetings/{id}': only(['administrator'], 200, { body: () => ({ place: 'Room 2' }), ifMatch: '*' }),
  'GET /meetings/{id}/transitions': inPlan,
  'POST /meetings/{id}/transitions': only(['administrator'], 200, {
    body: () => ({ event: 'freeze' }),
    ifMatch: '*',
  }),
  'GET /meetings/{id}/history': inPlan,
  // There is none yet, for nobody.
  'GET /meetings/{id}/pack': { own: { rest: 404 } },
  'GET /meetings/{id}/agenda': inPlan,
  'POST /meetings/{id}/agenda': only(['administrator', 'chair'], 201, { body: () => ({ title: 'Budget' }) }),
  'POST /meetings/{id}/agenda/proposals': only(['administrator', 'chair'], 200, {}),
  'PATCH /meetings/{id}/agenda/{itemId}': only(['administrator', 'chair'], 200, {
    path: itemOf,
    body: () => ({ title: 'Welcome and apologies' }),
    ifMatch: '*',
  }),
  'DELETE /meetings/{id}/agenda/{itemId}': only(['administrator', 'chair'], 204, {
    path: itemOf,
    ifMatch: '*',
  }),
  'PUT /meetings/{id}/agenda/{itemId}/minutes': {
    // The administrator may, once the board has its pack.
    own: { administrator: 409, rest: 403 },
    path: (subjects) => `${itemOf(subjects)}/minutes`,
    body: () => ({ minutes: 'All were welcome.', carryOver: false }),
    ifMatch: '*',
  },
  'GET /meetings/{id}/attendance': inPlan,
  'PUT /meetings/{id}/attendance': only(['administrator'], 200, {
    body: ({ person }) => ({ attendance: [{ personId: person, attended: 'present' }], others: [] }),
    ifMatch: '*',
  }),
  'GET /meetings/{id}/decisions': inPlan,
  'POST /meetings/{id}/decisions': {
    // The administrator may, once the board has its pack.
    own: { administrator: 409, rest: 403 },
    body: () => ({ text: 'The board noted the pack.' }),
  },
  'GET /plans/{id}/decisions': inPlan,
  'POST /plans/{id}/decisions': only(['administrator'], 201, {
    body: () => ({
      title: 'Reports',
      resolved: ['That they come'],
      decisionMaker: 'Cabinet',
      decidedOn: DAY,
    }),
  }),
  'GET /decisions/{id}': inPlan,
  'PATCH /decisions/{id}': only(['administrator'], 200, {
    body: () => ({ reasons: 'Looked at' }),
    ifMatch: '*',
  }),
  'GET /decisions/{id}/transitions': inPlan,
  'POST /decisions/{id}/transitions': only(['administrator'], 200, {
    body: () => ({ event: 'publish', publishedOn: DAY }),
    ifMatch: '*',
  }),
  'GET /decisions/{id}/history': inPlan,
  'GET /plans/{id}/inspections': inPlan,
  'POST /plans/{id}/inspections': only(['administrator'], 201, {
    body: () => ({ title: 'Rowan Lodge', setting: 'home', visit: 'full', inspectedOn: DAY }),
  }),
  'GET /inspections/{id}': inPlan,
  'PATCH /inspections/{id}': only(['administrator'], 200, {
    body: () => ({ note: 'Looked at' }),
    ifMatch: '*',
  }),
  'GET /inspections/{id}/transitions': inPlan,
  'POST /inspections/{id}/transitions': only(['administrator'], 200, {
    body: () => ({ event: 'withdraw', reason: 'It is of another home' }),
    ifMatch: '*',
  }),
  'GET /inspections/{id}/history': inPlan,
  'GET /imports': anyone(),
  'POST /imports': {
    // Who may start a plan is asked for the file itself, because this body is JSON.
    own: { administrator: 415, rest: 403, stranger: 403 },
    foreign: 'sameAsOwn',
    path: () => '/imports?title=A+new+plan',
    body: () => ({}),
  },
  'GET /plans/{id}/imports': inPlan,
  'POST /plans/{id}/imports': only(['administrator'], 415, { body: () => ({}) }),
  'GET /imports/{id}': ofImport,
  'PATCH /imports/{id}': { ...ofImport, body: () => ({ answers: [] }), ifMatch: '*' },
  'GET /imports/{id}/summary': ofImport,
  'GET /imports/{id}/transitions': ofImport,
  'POST /imports/{id}/transitions': { ...ofImport, body: () => ({ event: 'discard' }), ifMatch: '*' },
  'GET /imports/{id}/history': ofImport,
  'GET /report-templates': anyone(),
  'GET /plans/{id}/report-templates': inPlan,
  'POST /plans/{id}/report-templates': only(['administrator'], 201, {
    body: () => ({ from: 'strategy-on-a-page', title: 'Our own' }),
  }),
  'GET /report-templates/{id}': inPlan,
  'PATCH /report-templates/{id}': only(['administrator'], 200, {
    body: () => ({ title: 'Ours' }),
    ifMatch: '*',
  }),
  'GET /report-templates/{id}/transitions': inPlan,
  'POST /report-templates/{id}/transitions': only(['administrator'], 200, {
    body: () => ({ event: 'withdraw', reason: 'Not asked for any more' }),
    ifMatch: '*',
  }),
  'GET /report-templates/{id}/history': inPlan,
  'GET /plans/{id}/reports': inPlan,
  'POST /plans/{id}/reports': only(['administrator'], 201, {
    body: () => ({ template: 'strategy-on-a-page', forOn: DAY }),
  }),
  'GET /plans/{id}/word-template': {
    // It has none of its own.
    own: { rest: 404 },
  },
  // There is no Word file in the request.
  'PUT /plans/{id}/word-template': only(['administrator'], 400, { body: () => ({}) }),
  'DELETE /plans/{id}/word-template': only(['administrator'], 404, {}),
  'GET /reports/{id}': inPlan,
  'PATCH /reports/{id}': only(['administrator'], 200, {
    body: () => ({ contact: 'The duty desk' }),
    ifMatch: '*',
  }),
  'GET /reports/{id}/transitions': inPlan,
  'POST /reports/{id}/transitions': {
    // The administrator may, once its sections have authors.
    own: { administrator: 409, rest: 403 },
    body: () => ({ event: 'commission' }),
    ifMatch: '*',
  },
  'GET /reports/{id}/history': inPlan,
  'GET /reports/{id}/sections': inPlan,
  'GET /reports/{id}/draft': inPlan,
  'GET /reports/{id}/editions': inPlan,
  'GET /reports/{id}/editions/{number}': {
    // None is issued yet.
    own: { rest: 404 },
    path: ({ report }) => `/reports/${report}/editions/1`,
  },
  'GET /reports/{id}/editions/{number}/word': {
    own: { rest: 404 },
    path: ({ report }) => `/reports/${report}/editions/1/word`,
  },
  'GET /reports/{id}/editions/{number}/pdf': {
    own: { rest: 404 },
    path: ({ report }) => `/reports/${report}/editions/1/pdf`,
  },
  'GET /sections/{id}': inPlan,
  'PATCH /sections/{id}': only(['administrator'], 200, {
    body: () => ({ guidance: 'In a page' }),
    ifMatch: '*',
  }),
  'GET /sections/{id}/transitions': inPlan,
  'POST /sections/{id}/transitions': only(['administrator'], 200, {
    body: ({ person }) => ({ event: 'reassign', authorId: person, dueOn: DAY }),
    ifMatch: '*',
  }),
  'GET /sections/{id}/history': inPlan,
  'GET /sections/{id}/findings': inPlan,
  'GET /milestones/{id}': inPlan,
  'PATCH /milestones/{id}': only(['owner', 'lead', 'administrator'], 200, {
    body: () => ({ title: 'Reworded' }),
    ifMatch: '*',
  }),
  'GET /milestones/{id}/transitions': inPlan,
  'POST /milestones/{id}/transitions': only(['owner', 'contributor'], 200, {
    body: () => ({ event: 'meet', metOn: DAY }),
    ifMatch: '*',
  }),
  'GET /milestones/{id}/history': inPlan,
  'GET /actions/{id}/blockers': inPlan,
  'POST /actions/{id}/blockers': only(['owner', 'contributor'], 201, {
    body: () => ({ what: 'Funding', waitingOn: 'The council', sinceOn: DAY }),
  }),
  'GET /blockers/{id}': inPlan,
  // Only whoever wrote it, here the owner.
  'PATCH /blockers/{id}': only(['owner'], 200, {
    body: () => ({ what: 'Reworded' }),
    ifMatch: '*',
  }),
  'GET /blockers/{id}/transitions': inPlan,
  'POST /blockers/{id}/transitions': only(['owner', 'lead'], 200, {
    body: () => ({ event: 'resolve', how: 'They answered' }),
    ifMatch: '*',
  }),
  'GET /blockers/{id}/history': inPlan,
  'GET /actions/{id}/extensions': inPlan,
  'POST /actions/{id}/extensions': only(['owner', 'contributor'], 201, {
    body: () => ({ dueOn: '2027-01-08', reasonCode: 'partner', text: 'They need time' }),
  }),
  'GET /extensions/{id}': inPlan,
  'PATCH /extensions/{id}': only(['owner'], 200, {
    body: () => ({ text: 'Reworded' }),
    ifMatch: '*',
  }),
  'GET /extensions/{id}/transitions': inPlan,
  'POST /extensions/{id}/transitions': only(['owner', 'contributor'], 200, {
    body: () => ({ event: 'withdraw' }),
    ifMatch: '*',
  }),
  'GET /extensions/{id}/history': inPlan,
  'GET /priorities/{id}/transitions': inPlan,
  'POST /priorities/{id}/transitions': only(['chair'], 200, {
    body: () => ({ event: 'agree' }),
    ifMatch: '*',
  }),
  'POST /plans/{id}/redactions': takenOut('title'),
  'POST /priorities/{id}/redactions': takenOut('title'),
  'POST /actions/{id}/redactions': takenOut('title'),
  'POST /measures/{id}/redactions': takenOut('title'),
  'POST /meetings/{id}/redactions': takenOut('title'),
  'POST /decisions/{id}/redactions': takenOut('title'),
  'POST /inspections/{id}/redactions': takenOut('title'),
  'POST /reports/{id}/redactions': takenOut('title'),
  'POST /sections/{id}/redactions': takenOut('heading'),
  'POST /report-templates/{id}/redactions': takenOut('title'),
  'POST /imports/{id}/redactions': takenOut('fileName'),
  'POST /milestones/{id}/redactions': takenOut('title'),
  'POST /blockers/{id}/redactions': takenOut('what'),
  'POST /extensions/{id}/redactions': takenOut('text'),
  'POST /files/{id}/redactions': only(['chair', 'administrator'], 201, {
    body: () => ({ reason: 'It names a child' }),
  }),
  'GET /people': anyone(),
  'POST /people': {
    own: { administrator: 201, rest: 403, stranger: 403 },
    foreign: 'sameAsOwn',
    body: () => ({ name: 'New Person', email: `new.${Math.random()}@plan.example` }),
  },
  // Whoever administers a plan keeps the list of people, and sees everybody in it.
  'GET /people/{id}': { own: { rest: 200 }, foreign: { administrator: 200, rest: 404 } },
  // The person of the matrix is the owner.
  'GET /people/{id}/history': {
    own: { owner: 200, administrator: 200, rest: 403 },
    foreign: { administrator: 200, rest: 404 },
  },
  'PATCH /people/{id}': only(['administrator'], 200, {
    foreign: { administrator: 403, rest: 404 },
    body: () => ({ post: 'Head of service' }),
    ifMatch: '*',
  }),
  'POST /people/{id}/handover': only(['administrator'], 200, {
    foreign: { administrator: 403, rest: 404 },
    body: ({ member }) => ({ toId: member, fromOn: DAY, reason: 'A new post' }),
  }),
  'GET /agencies': anyone(),
  'POST /agencies': {
    own: { administrator: 201, rest: 403, stranger: 403 },
    foreign: 'sameAsOwn',
    body: () => ({ name: `Agency ${Math.random()}` }),
  },
  'GET /me': anyone(),
  'GET /me/work': anyone(),
  'GET /me/digest/preview': anyone(),
  'POST /me/digest': {
    ...anyone(404),
    own: { owner: 202, rest: 404, stranger: 404 },
    body: () => ({ kind: 'ownerDigest' }),
  },
  'GET /me/deputy': anyone(404),
  'PUT /me/deputy': {
    ...anyone(400),
    body: () => ({
      deputyId: '01900000-0000-7000-8000-000000000000',
      fromOn: '2026-12-01',
      untilOn: '2026-12-02',
    }),
  },
  'DELETE /me/deputy': anyone(204),
  'GET /deliveries': anyone(),
  'GET /digests/{week}': { ...anyone(404), path: () => '/digests/2026-11-23' },
  'POST /auth/code': {
    ...anyone(202),
    nobody: 202,
    body: () => ({ email: `nobody.${Math.random()}@plan.example` }),
  },
  'POST /auth/token': { ...anyone(401), nobody: 401, body: () => ({ grant: 'apiToken', token: 'unknown' }) },
  'POST /auth/sign-out': anyone(204),
  'GET /me/tokens': anyone(),
  'POST /me/tokens': { ...anyone(201), body: () => ({ name: 'Report' }) },
  'DELETE /me/tokens/{id}': { ...anyone(404), path: ({ plan }) => `/me/tokens/${plan}` },
  'GET /me/calendar': anyone(),
  'POST /me/calendar': anyone(201),
  'DELETE /me/calendar': anyone(204),
  'GET /me/sessions': anyone(),
  'DELETE /me/sessions/{id}': { ...anyone(404), path: ({ plan }) => `/me/sessions/${plan}` },
}
