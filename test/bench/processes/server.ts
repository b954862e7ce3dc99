import { clockFrom } from '#db/connection/clock.ts'
import { usualSessionLife } from '#db/read/sessions.ts'
import type { Config, TokenKey } from '#server/config.ts'
import { start } from '#server/start.ts'
import { BENCH_NOW } from '../data/shape.ts'
import { serveBench, settingsOfChild } from './child.ts'

export type ServerSettings = { databaseUrl: string; smtpUrl: string; tokenKey: TokenKey; sessionSecret: string }

/** Waymark as `serve` runs it, with its sender and its sealer, at the present of the data. */
const { databaseUrl, smtpUrl, tokenKey, sessionSecret } = settingsOfChild<ServerSettings>()
const config: Config = {
  databaseUrl,
  port: 0,
  host: '127.0.0.1',
  publicUrl: 'http://127.0.0.1',
  smtpUrl,
  mailFrom: 'Waymark <waymark@bench.example>',
  contactEmail: null,
  tokenKeys: [tokenKey],
  sessionSecret,
  trustedProxies: [],
  requireStrongSignIn: false,
  answersByLink: true,
  sessionLife: usualSessionLife,
  singleSignOn: null,
  metricsPort: null,
  logLevel: 'error',
}
const running = await start({ config, clock: clockFrom(BENCH_NOW), folder: '', demonstration: false })
serveBench({ url: `http://127.0.0.1:${running.port}` }, {}, running.stop)
