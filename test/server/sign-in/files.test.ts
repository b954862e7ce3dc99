import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { soundName } from '#server/features/files/file-name.ts'
import { fileKindOf } from '#server/features/files/file-type.ts'
import { signToken } from '#server/http/plugins/tokens.ts'
import { usePages } from '#test/support/pages.ts'

const { app, plan } = usePages({ given: [] })

const pdf = Buffer.from('%PDF-1.7\nwhatever')
const bearer = (personId: string) => ({ authorization: `Bearer ${signToken(app.app, personId)}` })
const address = () => `/api/v1/actions/${plan.actions['P1.S1']}/files`
const send = async (personId: string, content: Buffer, name = 'Audit.pdf') => {
  const answer = await fetch(`${app.url}${address()}?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { ...bearer(personId), 'content-type': 'application/octet-stream' },
    body: new Uint8Array(content),
  })
  return {
    status: answer.status,
    body: (await answer.json()) as { id: string; name: string; type: string; url: string; code: string },
  }
}
const zipOf = (...names: string[]) =>
  Buffer.from(`PK\u0003\u0004${names.map((name) => `....${name}....`).join('')}`, 'latin1')
const openDocument = (kind: string) =>
  Buffer.from(`PK\u0003\u0004${'.'.repeat(26)}mimetypeapplication/vnd.oasis.opendocument.${kind}PK`, 'latin1')

describe('a file as evidence', () => {
  test('is kept, and comes back as a download that no browser runs', async () => {
    const { status, body } = await send(plan.people.owner, pdf, 'Prüfung März.pdf')
    expect([status, body.name, body.type]).toEqual([201, 'Prüfung März.pdf', 'application/pdf'])
    expect(body.url).toBe(`http://127.0.0.1/files/${body.id}`)
    const cookie = await app.signInAs(plan.people.chair)
    for (const [path, headers] of [
      [`/files/${body.id}`, { cookie }],
      [`/api/v1/files/${body.id}`, bearer(plan.people.chair)],
    ] as const) {
      const answer = await fetch(app.url + path, { headers })
      expect(Buffer.from(await answer.arrayBuffer()).equals(pdf)).toBe(true)
      expect(answer.headers.get('content-disposition')).toBe(
        `attachment; filename="Pr_fung M_rz.pdf"; filename*=UTF-8''Pr%C3%BCfung%20M%C3%A4rz.pdf`,
      )
      expect(answer.headers.get('content-security-policy')).toContain('sandbox')
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.get('content-type')).toBe('application/pdf')
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
    }
  })

  test('is not there for whoever may not see its action, and not sent by whoever may not add evidence', async () => {
    const { body } = await send(plan.people.owner, pdf)
    expect(
      (await fetch(`${app.url}/api/v1/files/${body.id}`, { headers: bearer(plan.people.stranger) })).status,
    ).toBe(404)
    const cookie = await app.signInAs(plan.people.stranger)
    expect((await fetch(`${app.url}/files/${body.id}`, { headers: { cookie } })).status).toBe(404)
    expect((await fetch(`${app.url}/files/${body.id}`, { redirect: 'manual' })).headers.get('location')).toBe(
      `/sign-in?next=${encodeURIComponent(`/files/${body.id}`)}`,
    )
    expect((await send(plan.people.stranger, pdf)).status).toBe(404)
    expect((await send(plan.people.member, pdf)).status).toBe(403)
  })

  test('may have 10 MB', async () => {
    const large = Buffer.concat([pdf, Buffer.alloc(10 * 1024 * 1024 - pdf.length)])
    expect((await send(plan.people.owner, large)).status).toBe(201)
    expect((await send(plan.people.owner, Buffer.concat([large, Buffer.alloc(1)]))).status).toBe(413)
  })

  test('is sent by a form too, which leads on to the evidence with its link filled in', async () => {
    const cookie = await app.signInAs(plan.people.owner)
    const path = `/actions/${plan.actions['P1.S1']}/file`
    const page = await (await fetch(app.url + path, { headers: { cookie } })).text()
    const token = /<main[\s\S]*name="_csrf" value="([^"]*)"/.exec(page)?.[1] ?? ''
    const form = (csrf: string, file?: Blob, name = '../../etc/Audit.pdf') => {
      const body = new FormData()
      body.set('_csrf', csrf)
      if (file) body.set('file', file, name)
      return fetch(app.url + path, { method: 'POST', headers: { cookie }, body, redirect: 'manual' })
    }
    expect((await form('', new Blob([pdf]))).status).toBe(403)
    expect((await form(token)).status).toBe(400)
    const told = async (size: number, name?: string) =>
      /error-summary[\s\S]*?href="#file">([^<]*)</.exec(
        await (await form(token, new Blob([new Uint8Array(size)]), name)).text(),
      )?.[1]
    expect(await told(0, '')).toBe('Choose a file')
    expect(await told(0)).toBe('The file is empty. Choose one with something in it.')
    for (const megabytes of [10.005, 12]) {
      expect(await told(megabytes * 1024 * 1024)).toContain('A file may have 10 MB.')
    }
    expect(await (await form(token, new Blob(['<svg onload="x">'.padEnd(40, '\u0000')]))).text()).toContain(
      'It is no file of a kind that can be kept here',
    )
    const sent = await form(token, new Blob([pdf]))
    expect(sent.status).toBe(303)
    expect(sent.headers.get('location')).toMatch(/^\/actions\/[0-9a-f-]{36}\/evidence\?link=http/)
    const { host } = new URL(app.url)
    const own = `http://${host}/files/01900000-0000-7000-8000-000000000000`
    const filledIn = async (link: string) => {
      const evidence = await fetch(
        `${app.url}/actions/${plan.actions['P1.S1']}/evidence?link=${encodeURIComponent(link)}`,
        { headers: { cookie } },
      )
      return (await evidence.text()).includes(`value="${link}"`)
    }
    expect(await filledIn(own)).toBe(true)
    for (const link of [
      'https://elsewhere.example/files/01900000-0000-7000-8000-000000000000',
      `${own}?x`,
      `http://a@${host}/files/01900000-0000-7000-8000-000000000000`,
      'javascript:alert(1)',
    ]) {
      expect([link, await filledIn(link)]).toEqual([link, false])
    }
  })

  test.each<[string, Buffer, string | null]>([
    ['a PDF', pdf, 'application/pdf'],
    ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]), 'image/png'],
    ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0]), 'image/jpeg'],
    [
      'a Word document',
      zipOf('[Content_Types].xml', 'word/document.xml'),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    [
      'a workbook',
      zipOf('[Content_Types].xml', 'xl/workbook.xml'),
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    ['an OpenDocument text', openDocument('text'), 'application/vnd.oasis.opendocument.text'],
    ['a table', Buffer.from('when,what\n2026-11-01,"Ja, größer"\n'), 'text/csv; charset=utf-8'],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), null],
    [
      'a picture with a script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
      null,
    ],
    [
      'a document with macros',
      zipOf('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin'),
      null,
    ],
    ['a plain archive', zipOf('readme.txt'), null],
    ['an archive that names a document in vain', zipOf('word/document.xml'), null],
    ['a program', Buffer.from('MZ\u0090\u0000\u0003', 'latin1'), null],
    ['a program of Linux', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1]), null],
    ['a Word document of old', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), null],
    ['noise', randomBytes(400), null],
    ['nothing', Buffer.alloc(0), null],
    ['text with what terminals obey', Buffer.from('a\u001b[2J'), null],
  ])('is known by what it holds: %s', (_, content, type) => {
    const kind = fileKindOf(content)
    expect('type' in kind ? kind.type : null).toBe(type)
  })

  test.each([
    ['Audit.pdf', 'Audit.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['C:\\Users\\me\\Audit.docx', 'Audit.pdf'],
    ['Audit.exe', 'Audit.pdf'],
    ['Audit\u202efdp.exe', 'Audit fdp.pdf'],
    ['a\r\nSet-Cookie: x=y', 'a Set-Cookie x=y.pdf'],
    ['"; filename="evil.html', 'filename= evil.pdf'],
    ['....', 'evidence.pdf'],
    ['', 'evidence.pdf'],
    ['x'.repeat(300), `${'x'.repeat(100)}.pdf`],
  ])('has a name that is only a name: %j', (given, kept) => {
    expect(soundName(given, ['pdf']).name).toBe(kept)
  })
})
