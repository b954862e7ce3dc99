import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import PostalMime from 'postal-mime'
import { type Connection, connect } from '#db/connection/connect.ts'
import { eq } from '#db/connection/drizzle.ts'
import { migrate } from '#db/connection/migrate.ts'
import { type Embedded, startEmbedded } from '#db/embedded/embedded.ts'
import { deliveries, digestWeeks } from '#db/schema/index.ts'
import { addDays, type Day, type Instant } from '#workflows/calendar/calendar.ts'
import { digestDueAt } from '#workflows/calendar/weeks.ts'
import { newOwner } from '../emails/harness.ts'
import { givenPlan } from '../support/plans.ts'
import { type MailServer, type Received, startMailServer } from '../support/smtp.ts'
import { careful, type Mood, rough } from './mail-moods.ts'
import { type SenderProcess, startSenderProcess } from './mail-senders.ts'
import { openRelay, type Relay } from './relay.ts'

export type RoundsTally = {
  rounds: number
  emails: number
  killedSenders: number
  killedDatabases: number
  /** Messages that were received twice, each flagged. */
  copies: number
  /** Emails that are flagged because they might have been. */
  flagged: number
  failed: number
  seconds: number
}

type Stage = {
  folder: string
  server: Embedded
  relay: Relay
  mail: MailServer
  senders: SenderProcess[]
  connection: Connection
  random: () => number
  tally: RoundsTally
}

const SENDERS = 3
const OWNERS = 6
/** Owners, lead, chair, vice-chair and administrator. */
const EXPECTED = OWNERS + 4
const FIRST: Day = '2026-11-23'

/**
 * Mondays on which everything goes wrong: three sender processes, a real PostgreSQL and a mail server that refuses,
 * hangs, hangs up, or takes a message and says nothing, while senders and database are killed with SIGKILL. Half of
 * the Mondays are 'careful': no answer to a body is lost, so no copy may be sent at all.
 * @param onRound told after each Monday what has happened so far
 * @returns what happened, and what should not have, as sentences
 */
export async function mailRounds(
  rounds: number,
  seed: number,
  onRound: (tally: RoundsTally, faults: readonly string[]) => void = () => {},
): Promise<{ tally: RoundsTally; faults: string[] }> {
  const begun = performance.now()
  const stage = await setUp(seed)
  const faults: string[] = []
  try {
    for (let round = 0; round < rounds; round++) {
      const mood = round % 2 === 0 ? rough : careful
      faults.push(...(await monday(stage, addDays(FIRST, 7 * round), mood)))
      stage.tally.rounds = round + 1
      onRound(stage.tally, faults)
    }
  } finally {
    await tearDown(stage)
  }
  return {
    faults,
    tally: { ...stage.tally, seconds: Math.round((performance.now() - begun) / 1_000) },
  }
}

async function monday(stage: Stage, week: Day, mood: Mood): Promise<string[]> {
  const { mail, random, connection } = stage
  const at = (minutes: number): Instant =>
    new Date(Date.parse(digestDueAt(week)) + minutes * 60_000 + 1_000).toISOString()
  const before = mail.received.length
  const refused = new Set<string>()
  mail.behave(mood.behaviour(random, (address) => refused.add(address)))
  for (const sender of stage.senders) sender.setClock(at(0))

  for (let kill = 0; kill < 1 + Math.floor(random() * 2); kill++) {
    await pause(50 + random() * 700)
    if (random() < 0.35) await killDatabase(stage)
    else await killSender(stage, mood, at(0))
  }
  mail.behave({ recipient: (address) => (refused.has(address) ? 550 : 'accept') })
  await allSettled(stage, week, at)
  const received = mail.received.slice(before)
  const rows = await connection.db.select().from(deliveries).where(eq(deliveries.week, week))
  const [closed] = await connection.db.select().from(digestWeeks).where(eq(digestWeeks.week, week))
  stage.tally.emails += rows.length
  stage.tally.flagged += rows.filter(({ ambiguous }) => ambiguous).length
  stage.tally.failed += rows.filter(({ state }) => state === 'failed').length
  const told = { week, mood: mood.name, refused }
  const found = await faultsOf(told, rows, received, stage.tally)
  return closed?.closedAt ? found : [...found, `${week}: the week was never closed`]
}

/** Lets time go by, never while anybody has something in hand, until every email of the week is settled. */
async function allSettled(stage: Stage, week: Day, at: (minutes: number) => Instant): Promise<void> {
  const open = ['queued', 'sending', 'handedOff']
  for (let step = 1; step <= 40; step++) {
    await allIdle(stage)
    const rows = await stage.connection.db.select().from(deliveries).where(eq(deliveries.week, week))
    const [closed] = await stage.connection.db.select().from(digestWeeks).where(eq(digestWeeks.week, week))
    if (rows.length > 0 && closed?.closedAt && rows.every(({ state }) => !open.includes(state))) return
    for (const sender of stage.senders) sender.setClock(at(step * 4))
    await pause(40)
  }
}

async function allIdle({ senders }: Stage): Promise<void> {
  for (const sender of senders) {
    if (!(await sender.isIdle(120_000))) throw new Error(`the sender ${sender.pid} does not come to rest`)
  }
}

