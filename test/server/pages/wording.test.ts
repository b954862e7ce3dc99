import { beforeAll, expect, test } from 'vitest'
import { useApi } from '#test/support/api.ts'
import { givenHostilePlan, type HostilePlan } from '#test/support/hostile-plan.ts'
import { addressOf, pageRoutes, viewers } from '#test/support/page-table.ts'
import { get } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z', { demonstration: true })
let plan: HostilePlan

beforeAll(async () => {
  plan = await givenHostilePlan(api())
})

const one = 'day|time|action|person|email|piece|decision|milestone|request|measure|meeting|month'
const many = one.replaceAll('|', 's|').replace('persons', 'people')

/** What no sentence of ours says, with what it was once said for. */
const odd: [name: string, pattern: RegExp][] = [
  ['a plural of one', new RegExp(`\\b1 (${many}s)\\b`)],
  ['a singular of several', new RegExp(`\\b(0|[2-9]|\\d*[\\d,]\\d) (${one})\\b(?![-’'])`)],
  ['a colon after a colon', /\b[A-Z][a-z ]{1,40}: [A-Z][a-z ]{1,40}: [a-z]/],
  ['a word said twice', /\b([a-z]{2,}) \1\b/],
  ['once or twice in figures', /\b[12] times\b/],
  ['nobody named', /\b([Ww]hoever|[Ss]omebody who|None named)\b/],
]

/** The lines of the main part of a page, as they are read: what stands in a block of its own is a line. */
function linesOf(page: string): string[] {
  return page
    .slice(page.indexOf('<main'))
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/\s+/g, ' ')
    .replace(
      /<\/?(p|div|li|h\d|tr|t[dh]|dt|dd|section|ul|ol|dl|button|label|legend|option|pre|span)\b[^>]*>/g,
      '\n',
    )
    .replace(/<[^>]*>/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}

test('every page is plain English: its numbers have their nouns, and no words trip over each other', async () => {
  const found = new Set<string>()
  for (const who of viewers) {
    const cookie = await api().app.signInAs(who === 'viewer' ? plan.viewer : plan.people[who])
    for (const page of [
      ...pageRoutes(api().app.app).map((each) => addressOf(each, plan).address),
      ...plan.more,
    ]) {
      const { text } = await get(api().app, page, cookie)
      for (const line of linesOf(text))
        for (const [name, pattern] of odd) if (pattern.test(line)) found.add(`${name}: ${line}`)
    }
  }
  expect([...found]).toEqual([])
})
