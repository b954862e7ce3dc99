import { describe, expect, test } from 'vitest'
import { ConfigError, demonstrationConfig, productionConfig } from '#server/config.ts'

const secret = 'a-secret-that-is-long-enough-to-be-one'
const complete = {
  PUBLIC_URL: 'https://waymark.council.example/',
  SMTP_URL: 'smtp://user:password@mail.council.example:587',
  MAIL_FROM: 'Waymark <waymark@council.example>',
  JWT_KEYS: `first:${secret},second:${secret}`,
  SESSION_SECRET: secret,
}

describe('the settings of production', () => {
  test('are taken when they are all there', () => {
    const config = productionConfig(complete)
    expect(config.publicUrl).toBe('https://waymark.council.example')
    expect(config.tokenKeys.map(({ id }) => id)).toEqual(['first', 'second'])
    expect(config.databaseUrl).toBeNull()
  })

  test.each(Object.keys(complete))('name %s when it is missing', (name) => {
    const { [name as keyof typeof complete]: _, ...rest } = complete
    expect(() => productionConfig(rest)).toThrow(new RegExp(`${name} is not set`))
  })

  test.each([
    ['PUBLIC_URL', 'http://waymark.council.example', /https/],
    ['SESSION_SECRET', 'short', /32 characters/],
    ['JWT_KEYS', 'first:short', /32 characters/],
    ['JWT_KEYS', `first:change-me-${secret}`, /must not be the examples/],
    ['PORT', 'eighty', /PORT must be a number/],
    ['DATABASE_URL', 'mysql://localhost/x', /postgres/],
    ['SMTP_URL', 'mail.council.example', /smtp/],
    ['LOG_LEVEL', 'loud', /one of/],
  ])('are refused where %s is %s', (name, value, complaint) => {
    expect(() => productionConfig({ ...complete, [name]: value })).toThrow(complaint)
  })

  test('require strong sign-in only at an address with a name, which passkeys belong to', () => {
    const required = { ...complete, REQUIRE_STRONG_SIGN_IN: 'yes' }
    expect(productionConfig(complete).requireStrongSignIn).toBe(false)
    expect(productionConfig(required).requireStrongSignIn).toBe(true)
    expect(() => productionConfig({ ...required, PUBLIC_URL: 'https://10.0.0.1' })).toThrow(
      /a name and not a number/,
    )
    expect(() => productionConfig({ ...required, REQUIRE_STRONG_SIGN_IN: 'maybe' })).toThrow(/yes or no/)
  })

  test.each([
    [{}, { idleDays: 14, absoluteDays: 60 }],
    [{ REQUIRE_STRONG_SIGN_IN: 'yes' }, { idleDays: 7, absoluteDays: 30 }],
    [{ SESSION_IDLE_DAYS: '3' }, { idleDays: 3, absoluteDays: 60 }],
    [{ SESSION_IDLE_DAYS: '90' }, { idleDays: 90, absoluteDays: 90 }],
    [{ SESSION_DAYS: '10' }, { idleDays: 10, absoluteDays: 10 }],
  ])('say how long a browser stays signed in: %o', (set, life) => {
    expect(productionConfig({ ...complete, ...set }).sessionLife).toEqual(life)
  })

  test.each([
    [{}, false],
    [{ ANSWERS_BY_LINK: 'yes' }, true],
    [{ ANSWERS_BY_LINK: 'yes', REQUIRE_STRONG_SIGN_IN: 'yes' }, false],
  ])(
    'take answers by the link in an email only where told, and never beside strong sign-in: %o',
    (set, taken) => {
      expect(productionConfig({ ...complete, ...set }).answersByLink).toBe(taken)
    },
  )

  test('end no unused session later than any session', () => {
    const set = { SESSION_IDLE_DAYS: '30', SESSION_DAYS: '20' }
    expect(() => productionConfig({ ...complete, ...set })).toThrow(/SESSION_IDLE_DAYS must not be more/)
    expect(() => productionConfig({ ...complete, SESSION_DAYS: '0' })).toThrow(/1 to 180/)
  })

  test('are all complained of at once', () => {
    expect(() => productionConfig({})).toThrow(ConfigError)
    expect(() => productionConfig({})).toThrow(/PUBLIC_URL[\s\S]*SMTP_URL[\s\S]*SESSION_SECRET/)
  })
})

describe('the settings of the demonstration', () => {
  test('need nothing', () => {
    const config = demonstrationConfig({}, { tokenKeys: [{ id: 'a', secret }], sessionSecret: secret })
    expect(config.publicUrl).toBe('http://localhost:3000')
    expect(config.smtpUrl).toBeNull()
  })
})
