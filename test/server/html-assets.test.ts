import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assetsPlugin } from '#server/http/plugins/assets.ts'
import { assets } from '#server/ui/html/assets.ts'
import { deriveCss } from '#server/ui/html/derive-css.ts'

const css = assets.files.get(assets.cssPath)?.body ?? ''
const planCss = assets.files.get(assets.planCssPath)?.body ?? ''

describe('the stylesheet', () => {
  test('names no typeface, address or crown that is not ours to use', () => {
    expect(css).not.toMatch(/GDS Transport|@font-face|@import|url\(|https?:|crown/i)
  })

  test('is small enough for a phone on a slow line', () => {
    expect(gzipSync(css, { level: 9 }).byteLength).toBeLessThan(16_000)
    // What a wide page of a plan needs beyond it.
    expect(gzipSync(planCss, { level: 9 }).byteLength).toBeLessThan(5_000)
  })

  test('takes every colour of the library from a token that we define', () => {
    const used = new Set(
      [...(css + planCss).matchAll(/var\((--(?:wm|govuk)-[a-z-]+)/g)].map(([, name]) => name),
    )
    const defined = new Set([...css.matchAll(/(--(?:wm|govuk)-[a-z-]+):/g)].map(([, name]) => name))
    expect([...used].filter((name) => !defined.has(name))).toEqual([])
  })

  test('holds whole rules only', () => {
    expect(css.split('{').length).toBe(css.split('}').length)
    expect(planCss.split('{').length).toBe(planCss.split('}').length)
    expect(css + planCss).not.toMatch(/\{\}|\{,|,\{/)
  })

  test('keeps the components that the pages use', () => {
    for (const name of [
      'button',
      'input',
      'radios__input',
      'error-summary',
      'summary-list',
      'table',
      'tag',
      'visually-hidden',
    ]) {
      expect(css).toContain(`.govuk-${name}`)
    }
  })
})

describe('deriving the base stylesheet', () => {
  test('drops a selector of an unused component and keeps its neighbours', () => {
    expect(deriveCss('.govuk-footer,.govuk-link{margin:0}.govuk-footer{padding:0}')).toBe(
      '.govuk-link{margin:0}',
    )
  })

  test('drops a group that has become empty', () => {
    expect(deriveCss('@media print{.govuk-header{margin:0}}.govuk-body{margin:0}')).toBe(
      '.govuk-body{margin:0}',
    )
  })

  test('does not cut a selector at a comma inside brackets', () => {
    expect(deriveCss('.govuk-link:not(.a,.govuk-footer__x){margin:0}')).not.toContain(',')
    expect(deriveCss('.govuk-link:not(.a,.b){margin:0}')).toBe('.govuk-link:not(.a,.b){margin:0}')
  })

  test('fails at a colour that has no token, rather than be unreadable in the dark', () => {
    expect(() => deriveCss('.govuk-link{color:#123456}')).toThrow('#123456')
  })
})

describe('the files of the pages', () => {
  const app = Fastify()
  beforeAll(() => app.register(assetsPlugin))
  afterAll(() => app.close())
  const get = (url: string, encoding?: string) =>
    app.inject({ url, headers: encoding ? { 'accept-encoding': encoding } : {} })

  test('may be kept for ever, as their address changes with their content', async () => {
    expect(assets.cssPath).toMatch(/^\/assets\/waymark\.[0-9a-f]{12}\.css$/)
    for (const [path, { type }] of assets.files) {
      const reply = await get(path)
      expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, type])
      expect(reply.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    }
  })

  test('come compressed to those who can read it, and are the same inside', async () => {
    const [br, gzip, plain, refused] = await Promise.all([
      get(assets.cssPath, 'gzip, deflate, br'),
      get(assets.cssPath, 'gzip;q=0.8'),
      get(assets.cssPath),
      get(assets.cssPath, 'br;q=0, identity'),
    ])
    expect([br, gzip, plain, refused].map(({ headers }) => headers['content-encoding'])).toEqual([
      'br',
      'gzip',
      undefined,
      undefined,
    ])
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(css)
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(css)
    expect(plain.body).toBe(css)
    expect(br.headers.vary).toBe('accept-encoding')
  })

  test('are no others than ours', async () => {
    expect((await get('/assets/../package.json')).statusCode).toBe(404)
    expect((await get('/assets/waymark.css')).statusCode).toBe(404)
  })
})