type Row = typeof deliveries.$inferSelect
type Told = { week: Day; mood: Mood['name']; refused: ReadonlySet<string> }

async function faultsOf(
  told: Told,
  rows: Row[],
  received: Received[],
  tally: RoundsTally,
): Promise<string[]> {
  const { week, mood } = told
  const faults: string[] = []
  const complain = (what: string) => faults.push(`${week} (${mood}): ${what}`)
  if (rows.length !== EXPECTED) complain(`${rows.length} emails were planned, not ${EXPECTED}`)
  if (new Set(rows.map(({ kind, personId }) => `${kind} ${personId}`)).size !== rows.length)
    complain('somebody was planned twice')
  const ids = new Map<Received, string>()
  for (const message of received) ids.set(message, (await PostalMime.parse(message.raw)).messageId ?? '')
  for (const row of rows) {
    const copies = received.filter((message) => ids.get(message) === `<${row.id}@waymark.example>`).length
    if (copies > 1) tally.copies += 1
    for (const fault of rowFaults(row, copies, told)) complain(`${row.kind} to ${row.toAddress}: ${fault}`)
  }
  const known = new Set(rows.map(({ id }) => `<${id}@waymark.example>`))
  if (received.some((message) => !known.has(ids.get(message) ?? '')))
    complain('a message was received that is no email of this week')
  return faults
}

function rowFaults(
  { state, ambiguous, toAddress, reply }: Row,
  copies: number,
  { mood, refused }: Told,
): string[] {
  const unexplained = state === 'failed' && !ambiguous && !refused.has(toAddress)
  const faults: [boolean, string][] = [
    [!['sent', 'failed', 'nothingDue'].includes(state), `is still ${state}`],
    [state === 'sent' && copies === 0, 'is sent, but nothing was received'],
    [unexplained, `failed though nobody refused it: ${reply}`],
    [state === 'nothingDue' && copies > 0, 'was received, though nothing was due'],
    [copies > 2, `was received ${copies} times`],
    [copies > 1 && !ambiguous, 'was received twice and is not flagged'],
    [copies > 1 && mood === 'careful', 'was received twice, though no answer was lost'],
  ]
  return faults.filter(([holds]) => holds).map(([, what]) => what)
}

async function killSender(stage: Stage, mood: Mood, now: Instant): Promise<void> {
  const { senders, mail, connection, random, relay } = stage
  if (mood.name === 'careful') await nobodyHandsOff(mail, connection)
  const victim = Math.floor(random() * senders.length)
  await senders[victim]?.kill()
  stage.tally.killedSenders += 1
  senders[victim] = startSenderProcess(relay.url, mail.url, now)
}

/** Waits for a moment at which no message is between its hand-off and the record of its answer; none begins then. */
async function nobodyHandsOff(mail: MailServer, { db }: Connection): Promise<void> {
  mail.behave({ recipient: () => 'silent' })
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; await pause(20)) {
    if (mail.begun() > 0) continue
    const rows = await db.select().from(deliveries).where(eq(deliveries.state, 'handedOff'))
    if (rows.length === 0 && mail.begun() === 0) return
  }
}

async function killDatabase(stage: Stage): Promise<void> {
  const { folder, relay, tally } = stage
  process.kill(await postmasterOf(folder), 'SIGKILL')
  await stage.server.stop()
  stage.server = await startEmbedded({ folder })
  relay.aimAt(stage.server.url)
  tally.killedDatabases += 1
}

async function postmasterOf(folder: string): Promise<number> {
  const file = await readFile(join(folder, 'postgres-18', 'postmaster.pid'), 'utf8')
  return Number(file.split('\n')[0])
}

async function setUp(seed: number): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-rounds-'))
  const server = await startEmbedded({ folder })
  const relay = await openRelay(server.url)
  await migrate(relay.url)
  const connection = connect(relay.url, { max: 2 })
  const plan = await givenPlan(
    connection.db,
    Array.from({ length: OWNERS }, () => ({ dueOn: '2026-06-02' })),
    { digestsFrom: FIRST },
  )
  for (const [at, id] of Object.values(plan.actions).entries())
    await newOwner(connection.db, id, `Owner ${at}`, `rounds.${at}@council.example`)
  const mail = await startMailServer()
  const early = '2026-11-20T12:00:00.000Z'
  const senders = Array.from({ length: SENDERS }, () => startSenderProcess(relay.url, mail.url, early))
  for (const sender of senders) await sender.isIdle(60_000)
  return {
    folder,
    server,
    relay,
    mail,
    connection,
    senders,
    random: randomFrom(seed),
    tally: {
      rounds: 0,
      emails: 0,
      killedSenders: 0,
      killedDatabases: 0,
      copies: 0,
      flagged: 0,
      failed: 0,
      seconds: 0,
    },
  }
}

async function tearDown({ senders, connection, mail, relay, server, folder }: Stage): Promise<void> {
  await Promise.all(senders.map(({ kill }) => kill()))
  await connection.close()
  await mail.stop()
  await relay.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}

/** Numbers from 0 to 1 that a seed determines, so that a run that failed can be had again (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
