import { beforeAll, expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { readAdded } from '#server/features/sign-in/passkey-answers.ts'
import { asFault } from '#server/ui/forms/forms.ts'
import { useApi } from '#test/support/api.ts'
import { type FieldLimits, type LimitName, limitNames, limitOf } from '#test/support/limit-names.ts'
import { apiLimits, queryLimits } from '#test/support/limit-table-api.ts'
import { measuresFileLimits, planFileLimits } from '#test/support/limit-table-files.ts'
import { formLimits } from '#test/support/limit-table-forms.ts'
import { faultOn, formOn, sentOf } from '#test/support/page-forms.ts'
import { givenPlace, type Place } from '#test/support/places.ts'
import { get } from '#test/support/visitor.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { beyond, type ListLimit, limits, type NumberLimit } from '#workflows/limits.ts'

const api = useApi('2026-11-23T10:00:00Z')
let place: Place

beforeAll(async () => {
  place = await givenPlace(api())
})

/** Limits that no text, number or list of a request, a form or a file has; each has a test here, or with its noun. */
const others: LimitName[] = [
  'agenda.items',
  'reportTemplate.inUse',
  'list.phrases',
  'deputy.daysLater',
  'signIn.credential',
  'signIn.credentialId',
  'report.edition',
  'import.fileName',
]

test('every limit is that of some way in, and no way in has one of its own', () => {
  const tables: FieldLimits[] = [
    ...Object.values(apiLimits),
    ...Object.values(formLimits),
    queryLimits,
    planFileLimits,
    measuresFileLimits,
  ]
  const used = new Set([...tables.flatMap((table) => Object.values(table)), ...others])
  expect(limitNames.filter((name) => !used.has(name))).toEqual([])
})

test('the number of an edition in an address is refused beyond its limit, with its sentence', async () => {
  const limit = limitOf('report.edition') as NumberLimit
  const asked = (number: number) =>
    api().get(`/reports/${place.subjects.report}/editions/${number}`, { as: place.who.administrator })
  const over = await asked(limit.most + 1)
  expect([over.status, over.body.errors[0].detail]).toEqual([400, beyond(limit)])
  expect((await asked(limit.most)).status).toBe(404)
})

test.each([
  ['criteria', 'action.criteria', 20],
  ['challenges', 'plan.challenges', 50],
] as const)('a form takes as many %s as the API, one a line, and no more', async (field, name, most) => {
  expect(limitOf(name)).toMatchObject({ most })
  const page =
    field === 'challenges' ? '/plans/new' : `/plans/${place.subjects.plan}/priorities/P1/actions/new`
  const lines = (number: number) => Array.from({ length: number }, (_, at) => `Line ${at}`).join('\n')
  const over = await send(page, { title: 'Another', [field]: lines(most + 1) })
  expect([over.status, faultOn(over.text, field)]).toEqual([400, asFault(beyond(limitOf(name)))])
  const at = await send(page, { title: 'Another', [field]: lines(most) })
  expect(at.status).toBe(303)
})

test.each([
  ['contributorIds', 'action.contributors'],
  ['recommendationIds', 'action.recommendations'],
  ['measureIds', 'action.measures'],
] as const)('a form takes no more %s than the API', async (field, name) => {
  const { most } = limitOf(name) as ListLimit
  const ticked = (number: number) =>
    Object.fromEntries(Array.from({ length: number }, newId).map((id) => [`${field}-${id}`, id]))
  const page = `/plans/${place.subjects.plan}/priorities/P1/actions/new`
  const over = await send(page, { title: 'Another', ...ticked(most + 1) })
  expect([over.status, over.text.includes(asFault(beyond(limitOf(name))))]).toEqual([400, true])
  const at = await send(page, { title: 'Another', ...ticked(most) })
  expect(at.text).not.toContain(asFault(beyond(limitOf(name))))
})

test('a deputy stands in for no longer than a year, by form and by the API', async () => {
  const { owner, contributor } = place.who
  const { most } = limits.deputy.daysLater
  const fromOn = '2026-12-01'
  const put = (untilOn: string) =>
    api().send('PUT', '/me/deputy', { as: owner, body: { deputyId: contributor, fromOn, untilOn } })
  const over = await put(addDays(fromOn, most + 1))
  expect([over.status, over.body.errors[0].pointer]).toEqual([400, '/untilOn'])
  expect((await put(addDays(fromOn, most))).status).toBe(200)
})

test('what a browser answers of a passkey has bounds', () => {
  const { credential, credentialId } = limits.signIn
  const answer = (id: number, data: number) => {
    const bytes = 'A'.repeat(data)
    const response = { clientDataJSON: bytes, attestationObject: bytes }
    return readAdded(JSON.stringify({ id: 'A'.repeat(id), rawId: 'A', type: 'public-key', response }))
  }
  expect(answer(credentialId.most, credential.most)).not.toBeNull()
  expect(answer(credentialId.most + 1, 1)).toBeNull()
  expect(answer(1, credential.most + 1)).toBeNull()
})

async function send(page: string, typed: Record<string, string>) {
  // Who has a new role, as by a plan of their own, is given another session.
  const cookie = await api().app.signInAs(place.who.administrator)
  const { text } = await get(api().app, page, cookie)
  const fields = formOn(text, page) ?? []
  const horizon = fields.find(({ name }) => name === 'horizonId')
  const response = await fetch(api().app.url + page, {
    method: 'POST',
    body: new URLSearchParams(sentOf(fields, { ...(horizon && { horizonId: horizon.value }), ...typed })),
    headers: { cookie },
    redirect: 'manual',
  })
  return { status: response.status, text: await response.text() }
}
