import { z } from 'zod'
import { type SessionLife, strongSessionLife, usualSessionLife } from '#db/read/sessions.ts'
import type { SingleSignOnSettings } from './features/sign-in/single-sign-on.ts'

/** IPv4 and IPv6 addresses and networks, a comma between them. */
const proxyList = /^\s*[0-9a-f.:]+(?:\/\d{1,3})?(?:\s*,\s*[0-9a-f.:]+(?:\/\d{1,3})?)*\s*$/i

/** What a setting must look like, and what it is for. `.env.example` is checked against these. */
export const settingsSchema = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' })
    .optional()
    .describe('PostgreSQL 15 or later. Unset: an embedded PostgreSQL in the data folder.'),
  PORT: port().default(3000).describe('Port of the pages and the API.'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on; 0.0.0.0 for all.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an https:// address' })
    .optional()
    .describe('Address by which people reach Waymark: links in emails begin with it.'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address' })
    .optional()
    .describe(
      'Mail server, with user and password in the address. Unset in the demonstration: emails stay on the Outbox page.',
    ),
  MAIL_FROM: z
    .string()
    .min(3)
    .optional()
    .describe('Sender of the emails, such as: Waymark <waymark@council.example>'),
  JWT_KEYS: z
    .string()
    .optional()
    .describe('Keys that sign access tokens: id:secret, comma between them. The first signs, all verify.'),
  SESSION_SECRET: z
    .string()
    .optional()
    .describe('Secret that protects forms and sessions; 32 characters or more.'),
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: 'must be an https:// address' })
    .optional()
    .describe(
      'Single sign-on by OpenID Connect: address of the issuer. Unset: people sign in with codes by email.',
    ),
  OIDC_CLIENT_ID: z.string().optional().describe('Id under which Waymark is registered with the issuer.'),
  OIDC_CLIENT_SECRET: z.string().optional().describe('Secret of that registration.'),
  OIDC_NAME: z
    .string()
    .max(60, 'must be at most 60 characters')
    .default('your work account')
    .describe('What people call the single sign-on: Sign in with …'),
  OIDC_STRONG: z
    .string()
    .default('mfa,phr,phrh')
    .describe(
      'What the issuer says in amr or acr when it asked for more than one factor, comma between them. Other sign-ins are not strong.',
    ),
  REQUIRE_STRONG_SIGN_IN: z
    .enum(['yes', 'no'], { error: 'must be yes or no' })
    .default('no')
    .describe(
      'yes: a code by email is not enough; people add a passkey, or come by a single sign-on that asked for more than one factor.',
    ),
  SESSION_IDLE_DAYS: days()
    .optional()
    .describe('Days after which an unused session ends: 14, or 7 where strong sign-in is required.'),
  SESSION_DAYS: days()
    .optional()
    .describe('Days after which any session ends: 60, or 30 where strong sign-in is required.'),
  TRUSTED_PROXIES: z
    .string()
    .regex(proxyList, 'must be network addresses such as 10.0.0.1 or 10.0.0.0/8 with commas between them')
    .optional()
    .describe(
      'Addresses of the proxies in front of Waymark, comma between them: only they may say whom they ask for.',
    ),
  METRICS_PORT: port()
    .optional()
    .describe('Port of the figures for Prometheus, at /metrics. Unset: there are none.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info')
    .describe('How much is logged.'),
})

export type TokenKey = { id: string; secret: string }

export type Config = {
  databaseUrl: string | null
  port: number
  host: string
  publicUrl: string
  smtpUrl: string | null
  mailFrom: string
  tokenKeys: TokenKey[]
  sessionSecret: string
  trustedProxies: string[]
  requireStrongSignIn: boolean
  sessionLife: SessionLife
  singleSignOn: SingleSignOnSettings | null
  metricsPort: number | null
  logLevel: string
}

/** Settings that are missing, malformed or not safe enough, each with what to do about it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/**
 * The settings of a production server. It has no default for a secret, and refuses what is not safe.
 * @throws ConfigError naming every setting that has to be mended
 */
export function productionConfig(environment: NodeJS.ProcessEnv): Config {
  const settings = parse(environment)
  const problems = [
    ...required(settings, ['PUBLIC_URL', 'SMTP_URL', 'MAIL_FROM', 'JWT_KEYS', 'SESSION_SECRET']),
    ...insecure(settings),
    ...incomplete(settings),
    ...contradictory(settings),
  ]
  if (problems.length > 0) throw new ConfigError(report(problems))
  return {
    databaseUrl: settings.DATABASE_URL ?? null,
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: trimSlash(settings.PUBLIC_URL ?? ''),
    smtpUrl: settings.SMTP_URL ?? null,
    mailFrom: settings.MAIL_FROM ?? '',
    tokenKeys: tokenKeys(settings.JWT_KEYS ?? ''),
    sessionSecret: settings.SESSION_SECRET ?? '',
    trustedProxies: listed(settings.TRUSTED_PROXIES),
    requireStrongSignIn: settings.REQUIRE_STRONG_SIGN_IN === 'yes',
    sessionLife: sessionLifeOf(settings),
    singleSignOn: singleSignOnOf(settings),
    metricsPort: settings.METRICS_PORT ?? null,
    logLevel: settings.LOG_LEVEL,
  }
}

/**
 * The settings of the demonstration: nothing has to be set, and its secrets are those of its data folder.
 * @throws ConfigError when a setting that is there is malformed
 */
