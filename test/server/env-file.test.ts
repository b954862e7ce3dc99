import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keepDemonstration } from '#server/cli/data-folder.ts'
import { settingsOf } from '#server/cli/env-file.ts'
import { explain } from '#server/cli/explain.ts'
import { keysOfFolder } from '#server/cli/token.ts'
import { useDatabase } from '#test/support/database.ts'
import { exampleWith } from '#test/support/env-example.ts'
import { freePort, runWaymark, temporaryFolder } from '#test/support/waymark.ts'

const database = useDatabase()
let data: Awaited<ReturnType<typeof temporaryFolder>>
let path: string

beforeEach(async () => {
  data = await temporaryFolder()
  path = join(data.folder, '.env')
})
afterEach(() => data.remove())

describe('.env', () => {
  test.each([
    ['PORT=3001', '3001'],
    ['  export PORT = 3001  ', '3001'],
    ['PORT="3001" # of the pages', '3001'],
    ["PORT='3001'", '3001'],
    ['PORT=3001 # of the pages', '3001'],
    ['PORT=3000\nPORT=3001', '3001'],
    ['\uFEFFPORT=3001\r\n\r\n# it is free\r\n', '3001'],
    ['PORT="a # b"', 'a # b'],
    ['PORT=a=b==', 'a=b=='],
    ['PORT=', ''],
    ['#PORT=3001', undefined],
    ['', undefined],
  ])('is read as it is written: %j', async (text, port) => {
    await writeFile(path, text)
    expect(settingsOf({}, data.folder).PORT).toBe(port)
  })

  test('says what the environment leaves open, and nothing against it, even where that is empty', async () => {
    await writeFile(path, 'PORT=3001\nHOST=::1\nLOG_LEVEL=warn\n')
    expect(settingsOf({ PORT: '3002', HOST: '' }, data.folder)).toEqual({
      PORT: '3002',
      HOST: '',
      LOG_LEVEL: 'warn',
    })
  })

  test('need not be there', () => {
    expect(settingsOf({ PORT: '3002' }, data.folder)).toEqual({ PORT: '3002' })
  })

  test.each([
    ['PORT=3001\nSMTP_URL smtp://u:canary@mail', 2, /NAME=value/],
    ['PORT: 3001', 1, /NAME=value/],
    ['=canary', 1, /NAME=value/],
    ['SESSION_SECRET="canary', 1, /SESSION_SECRET begins with " and has no second one/],
    ["SESSION_SECRET='can'ary'", 1, /second ' of SESSION_SECRET/],
    ['PORT=1\n\n# a\nSMTP_URL=smtp://u:canary#y@mail', 4, /a # within the value of SMTP_URL.*%23/],
  ])(
    'is refused where a line is malformed, by file, line and what to do, and not by its words: %j',
    async (text, line, what) => {
      await writeFile(path, text)
      const refused = complaintIn(data.folder)
      expect(refused).toContain(`${path}, line ${line}: `)
      expect(refused).toMatch(what)
      expect(refused).not.toContain('canary')
    },
  )

  test('is refused in one line at the command line', async () => {
    await writeFile(path, 'PORT 3001\n')
    expect(await runWaymark(['serve'], {}, data.folder)).toEqual({
      code: 1,
      out: '',
      err: `${path}, line 1: this is no setting. Write NAME=value, or begin the line with #.\n`,
    })
  })

  test('is refused by its name and with what to do where it cannot be read', async () => {
    await mkdir(path)
    expect(() => settingsOf({}, data.folder)).toThrow(`${path} is a folder.`)
    await rm(path, { recursive: true })
    await writeFile(path, Buffer.from('PORT=3001\n', 'utf16le').fill(0xff, 0, 1))
    expect(() => settingsOf({}, data.folder)).toThrow(`${path} is not saved as UTF-8. Save it`)
  })

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'is refused where this user may not read it',
    async () => {
      await writeFile(path, 'PORT=3001\n')
      await chmod(path, 0)
      expect(() => settingsOf({}, data.folder)).toThrow(/cannot be read by this user\. Let the user/)
    },
  )

  test.each([
    ['migrate'],
    ['people'],
    ['verify'],
    ['digest', '--preview'],
    ['invite', 'ada@council.example', '--name', 'Ada Okafor'],
    ['token', '--for', 'ada@council.example'],
  ])('has the settings of %s', async (...args) => {
    const secret = 'a-secret-of-this-test-that-is-long-enough'
    const own = { DATABASE_URL: database().url, JWT_KEYS: `first:${secret}`, SESSION_SECRET: secret }
    await writeFile(path, exampleWith(own))
    expect(await runWaymark(args, {}, data.folder)).toMatchObject({ code: 0, err: '' })
  })

  test('leads to no database where the environment names another', async () => {
    await writeFile(path, `DATABASE_URL=${database().url}\n`)
    const elsewhere = { DATABASE_URL: `postgres://waymark@127.0.0.1:${await freePort()}/nowhere` }
    const { code, err } = await runWaymark(['people'], elsewhere, data.folder)
    expect(code).toBe(1)
    expect(err).toContain('The database does not answer')
  })

  test('leaves a demonstration its own keys: a token for its folder is signed with them', async () => {
    const secret = 'a-secret-of-this-test-that-is-long-enough'
    await writeFile(path, `JWT_KEYS=first:${secret}\n`)
    const kept = await keepDemonstration(join(data.folder, 'data'))
    expect(await keysOfFolder(join(data.folder, 'data'), settingsOf({}, data.folder))).toEqual(kept.tokenKeys)
  })

  test('is not read by the demonstration', async () => {
    await writeFile(path, 'DATABASE_URL=mysql://nowhere\nthis is no setting\n')
    const { code, err } = await runWaymark(['demo', '--data', data.folder], { PORT: 'eighty' }, data.folder)
    expect(code).toBe(1)
    expect(err).toBe(
      'The settings have to be mended first (.env.example explains each):\n  - PORT must be a number\n',
    )
  })
})

function complaintIn(folder: string): string {
  try {
    settingsOf({}, folder)
    return ''
  } catch (error) {
    return explain(error)
  }
}
