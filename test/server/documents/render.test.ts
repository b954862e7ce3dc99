import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import {
  type Rendered,
  type RenderLimits,
  type RenderRefusal,
  startRenderer,
} from '#server/documents/render.ts'
import { childrenOf, isAlive } from '#test/support/child-processes.ts'
import { assuranceReport, tableOf } from '#test/support/documents/reports.ts'
import type { Block, ReportDocument } from '#workflows/report/text/text-tree.ts'

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', `${name}.ts`)
const plain = { template: null, site: null }
const small: ReportDocument = { ...assuranceReport(), sections: assuranceReport().sections.slice(3, 4) }

/** A renderer whose first report is made by a fixture and whose others are made for real. */
function firstBy(name: string, limits: Partial<RenderLimits> = {}) {
  const faulty = startRenderer({ ...limits, program: fixture(name) })
  return faulty
}

const isMade = (outcome: Rendered | RenderRefusal): outcome is Rendered => 'word' in outcome
const running: { stop: () => Promise<void> }[] = []
const kept = <T extends { stop: () => Promise<void> }>(renderer: T): T => (running.push(renderer), renderer)
afterAll(() => Promise.all(running.map((each) => each.stop())))

describe('a report', () => {
  test('is made in a process of its own, which says how far it is', async () => {
    const steps: string[] = []
    const renderer = kept(startRenderer())
    const made = await renderer.render(assuranceReport(), {
      ...plain,
      onProgress: (step) => void steps.push(step),
    })
    if (!isMade(made)) throw new Error(made.detail)
    expect(steps).toEqual(['parsed', 'word', 'pdf'])
    expect(made.html).toContain('<h1 class="govuk-heading-l">Monthly assurance report, November 2026</h1>')
    expect(JSON.parse(made.data)).toMatchObject({ format: 'waymark-report/1' })
    expect(Object.values(made.hashes).every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true)
  })

  test('waits for the one before it, and with too many before it is refused', async () => {
    const renderer = kept(startRenderer({ mostWaiting: 1 }))
    const outcomes = await Promise.all([1, 2, 3].map(() => renderer.render(small, plain)))
    expect(outcomes.map((each) => (isMade(each) ? 'made' : each.code))).toEqual(['made', 'made', 'busy'])
  })

  test('that is too large, or whose lists have no end, is refused in words', async () => {
    const large = kept(startRenderer({ mostCharacters: 10_000 }))
    expect(await large.render(assuranceReport(), plain)).toMatchObject({
      code: 'tooLarge',
      refusal: expect.stringContaining('divide it'),
    })
    let deep: Block = { kind: 'paragraph', of: [{ kind: 'text', text: 'x' }] }
    for (let depth = 0; depth < 500; depth++) deep = { kind: 'quote', of: [deep] }
    const renderer = kept(startRenderer())
    expect(
      await renderer.render({ ...small, sections: [{ number: '1', heading: 'A', blocks: [deep] }] }, plain),
    ).toMatchObject({
      code: 'tooDeep',
      refusal: expect.stringContaining('Make them flatter'),
    })
    expect(isMade(await renderer.render(small, plain))).toBe(true)
  })
})

describe('a process that makes a report', () => {
  test('knows nothing of ours, writes no file and starts no other', async () => {
    const told = await kept(firstBy('tells')).render(small, plain)
    expect(isMade(told) && JSON.parse(told.html)).toEqual({
      environment: [],
      write: 'ERR_ACCESS_DENIED',
      start: 'ERR_ACCESS_DENIED',
    })
  })

  test.each([
    ['dies', 'failed'],
    ['garbage', 'failed'],
  ])('and %s leaves a refusal in words', async (name, code) => {
    const renderer = kept(firstBy(name))
    for (const _ of [1, 2])
      expect(await renderer.render(small, plain)).toMatchObject({
        code,
        refusal: expect.stringContaining('try again'),
      })
  })

  test('is killed at the deadline, and the next report is made', async () => {
    const late = new AbortController()
    let count = 0
    const renderer = kept(
      startRenderer({ deadline: () => (count++ === 0 ? late.signal : new AbortController().signal) }),
    )
    const first = renderer.render(assuranceReport(), { ...plain, onProgress: () => late.abort() })
    const [outcome, next] = await Promise.all([first, renderer.render(small, plain)])
    expect(outcome).toMatchObject({ code: 'deadline', refusal: expect.stringContaining('took too long') })
    expect(isMade(next)).toBe(true)
  })

  test('is stopped by whoever asked for the report', async () => {
    const asked = new AbortController()
    const outcome = await kept(firstBy('hangs')).render(small, {
      ...plain,
      signal: asked.signal,
      onProgress: () => asked.abort(),
    })
    expect(outcome).toMatchObject({ code: 'stopped' })
  })

  test('ends when it takes more memory than a report may', async () => {
    expect(await kept(startRenderer({ mostMegabytes: 60 })).render(small, plain)).toMatchObject({
      code: 'memory',
      refusal: expect.stringContaining('more memory'),
    })
    const rows = Array.from({ length: 60_000 }, (_, at) => [`row ${at}`, 'words of a row', 'more words'])
    const heavy = {
      ...small,
      sections: [{ number: '1', heading: 'A', blocks: [tableOf(null, ['a', 'b', 'c'], rows)] }],
    }
    expect(await kept(startRenderer({ mostMegabytes: 200 })).render(heavy, plain)).toMatchObject({
      code: 'memory',
    })
  })

  test('is gone once the renderer has stopped, which then makes nothing more', async () => {
    const begun = Promise.withResolvers<void>()
    const renderer = firstBy('hangs')
    const outcome = renderer.render(small, { ...plain, onProgress: () => begun.resolve() })
    await begun.promise
    await renderer.stop()
    expect(await outcome).toMatchObject({ code: 'stopped' })
    expect(await renderer.render(small, plain)).toMatchObject({ code: 'stopped' })
  })

  test.runIf(process.platform === 'linux')(
    'does not outlive a parent that is killed while it draws',
    async () => {
      const parent = spawn(process.execPath, [fixture('parent')], { stdio: ['ignore', 'pipe', 'inherit'] })
      await new Promise((resolve) => parent.stdout.once('data', resolve))
      const [child] = childrenOf(parent.pid)
      if (child === undefined) throw new Error('no process draws')
      parent.kill('SIGKILL')
      while (isAlive(child)) await new Promise((resolve) => setTimeout(resolve, 20))
      expect(isAlive(child)).toBe(false)
    },
  )
})