export function demonstrationConfig(
  environment: NodeJS.ProcessEnv,
  kept: { tokenKeys: TokenKey[]; sessionSecret: string },
): Config {
  const settings = parse(environment)
  return {
    databaseUrl: settings.DATABASE_URL ?? null,
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: trimSlash(settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`),
    smtpUrl: settings.SMTP_URL ?? null,
    mailFrom: settings.MAIL_FROM ?? 'Waymark <waymark@demonstration.example>',
    tokenKeys: kept.tokenKeys,
    sessionSecret: kept.sessionSecret,
    trustedProxies: listed(settings.TRUSTED_PROXIES),
    requireStrongSignIn: settings.REQUIRE_STRONG_SIGN_IN === 'yes',
    sessionLife: sessionLifeOf(settings),
    singleSignOn: null,
    metricsPort: settings.METRICS_PORT ?? null,
    logLevel: environment.LOG_LEVEL ? settings.LOG_LEVEL : 'warn',
  }
}

/** How long a browser stays signed in: shorter where a code by email is not enough. */
function sessionLifeOf({
  SESSION_IDLE_DAYS,
  SESSION_DAYS,
  REQUIRE_STRONG_SIGN_IN: strong,
}: Settings): SessionLife {
  const { idleDays, absoluteDays } = strong === 'yes' ? strongSessionLife : usualSessionLife
  const absolute = SESSION_DAYS ?? Math.max(absoluteDays, SESSION_IDLE_DAYS ?? 0)
  return { idleDays: SESSION_IDLE_DAYS ?? Math.min(idleDays, absolute), absoluteDays: absolute }
}

/** Where the database is, for commands that need nothing else. */
export function databaseUrlOf(environment: NodeJS.ProcessEnv): string | null {
  return parse({ DATABASE_URL: environment.DATABASE_URL }).DATABASE_URL ?? null
}

type Settings = z.infer<typeof settingsSchema>

function parse(environment: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const result = settingsSchema.safeParse(given)
  if (result.success) return result.data
  throw new ConfigError(
    report(result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)),
  )
}

function required(settings: Settings, names: (keyof Settings)[]): string[] {
  return names.filter((name) => settings[name] === undefined).map((name) => `${name} is not set`)
}

const local = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/

function insecure(settings: Settings): string[] {
  const { PUBLIC_URL: url, SESSION_SECRET: secret, JWT_KEYS: keys } = settings
  return [
    ...(url && !url.startsWith('https:') && !local.test(url)
      ? ['PUBLIC_URL must begin with https://, or passwords and sessions could be read on the way']
      : []),
    ...(url && settings.REQUIRE_STRONG_SIGN_IN === 'yes' && /^[\d.]+$|^\[/.test(new URL(url).hostname)
      ? [
          'PUBLIC_URL must have a name and not a number where REQUIRE_STRONG_SIGN_IN is yes: passkeys belong to a name',
        ]
      : []),
    ...(secret !== undefined && secret.length < 32 ? ['SESSION_SECRET must have 32 characters or more'] : []),
    ...(keys !== undefined && tokenKeys(keys).some(({ id, secret: key }) => id === '' || key.length < 32)
      ? ['JWT_KEYS must be id:secret pairs with secrets of 32 characters or more']
      : []),
    ...([secret, keys].some((value) => value?.includes('change-me'))
      ? ['SESSION_SECRET and JWT_KEYS must not be the examples; make your own with: openssl rand -base64 48']
      : []),
  ]
}

/** Single sign-on is set up whole or not at all. */
function incomplete(settings: Settings): string[] {
  const names = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const
  const given = names.filter((name) => settings[name] !== undefined)
  const { OIDC_ISSUER: issuer } = settings
  return [
    ...(given.length > 0 ? required(settings, [...names]) : []),
    ...(issuer?.startsWith('http:') && !local.test(issuer)
      ? ['OIDC_ISSUER must begin with https://, or anybody on the way could say who signs in']
      : []),
  ]
}

function contradictory({ SESSION_IDLE_DAYS: idle, SESSION_DAYS: all }: Settings): string[] {
  if (idle === undefined || all === undefined || idle <= all) return []
  return ['SESSION_IDLE_DAYS must not be more than SESSION_DAYS']
}

function singleSignOnOf({ OIDC_ISSUER: issuer, ...settings }: Settings): SingleSignOnSettings | null {
  const { OIDC_CLIENT_ID: clientId = '', OIDC_CLIENT_SECRET: clientSecret = '', OIDC_NAME: name } = settings
  const strong = listed(settings.OIDC_STRONG)
  return issuer === undefined ? null : { issuer, clientId, clientSecret, name, strong }
}

function tokenKeys(text: string): TokenKey[] {
  return text.split(',').map((pair) => {
    const [id = '', ...rest] = pair.trim().split(':')
    return { id, secret: rest.join(':') }
  })
}

function listed(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(',').map((part) => part.trim())
}

function days() {
  const between = 'must be a number of days from 1 to 180'
  return z.coerce.number({ error: between }).int(between).min(1, between).max(180, between)
}

function port() {
  return z.coerce
    .number({ error: 'must be a number' })
    .int()
    .min(1, 'must be 1 to 65535')
    .max(65_535, 'must be 1 to 65535')
}

function trimSlash(url: string): string {
  return url.replace(/\/+$/, '')
}

function report(problems: string[]): string {
  return `The settings have to be mended first (.env.example explains each):\n${problems.map((problem) => `  - ${problem}`).join('\n')}`
}
