import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { connect } from '#db/connection/connect.ts'
import { eq } from '#db/connection/drizzle.ts'
import { joinEmbedded } from '#db/embedded/embedded.ts'
import { deliveries } from '#db/schema/index.ts'
import { sharedBrowser } from '../support/browser.ts'
import { press } from '../support/press.ts'
import {
  freePort,
  launch,
  pause,
  type RunningDemo,
  runWaymark,
  startDemo,
  temporaryFolder,
} from '../support/waymark.ts'

const monday = '2026-11-30'
const root = join(import.meta.dirname, '../..')
const planFile = join(root, 'docs/plan-file.example.yaml')
let data: Awaited<ReturnType<typeof temporaryFolder>>
let demo: RunningDemo

beforeAll(async () => {
  data = await temporaryFolder()
  demo = await startDemo(['--data', data.folder, '--now', `${monday}T07:59:57Z`])
})

afterAll(async () => {
  await demo.end('SIGTERM')
  await data.remove()
})

const waymark = (...args: string[]) => runWaymark([...args, '--data', data.folder])

/** The digests of the week in the ledger of the running demonstration: how many are in which state. */
async function digests(): Promise<Record<string, number>> {
  const embedded = await joinEmbedded({ folder: data.folder })
  const { db, close } = connect(embedded.url, { max: 1 })
  const rows = await db
    .select({ state: deliveries.state })
    .from(deliveries)
    .where(eq(deliveries.week, monday))
  await close()
  await embedded.stop()
  return Object.fromEntries(
    [...Map.groupBy(rows, ({ state }) => state)].map(([state, all]) => [state, all.length]),
  )
}

async function settledDigests(): Promise<Record<string, number>> {
  for (let tries = 0; tries < 200; tries++) {
    const states = await digests()
    if (states.sent && !states.queued && !states.sending && !states.handedOff) return states
    await pause(150)
  }
  return digests()
}

