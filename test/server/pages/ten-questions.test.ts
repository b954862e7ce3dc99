import { beforeAll, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { loadDemonstration } from '#db/demo/load.ts'
import { workOf } from '#db/read/work.ts'
import { memberships, plans } from '#db/schema/index.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { making } from '#server/demonstration.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { useVisits } from '#test/support/pages.ts'
import { get } from '#test/support/visitor.ts'
import { sender } from '../../emails/harness.ts'

const NOW = '2026-11-30T09:00:00.000Z'

let app: TestApp
let cookie = ''
let board = ''
let chair = ''
const { visitAs } = useVisits(() => app)
beforeAll(async () => {
  app = await startTestApp({ now: NOW })
  await loadDemonstration(app.databaseUrl, NOW, making)
  await app.db.update(plans).set({ digestsFrom: '2026-11-30' })
  await sendOnce(sender(app.db, outboxTransport(), NOW))
  const [plan] = await app.db.select().from(plans)
  const [member] = await app.db.select().from(memberships).where(eq(memberships.role, 'chair'))
  chair = member?.personId ?? ''
  cookie = await app.signInAs(chair)
  board = `/plans/${plan?.id}/board`
  return () => app.close()
}, 60_000)

const read = async (path: string) => (await get(app, path, cookie)).text

/** The part of a page to which a link leads: its section, or the page of another address. */
async function follow(from: string, words: string): Promise<string> {
  const page = await read(from)
  const links = [...page.matchAll(/<a [^>]*href="([^"]+)"[^>]*>([^<]+)/g)]
  const [, href = ''] = links.find(([, , text]) => text?.trim() === words) ?? []
  expect([words, href]).not.toEqual([words, ''])
  if (!href.startsWith('#')) return read(href.replaceAll('&amp;', '&'))
  const start = page.indexOf(`aria-labelledby="${href.slice(1)}"`)
  expect([words, start > 0]).toEqual([words, true])
  return page.slice(start, page.indexOf('</section>', start))
}

/** The number beside the words of a tile. */
async function tile(words: string): Promise<number> {
  const found = new RegExp(`>${words}</a></dt>\\s*<dd class="wm-stat__value">(\\d+)`).exec(await read(board))
  return Number(found?.[1])
}

const plain = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
const refsIn = (html: string) => [...new Set(plain(html).match(/\bP\d\.[SML]\d+\b/g))].toSorted()

test('which decisions are mine, and for how long they have waited: on the board and in My work the same', async () => {
  const { toSignOff, toEmbed, extensionsToDecide } = await workOf(app.db, chair, '2026-11-30')
  const asked = extensionsToDecide.map(({ action }) => action)
  const refs = [...toSignOff, ...toEmbed, ...asked].map(({ facts }) => facts.ref)
  expect(refs.length).toBeGreaterThan(2)
  const [decisions, mine] = [plain(await follow(board, 'Needs a decision')), plain(await read('/'))]
  for (const ref of refs)
    expect([ref, decisions.includes(ref), mine.includes(ref)]).toEqual([ref, true, true])
  const waits = (said: string) => said.match(/[Ww]aited for \d+ days?/g)?.toSorted()
  expect(waits(mine)?.length).toBeGreaterThanOrEqual(refs.length)
  expect(waits(decisions)).toEqual(waits(mine))
})

test.each([
  ['Turned red', /Was (amber|green|grey|blue)/],
  ['Green only because a date moved', /moved/],
  ['Greens unheard of for five weeks', /No update|day/],
])('%s: all of them, whose and why', async (words, why) => {
  const list = await follow(board, words)
  const refs = refsIn(list)
  expect(refs).toHaveLength(await tile(words))
  expect(refs.length).toBeGreaterThan(0)
  expect(plain(list)).toMatch(why)
  expect(list).not.toContain('…')
})

test('what is overdue, by agency and by owner, with whose move it is', async () => {
  const list = plain(await follow(board, 'Overdue, with milestones'))
  expect(list).toContain('By agency')
  expect(list).toContain('By owner')
})

test('where delivery looks good and measures do not move: the figures stand beside the verdict', async () => {
  const list = plain(await follow(board, 'Delivering, outcome not moving'))
  expect(list.match(/Ask why/g)).toHaveLength(await tile('Delivering, outcome not moving'))
  expect(list).toMatch(/\d+(\.\d+)?%? ?/)
})

test('did everybody get their email: a number, and the log', async () => {
  expect(plain(await read(board))).toMatch(/emails? (all )?went|\d+ sent|went/i)
  expect(plain(await follow(board, 'The mail log'))).toContain('Every email')
})

test('what the plan looked like at the last board', async () => {
  expect(await follow(board, 'The plan as it was then')).toContain('As it stood at the end of')
})

test('what an action was to achieve and what shows it: beside the decision, with figures and evidence', async () => {
  const { toSignOff } = await workOf(app.db, chair, '2026-11-30')
  const asked = toSignOff.find(({ facts }) => facts.measureIds.length > 0)
  const form = await read(`/actions/${asked?.facts.id}/decide`)
  expect(await read(board)).toContain(`href="/actions/${asked?.facts.id}/decide"`)
  const page = plain(form)
  expect(page).toContain(`What it is to achieve ${asked?.facts.intendedEffect}`)
  expect(page).toMatch(/It is meant to move: .*, then .*Target/)
  expect(page).toContain('What changed, says the owner')
  for (const { title } of asked?.facts.evidence ?? []) expect(page).toContain(title)
})

test('all of it on paper: the board of 57 actions on six sheets of A4', async () => {
  const page = await visitAs(chair, { width: 1440, colorScheme: 'light' })
  await page.goto(app.url + board)
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true })
  const sheets = pdf.toString('latin1').match(/\/MediaBox/g)
  expect(sheets?.length).toBeLessThanOrEqual(6)
})

test('the bars of the last boards are named by their meetings and the days on which these sat', async () => {
  const [, bars = ''] = /<ul class="wm-boards">([\s\S]*?)<\/ul>/.exec(await read(board)) ?? []
  const names = [...bars.matchAll(/<a [^>]*>(.+?)<\/a>/gs)].map(([, name = '']) =>
    name.replaceAll(/<[^>]+>/g, ''),
  )
  expect(names[0]).toBe('Sixth meeting of the Marsby Early Help Board, 16 November 2026')
  expect(names).toHaveLength(5)
})

test('each of these names is one line on a laptop, of which the day is never cut off', async () => {
  const page = await visitAs(chair, { width: 1440, colorScheme: 'light' })
  await page.goto(app.url + board)
  const lines = await page.evaluate<
    [number, boolean][]
  >(`[...document.querySelectorAll('.wm-boards li')].map((each) => {
    const [link, day] = [each.querySelector('a'), each.querySelector('.wm-boards__day')]
    return [Math.round(link.getBoundingClientRect().height), day.getBoundingClientRect().right <= each.getBoundingClientRect().right]
  })`)
  expect(lines.map(([height, whole]) => height < 24 && whole)).toEqual([true, true, true, true, true])
})
