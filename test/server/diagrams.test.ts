import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { edgesOf, mermaidOf, workflowsDocument } from '#server/features/help/diagrams.ts'
import { machines } from '#server/features/help/machines.ts'
import { useApi } from '../support/api.ts'
import { pictureOf } from '../support/draw.ts'

const root = join(import.meta.dirname, '../..')

// 'vitest run test/server/diagrams.test.ts -u' writes both anew when a machine has changed.
describe('the documentation of the workflows', () => {
  test('says what the machines say', async () => {
    await expect(workflowsDocument()).toMatchFileSnapshot(join(root, 'docs/workflows.md'))
  })

  test.each(machines.map((machine) => [machine.noun, machine] as const))(
    'has a current picture of a %s',
    async (noun, machine) => {
      await expect(await pictureOf(machine)).toMatchFileSnapshot(
        join(root, `server/public/workflows/${noun}.svg`),
      )
    },
  )

  test('shows every state and every event of every machine, with who may do it', () => {
    expect(machines.map(({ noun }) => noun)).toEqual([
      'plan',
      'priority',
      'action',
      'milestone',
      'extension',
      'blocker',
      'meeting',
      'decision',
      'inspection',
      'report',
      'section',
      'template',
      'import',
    ])
    for (const machine of machines) {
      const edges = edgesOf(machine)
      const reached = new Set(edges.map(({ to }) => to))
      expect({ noun: machine.noun, reached: [...reached].toSorted() }).toEqual({
        noun: machine.noun,
        reached: machine.states.toSorted(),
      })
      for (const { event, who, ways } of machine.steps) {
        expect({ event, who: who.length > 0, ways: ways.length > 0 }).toEqual({
          event,
          who: true,
          ways: true,
        })
        expect(mermaidOf(machine)).toContain(event)
      }
    }
  })
})

describe('the page on workflows', () => {
  const api = useApi('2026-11-23T10:00:00Z')

  test('is open to all, and shows each machine as a picture and in words', async () => {
    const answer = await fetch(`${api().app.url}/help/workflows`)
    const page = await answer.text()
    expect(answer.status).toBe(200)
    for (const { noun, steps } of machines) {
      const picture = await readFile(join(root, `server/public/workflows/${noun}.svg`), 'utf8')
      expect(page).toContain(picture.trim())
      for (const { event } of steps) expect(page).toContain(event)
    }
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(ids).toHaveLength(new Set(ids).size)
    expect(page).not.toMatch(/ style="/)
  })
})
