import { expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { editionToMake } from '#db/read/edition-files.ts'
import { editionsOf } from '#db/read/editions.ts'
import { keepEditionFiles } from '#db/write/keep-edition-files.ts'
import { useApi } from '#test/support/api.ts'
import { asker, givenIssued } from '#test/support/issued-report.ts'
import { givenPlan } from '#test/support/plans.ts'

const NOW = '2026-11-23T10:00:00.000Z'
// Nothing is made by itself here: what is kept, the tests say.
const api = useApi(NOW, { renderLimits: { deadline: () => AbortSignal.abort() } })

const content = Buffer.from('Wren Quillfeather')
const files = (['word', 'pdf'] as const).map((kind) => ({ kind, content, sha256: 'a'.repeat(64) }))

async function givenEdition() {
  const { app } = api()
  const plan = await givenPlan(app.db)
  const { id, section } = await givenIssued(app, plan, { text: 'Wren Quillfeather is safe.' })
  const [edition] = await editionsOf(app.db, id)
  const form = { editionId: edition?.id ?? '', isPublic: false }
  const made = await editionToMake(app.db, form)
  if (!made) throw new Error('there is nothing to be made')
  const body = { words: 'Wren Quillfeather', reason: 'A child is named' }
  const ask = asker(app, plan)
  return { form, made, redact: () => ask('POST', `/sections/${section}/redactions`, 'chair', body) }
}

const kept = async (editionId: string) =>
  rowsOf(api().app.db, sql`select id from edition_files where edition_id = ${editionId}`)

test('a file that was made of what an edition held before something was taken out of it is not kept', async () => {
  const { form, made, redact } = await givenEdition()
  await redact()
  expect(await keepEditionFiles(api().app.db, made, files, NOW)).toBe(false)
  expect(await kept(form.editionId)).toEqual([])
})

test('nor is one that is kept at the same moment, whichever comes first', async () => {
  for (let round = 0; round < 8; round++) {
    const { form, made, redact } = await givenEdition()
    await Promise.all([redact(), keepEditionFiles(api().app.db, made, files, NOW)])
    expect(await kept(form.editionId)).toEqual([])
  }
})

test('files that are kept go with what is taken out', async () => {
  const { form, made, redact } = await givenEdition()
  expect(await keepEditionFiles(api().app.db, made, files, NOW)).toBe(true)
  expect(await kept(form.editionId)).toHaveLength(2)
  await redact()
  expect(await kept(form.editionId)).toEqual([])
})
