import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settingsOf } from '#server/cli/env-file.ts'
import { productionConfig } from '#server/config.ts'
import { settingsSchema } from '#server/settings.ts'
import { exampleLines, exampleText, exampleWith } from '#test/support/env-example.ts'
import { runWaymark, temporaryFolder } from '#test/support/waymark.ts'

const secret = 'a-secret-of-this-test-that-is-long-enough'
const own = { JWT_KEYS: `first:${secret}`, SESSION_SECRET: secret }
const toChange = exampleLines.filter(({ change }) => change !== null).map(({ name }) => name)
const everyLine = Object.fromEntries(
  exampleLines.map(({ name, usable }) => [name, usable.slice(name.length + 1)]),
)
let data: Awaited<ReturnType<typeof temporaryFolder>>

beforeAll(async () => {
  data = await temporaryFolder()
})
afterAll(() => data?.remove())

/** What a file of settings comes to, in an environment without any. */
async function settingsIn(text: string): Promise<NodeJS.ProcessEnv> {
  await writeFile(join(data.folder, '.env'), text)
  return settingsOf({}, data.folder)
}

describe('.env.example', () => {
  test('explains every setting in the words of the code, and no other', () => {
    const known = Object.entries(settingsSchema.shape).map(([name, { description }]) => [name, description])
    expect(exampleLines.map(({ name, purpose }) => [name, purpose])).toEqual(known)
    const written = [...exampleText.matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name]) => name)
    expect(written).toEqual(known.map(([name]) => name))
  })

  test("says 'Change this' above exactly the settings that have no default, and sets them all", async () => {
    const missing = await settingsIn('').then(complaintOf)
    expect([...missing.matchAll(/([A-Z_]+) is not set/g)].map(([, name]) => name)).toEqual(toChange)
    expect(
      exampleLines.filter(({ name }) => toChange.includes(name)).map(({ written }) => written[0]),
    ).not.toContain('#')
  })

  test('is refused as it stands for its example secrets alone', async () => {
    expect(
      complaintOf(await settingsIn(exampleText))
        .split('\n')
        .slice(1),
    ).toEqual([
      '  - SESSION_SECRET and JWT_KEYS must not be the examples; make your own with: openssl rand -base64 48',
    ])
  })

  test.each(exampleLines.filter(({ name }) => !(name in own)))(
    'has a line $name that is taken as it stands, its comment sign taken away',
    async ({ name, usable }) => {
      // A single sign-on is set up whole or not at all.
      const together = name.startsWith('OIDC_')
        ? exampleLines.filter((line) => line.name.startsWith('OIDC_')).map((line) => line.usable)
        : [usable]
      const settings = await settingsIn(`${exampleWith(own)}\n${together.join('\n')}\n`)
      expect(settings[name]).toBe(usable.slice(name.length + 1).replaceAll('"', ''))
      expect(() => productionConfig(settings)).not.toThrow()
    },
  )

  test('is taken with every one of its lines at once, and each of them counts', async () => {
    const settings = await settingsIn(exampleWith({ ...everyLine, ...own }))
    expect(Object.keys(settings).toSorted()).toEqual(Object.keys(settingsSchema.shape).toSorted())
    const config = productionConfig(settings)
    expect(config).toMatchObject({
      databaseUrl: 'postgres://waymark:password@localhost:5432/waymark',
      mailFrom: 'Waymark <waymark@council.example>',
      singleSignOn: { clientId: 'waymark', name: 'your work account', strong: ['mfa', 'phr', 'phrh'] },
      trustedProxies: ['10.0.0.1'],
      metricsPort: 9464,
    })
  })

  test.skipIf(process.platform === 'win32')('says the same to a shell as to Waymark', async () => {
    const settings = await settingsIn(exampleWith(everyLine))
    const script = `set -a; . '${join(data.folder, '.env')}'; exec env`
    const said = execFileSync('/bin/sh', ['-c', script], { env: {}, encoding: 'utf8' }).split('\n')
    expect(said).toEqual(expect.arrayContaining(Object.entries(settings).map((pair) => pair.join('='))))
  })

  test('is what a person is led to when there are no settings', async () => {
    const { code, err } = await runWaymark(['serve', '--data', data.folder])
    expect(code).toBe(1)
    expect(err).toContain('in .env or in the environment (.env.example explains each)')
  })
})

function complaintOf(settings: NodeJS.ProcessEnv): string {
  try {
    productionConfig(settings)
    return ''
  } catch (error) {
    return String(error)
  }
}
