import { z } from 'zod'

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
  CONTACT_EMAIL: z
    .email('must be an email address')
    .optional()
    .describe(
      'Whom people tell about accessibility and ask about their personal data. Unset: the two help pages say that it is missing.',
    ),
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
  ANSWERS_BY_LINK: z
    .enum(['yes', 'no'], { error: 'must be yes or no' })
    .optional()
    .describe(
      'yes: plans may let owners answer by the link in their weekly email without signing in. Never where strong sign-in is required.',
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
