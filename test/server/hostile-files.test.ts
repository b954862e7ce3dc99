import { describe, expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { refusedKinds } from '#server/features/files/file-kinds.ts'
import { decodeText } from '#server/http/encoding.ts'
import { signToken } from '#server/http/plugins/tokens.ts'
import { textIn } from '#server/import/file-text.ts'
import { hostileFiles, type SentFile } from '#test/support/hostile-files.ts'
import { usePages } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'

const { app } = usePages()

type Told = { code: string; detail: string }
type FileAnswer = { id: string; name: string; type: string; size: number; warnings?: Told[]; errors?: Told[] }

const bearer = (personId: string) => ({ authorization: `Bearer ${signToken(app.app, personId)}` })

async function freshAction() {
  const plan = await givenPlan(app.db)
  return { owner: plan.people.owner, path: `/actions/${plan.actions['P1.S1']}` }
}
type Place = Awaited<ReturnType<typeof freshAction>>

async function byBody({ owner, path }: Place, { name, content }: SentFile) {
  const answer = await fetch(`${app.url}/api/v1${path}/files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { ...bearer(owner), 'content-type': 'application/octet-stream' },
    body: new Uint8Array(content),
  })
  return { status: answer.status, body: (await answer.json()) as FileAnswer }
}

async function byParts({ owner, path }: Place, { name, content }: SentFile) {
  const body = new FormData()
  body.set('file', new Blob([new Uint8Array(content)]), name)
  const answer = await fetch(`${app.url}/api/v1${path}/files`, {
    method: 'POST',
    headers: bearer(owner),
    body,
  })
  return { status: answer.status, body: (await answer.json()) as FileAnswer }
}

async function byForm({ owner, path }: Place, { name, content }: Pick<SentFile, 'name' | 'content'>) {
  const cookie = await app.signInAs(owner)
  const page = await (await fetch(`${app.url + path}/file`, { headers: { cookie } })).text()
  const body = new FormData()
  body.set('_csrf', /<main[\s\S]*name="_csrf" value="([^"]*)"/.exec(page)?.[1] ?? '')
  body.set('file', new Blob([new Uint8Array(content)]), name)
  const answer = await fetch(`${app.url + path}/file`, {
    method: 'POST',
    headers: { cookie },
    body,
    redirect: 'manual',
  })
  return { status: answer.status, text: plain(await answer.text()), location: answer.headers.get('location') }
}

const plain = (text: string) =>
  text.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')

describe.each([
  ['as the body', byBody],
  ['by parts, as curl -F sends it', byParts],
])('by the API, %s', (_, sent) => {
  test.each(hostileFiles.map((file) => [file.what, file] as const))('%s', async (_what, file) => {
    const place = await freshAction()
    const { status, body } = await sent(place, file)
    if (file.refused !== undefined) {
      expect([status, body.errors?.map(({ code }) => code)]).toEqual([400, [file.refused]])
      return
    }
    expect([status, body.name, body.type, body.warnings?.map(({ code }) => code) ?? []]).toEqual([
      201,
      file.kept?.name,
      file.kept?.type,
      file.kept?.told ?? [],
    ])
    const answer = await fetch(`${app.url}/api/v1/files/${body.id}`, { headers: bearer(place.owner) })
    expect(Buffer.from(await answer.arrayBuffer()).equals(file.content)).toBe(true)
    expect(answer.headers.get('content-type')).toBe(file.kept?.type)
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[\w .()-]+"; filename\*=UTF-8''/,
    )
    expect(answer.headers.get('content-disposition')).toContain(`UTF-8''${encodedAsHeader(body.name)}`)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
  })
})

const encodedAsHeader = (name: string) =>
  encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )

describe('by the form', () => {
  test.each(hostileFiles.map((file) => [file.what, file] as const))('%s', async (_what, file) => {
    const place = await freshAction()
    const { status, text, location } = await byForm(place, file)
    if (file.refused === undefined) {
      expect([status, location]).toEqual([303, expect.stringContaining('/evidence?link=')])
      return
    }
    expect(status).toBe(400)
    const said =
      file.refused === 'fileEmpty'
        ? 'The file is empty. Choose one with something in it'
        : refusedKinds[file.refused as keyof typeof refusedKinds]
    expect(text).toContain(said.replace(/\.$/, ''))
    if (file.refused === 'fileProgram') expect(text).toContain(`‘${file.name}’ is not kept.`)
  })
})

test('two files of one name in one action are told apart, however many come at once, and each is listed', async () => {
  const place = await freshAction()
  const pdf = Buffer.from('%PDF-1.7\n%%EOF')
  const file = { what: '', name: 'Minutes.pdf', content: pdf }
  const all = await Promise.all([1, 2, 3, 4].map(() => byBody(place, file)))
  expect(all.map(({ status }) => status)).toEqual([201, 201, 201, 201])
  const other = await byBody(place, { ...file, name: 'MINUTES.pdf' })
  expect([other.body.name, other.body.warnings?.[0]?.code]).toEqual(['MINUTES (5).pdf', 'fileSameName'])
  const answer = await fetch(`${app.url}/api/v1${place.path}/files`, { headers: bearer(place.owner) })
  const { items } = (await answer.json()) as {
    items: (FileAnswer & { addedBy: { name: string }; url: string })[]
  }
  expect(items.map(({ name }) => name).toSorted()).toEqual([
    'MINUTES (5).pdf',
    'Minutes (2).pdf',
    'Minutes (3).pdf',
    'Minutes (4).pdf',
    'Minutes.pdf',
  ])
  expect(items[0]).toMatchObject({
    size: pdf.length,
    type: 'application/pdf',
    addedBy: { name: 'The owner' },
  })
  expect(items[0]?.url).toContain(items[0]?.id ?? '?')
  const about = await fetch(`${app.url}/api/v1/files/${items[0]?.id}`, {
    headers: { ...bearer(place.owner), accept: 'application/json' },
  })
  expect(await about.json()).toEqual(items[0])
  const csv = await fetch(`${app.url}/api/v1${place.path}/files.csv`, { headers: bearer(place.owner) })
  expect((await csv.text()).split('\r\n')[0]).toBe('id,name,type,size,addedById,addedBy,addedAt,url')
  const elsewhere = await byBody(await freshAction(), file)
  expect(elsewhere.body.name).toBe('Minutes.pdf')
})

test('what is missing, what is empty and what is too large are told apart, with how large it is', async () => {
  const place = await freshAction()
  const to = `${app.url}/api/v1${place.path}/files`
  const code = async (
    init: { body: FormData | string | Uint8Array<ArrayBuffer>; headers?: Record<string, string> },
    query = '',
  ) => {
    const answer = await fetch(to + query, {
      method: 'POST',
      ...init,
      headers: { ...bearer(place.owner), ...init.headers },
    })
    const body = (await answer.json()) as { code: string; detail: string; errors: Told[] }
    return [answer.status, body.errors[0]?.code ?? body.code, body.errors[0]?.detail ?? body.detail]
  }
  const octets = { 'content-type': 'application/octet-stream' }
  const none = new FormData()
  none.set('other', 'x')
  expect(await code({ body: none })).toEqual([400, 'fileMissing', 'Send the file in the part named file.'])
  expect(await code({ body: 'x', headers: octets })).toEqual([
    400,
    'nameMissing',
    'Give the name of the file.',
  ])
  expect((await code({ body: '', headers: octets }, '?name=a.pdf'))[1]).toBe('fileEmpty')
  const large = new Uint8Array(12.5 * 1024 * 1024)
  expect(await code({ body: large, headers: octets }, '?name=a.pdf')).toEqual([
    413,
    'tooLarge',
    'A file may have 10 MB. This one has 12.5 MB. Put a larger one where your organisation keeps documents, and link to it.',
  ])
  const form = await byForm(place, { name: 'a.pdf', content: Buffer.from(large) })
  expect([
    form.status,
    form.text.includes('This one has 12.6 MB') || form.text.includes('This one has 12.5 MB'),
  ]).toEqual([400, true])
  expect(
    await rowsOf(app.db, sql`select from files where action_id = ${place.path.split('/')[2]}::uuid`),
  ).toHaveLength(0)
})

test('two files at once are refused with what to do, by the API and the form, and neither is kept', async () => {
  const place = await freshAction()
  const two = new FormData()
  for (const name of ['a.pdf', 'b.pdf']) two.append('file', new Blob(['%PDF-1.4 %%EOF']), name)
  const to = `${app.url}/api/v1${place.path}/files`
  const answer = await fetch(to, { method: 'POST', headers: bearer(place.owner), body: two })
  const body = (await answer.json()) as FileAnswer
  const detail = 'Several files came at once, and none is kept. Send each by itself.'
  expect([answer.status, body.errors]).toEqual([400, [{ pointer: '/file', code: 'fileNotAlone', detail }]])
  const cookie = await app.signInAs(place.owner)
  const page = await (await fetch(`${app.url + place.path}/file`, { headers: { cookie } })).text()
  two.set('_csrf', /<main[\s\S]*name="_csrf" value="([^"]*)"/.exec(page)?.[1] ?? '')
  const form = await fetch(`${app.url + place.path}/file`, { method: 'POST', headers: { cookie }, body: two })
  expect([form.status, (await form.text()).includes('Send each by itself')]).toEqual([400, true])
  const listed = (await (await fetch(to, { headers: bearer(place.owner) })).json()) as { items: unknown[] }
  expect(listed.items).toEqual([])
})

test.each([
  ['text/csv', 'a,b\n1,2\n', 'text/csv; charset=utf-8'],
  ['text/plain', 'a,b\n1,2\n', 'text/csv; charset=utf-8'],
  ['application/pdf', '%PDF-1.4 %%EOF', 'application/pdf'],
  ['application/x-www-form-urlencoded', '%PDF-1.4 %%EOF', 'application/pdf'],
  [undefined, '%PDF-1.4 %%EOF', 'application/pdf'],
])('a file is taken as itself, whatever it is said to be: %s', async (said, content, type) => {
  const { owner, path } = await freshAction()
  const answer = await fetch(`${app.url}/api/v1${path}/files?name=Figures`, {
    method: 'POST',
    headers: { ...bearer(owner), ...(said !== undefined && { 'content-type': said }) },
    body: new Uint8Array(Buffer.from(content)),
  })
  expect([answer.status, ((await answer.json()) as FileAnswer).type]).toEqual([201, type])
})

test('JSON in the place of a file is refused with what is taken there', async () => {
  const { owner, path } = await freshAction()
  const answer = await fetch(`${app.url}/api/v1${path}/files?name=a.json`, {
    method: 'POST',
    headers: { ...bearer(owner), 'content-type': 'application/json' },
    body: '{}',
  })
  const { detail } = (await answer.json()) as Told
  expect([answer.status, detail]).toEqual([
    415,
    'Send the file itself, with the content type application/octet-stream, or in the part named file of multipart/form-data.',
  ])
})

test('a plan file is read in the same characters as an upload', () => {
  for (const { content } of hostileFiles)
    expect(textIn(content)).toBe(decodeText(content)?.text ?? content.toString('utf8'))
  expect(textIn(Buffer.from('title: Pläne für 5 €', 'utf8'))).toBe('title: Pläne für 5 €')
  expect(textIn(Buffer.from('title: Pl\u00e4ne f\u00fcr 5 \u0080', 'latin1'))).toBe('title: Pläne für 5 €')
  expect(textIn(Buffer.from('\ufefftitle: Pläne', 'utf16le'))).toBe('title: Pläne')
})