describe('the demonstration, as somebody would start it', () => {
  test('a Monday arrives: each owner has one digest, and still one each after kill -9 and a second start', async () => {
    const first = await settledDigests()
    expect(first.sent).toBeGreaterThanOrEqual(3)
    expect(first.nothingDue).toBeGreaterThanOrEqual(1)
    await demo.end('SIGKILL')
    demo = await startDemo(['--data', data.folder, '--now', `${monday}T08:00:30Z`])
    await pause(1_000)
    expect(await settledDigests()).toEqual(first)
  })

  test('a second one beside it is refused clearly, and the first goes on', async () => {
    const second = await waymark('demo', '--port', String(await freePort()))
    expect([second.code, second.err]).toEqual([1, expect.stringContaining('already running')])
    expect((await fetch(`${demo.url}/healthz`)).status).toBe(200)
  })

  test('the command line joins it: people, a token that works, a preview, a verified history', async () => {
    const people = JSON.parse((await waymark('people', '--json')).out) as {
      email: string
      owns: number
      memberships: { role: string }[]
    }[]
    const chair = people.find(({ memberships }) => memberships.some(({ role }) => role === 'chair'))
    const token = await waymark('token', '--for', chair?.email ?? '')
    expect(token.out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)
    const me = await fetch(`${demo.url}/api/v1/me`, {
      headers: { authorization: `Bearer ${token.out.trim()}` },
    })
    expect([me.status, ((await me.json()) as { email: string }).email]).toEqual([200, chair?.email])
    const preview = await waymark('digest', '--preview', '--week', monday, '--now', `${monday}T09:00:00Z`)
    expect([preview.code, preview.out]).toEqual([0, expect.stringMatching(/overdue/i)])
    const next = await waymark('digest', '--preview')
    expect(next.out).toMatch(/\n[1-9]\d* emails would go in the week of 7 December 2026\.\n$/)
    const verified = await waymark('verify')
    expect([verified.code, verified.out]).toEqual([0, expect.stringContaining('All is well')])
  })

  test('its plan is taken in on a laptop within two screens and its timeline in less than three, and prints on two sheets', async () => {
    const context = await (await sharedBrowser()).newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    await page.goto(`${demo.url}/sign-in`)
    await press(page, page.getByRole('button', { name: /Helen Osei/ }))
    await page.goto(`${demo.url}/plans`)
    const plan = (await page.locator('main .wm-plan a').first().getAttribute('href')) ?? ''
    const size = async (path: string) => {
      await page.goto(demo.url + plan + path)
      return page.evaluate<{ width: number; height: number }>(
        '({ width: document.documentElement.scrollWidth, height: document.documentElement.scrollHeight })',
      )
    }
    const timeline = await size('/timeline')
    expect(timeline.width).toBe(1440)
    expect(timeline.height).toBeLessThan(2_400)
    const onAPage = await size('')
    expect(onAPage.width).toBe(1440)
    expect(onAPage.height).toBeLessThan(1_850)
    const pdf = await page.pdf({ format: 'A3', landscape: true })
    expect(pdf.toString('latin1').match(/\/MediaBox/g)?.length).toBeLessThanOrEqual(2)
    await context.close()
  })

  test('an import reports its doubts and loads a draft', async () => {
    const checked = await waymark('import', planFile, '--check')
    expect([checked.code, checked.out]).toEqual([0, expect.stringContaining('Nothing was written')])
    const loaded = await waymark('import', planFile, '--plan', 'An imported plan')
    expect([loaded.code, loaded.out]).toEqual([0, expect.stringContaining('Loaded as a draft')])
  })

  test('whoever reads only the beginning of what a command prints sees no fault', async () => {
    const child = launch(['import', planFile, '--check', '--data', data.folder])
    let err = ''
    child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()))
    child.stdout?.destroy()
    const code = await new Promise((resolve) => child.once('close', resolve))
    expect([code, err]).toEqual([0, ''])
  })

  test.each([
    [['token', '--for', 'nobody@nowhere.example'], 'Nobody here has the address'],
    [['import', 'no-such-file.yaml'], 'There is no file'],
    [['digest', '--preview', '--week', 'soon'], '--week takes a day'],
    [['demo', '--now', 'tomorrow'], '--now takes a moment'],
  ])('%j fails with one clear line', async (args, line) => {
    const { code, err } = await waymark(...args)
    expect([code, err]).toEqual([1, expect.stringContaining(line)])
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  test('a port that is taken is told with the number, and with the command that takes another', async () => {
    const other = await temporaryFolder()
    const { port } = new URL(demo.url)
    const { code, err } = await runWaymark(['demo', '--data', other.folder, '--port', port])
    await other.remove()
    const next = Number(port) + 1
    expect([code, err]).toEqual([
      1,
      `Port ${port} is taken by another program. Stop that program, or take another port: npm run demo -- --port ${next}\n`,
    ])
  })

  test('the server of production does not start without its settings, and names them', async () => {
    const { code, err } = await waymark('serve')
    expect([code, err]).toEqual([1, expect.stringContaining('SESSION_SECRET is not set')])
  })

  test('one press of Ctrl+C, which comes from the terminal and from npm, stops it in good order', async () => {
    const ended = new Promise((resolve) => demo.process.once('exit', (...how) => resolve(how)))
    demo.process.kill('SIGINT')
    await pause(20)
    demo.process.kill('SIGINT')
    expect(await ended).toEqual([0, null])
  })

  test.each(['while it still starts', 'once it answers'])(
    'it stops in good order when the launcher that started it is killed outright %s',
    async (moment) => {
      // A first start is the longer one to break into. To answer, a later one will do.
      const own = moment === 'once it answers' ? data : await temporaryFolder()
      await demo.end('SIGTERM')
      const port = String(await freePort())
      const args = [
        join(root, 'server/launch'),
        'server/main.ts',
        'demo',
        '--data',
        own.folder,
        '--port',
        port,
      ]
      const launcher = spawn(process.execPath, args, { cwd: root, stdio: 'ignore' })
      const ended = new Promise((resolve) => launcher.once('exit', resolve))
      const answers = async () =>
        (await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null))?.ok ?? false
      // Others may hold the folder again only when the process and its database server have ended.
      const holds = () => existsSync(join(own.folder, 'postgres-18/postmaster.pid'))
      await vi.waitUntil(moment === 'once it answers' ? answers : holds, { timeout: 120_000, interval: 20 })
      launcher.kill('SIGKILL')
      await ended
      await vi.waitUntil(async () => !holds(), { timeout: 60_000, interval: 100 })
      expect(await answers()).toBe(false)
      if (own !== data) await own.remove()
    },
  )
})
