import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { clockOfFolder, holdsDemonstration, keepClock, keepDemonstration } from '#server/cli/data-folder.ts'
import { runWaymark, temporaryFolder } from '#test/support/waymark.ts'

let folder: string
let remove: () => Promise<void>
beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
})
afterEach(() => remove())

const file = () => join(folder, 'demonstration.json')

describe('what a demonstration keeps in its data folder', () => {
  test('is made once, with folders that are missing, and kept with its clock for our own eyes', async () => {
    const below = join(folder, 'a/b')
    const made = await keepDemonstration(below)
    expect(await keepDemonstration(below)).toEqual(made)
    await keepClock(below, clockFrom('2031-01-06T08:00:00Z'))
    expect(await keepDemonstration(below)).toMatchObject(made)
    expect((await clockOfFolder(below)).now().toString()).toContain('2031-01-06')
    expect((await stat(join(below, 'demonstration.json'))).mode & 0o077).toBe(0)
    expect(await readdir(below)).toEqual(['demonstration.json'])
  })

  test.each([
    ['is empty, as a full disk leaves it', ''],
    ['is cut off', '{"tokenKeys":[{"id":'],
    ['holds something else', '{}'],
  ])('is called damaged, with what to do, when it %s, and left as it is', async (_, text) => {
    await writeFile(file(), text)
    await expect(keepDemonstration(folder)).rejects.toThrow(
      `${file()} is damaged. Remove it, then start the demonstration again: what was done in it stays.`,
    )
    expect(await readFile(file(), 'utf8')).toBe(text)
    expect(await holdsDemonstration(folder)).toBe(true)
  })

  test('is called damaged when a folder stands in its place', async () => {
    await mkdir(file())
    await expect(keepDemonstration(folder)).rejects.toThrow(`${file()} is damaged.`)
  })
})

describe('a data folder that cannot be had is told with what to do', () => {
  test('where a file is in the way', async () => {
    await writeFile(join(folder, 'file'), '')
    const said = await demonstrationIn(join(folder, 'file/data'))
    expect(said).toMatch(/^The data folder .*file\/data can't be used by this user \(ENOTDIR.*--data\.\n$/)
  })

  test.runIf(process.platform === 'linux')('where no folder can be made', async () => {
    const said = await demonstrationIn('/proc/waymark/data')
    expect(said).toMatch(
      /^The data folder \/proc\/waymark\/data can't be used by this user \(ENOENT.*--data\.\n$/,
    )
  })
})

async function demonstrationIn(data: string): Promise<string> {
  const { code, err } = await runWaymark(['demo', '--data', data])
  expect(code).toBe(1)
  return err
}
