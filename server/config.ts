import type { z } from 'zod'
import { type SessionLife, strongSessionLife, usualSessionLife } from '#db/read/sessions.ts'
import type { SingleSignOnSettings } from './features/sign-in/single-sign-on.ts'
import { settingsSchema } from './settings.ts'

export type TokenKey = { id: string; secret: string }

export type Config = {
  databaseUrl: string | null
  port: number
  host: string
  publicUrl: string
  smtpUrl: string | null
  mailFrom: string
  /** Whom people tell about accessibility and ask about their data; null where nobody has said. */
  contactEmail: string | null
  tokenKeys: TokenKey[]
  sessionSecret: string
  trustedProxies: string[]
  requireStrongSignIn: boolean
  answersByLink: boolean
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
  if (problems.length > 0) throw new ConfigError(report(problems, ', in .env or in the environment'))
  return {
    databaseUrl: settings.DATABASE_URL ?? null,
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: trimSlash(settings.PUBLIC_URL ?? ''),
    smtpUrl: settings.SMTP_URL ?? null,
    mailFrom: settings.MAIL_FROM ?? '',
    contactEmail: settings.CONTACT_EMAIL ?? null,
    tokenKeys: tokenKeys(settings.JWT_KEYS ?? ''),
    sessionSecret: settings.SESSION_SECRET ?? '',
    trustedProxies: listed(settings.TRUSTED_PROXIES),
    requireStrongSignIn: settings.REQUIRE_STRONG_SIGN_IN === 'yes',
    answersByLink: takesLinks(settings, 'no'),
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
    contactEmail: settings.CONTACT_EMAIL ?? null,
    tokenKeys: kept.tokenKeys,
    sessionSecret: kept.sessionSecret,
    trustedProxies: listed(settings.TRUSTED_PROXIES),
    requireStrongSignIn: settings.REQUIRE_STRONG_SIGN_IN === 'yes',
    answersByLink: takesLinks(settings, 'yes'),
    sessionLife: sessionLifeOf(settings),
    singleSignOn: null,
    metricsPort: settings.METRICS_PORT ?? null,
    logLevel: environment.LOG_LEVEL ? settings.LOG_LEVEL : 'warn',
  }
}

/** Whether owners may answer by a link: never where a code by email is not enough to sign in. */
function takesLinks(settings: Settings, unlessTold: 'yes' | 'no'): boolean {
  return settings.REQUIRE_STRONG_SIGN_IN === 'no' && (settings.ANSWERS_BY_LINK ?? unlessTold) === 'yes'
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

function trimSlash(url: string): string {
  return url.replace(/\/+$/, '')
}

function report(problems: string[], where = ''): string {
  return `The settings have to be mended first${where} (.env.example explains each):\n${problems.map((problem) => `  - ${problem}`).join('\n')}`
}
