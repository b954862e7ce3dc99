import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '#db/connection/clock.ts'
import type { Db } from '#db/connection/connect.ts'
import type { DeliveryState } from '#db/schema/index.ts'
import { mailedPages } from '#emails/frame/addresses.ts'
import type { Email } from '#emails/frame/email.ts'
import { messageIdOf, type SendResult, type Transport } from '#emails/frame/message.ts'
import { NOT_KEPT, SUBJECT_KEPT } from '#emails/notices/sign-in-code.ts'
import { type Claim, keepEmail, markHandedOff } from './claim.ts'
import { compose } from './compose.ts'
import { type Outcome, settle } from './settle.ts'
import { trouble } from './trouble.ts'

/** What sending needs. `log` takes facts first and then a sentence; it is given ids and no personal data. */
export type SenderDeps = {
  db: Db
  clock: Clock
  transport: Transport
  /** Where Waymark is reached from outside: the beginning of every link. */
  publicUrl: string
  log: Log
  /** The six digits of a sign-in code by the id under which it was asked for; without it no code is mailed. */
  codeOf?: (askedId: string) => string
  /** The path on which the receiver of a weekly email answers it without signing in; without it there is none. */
  linkOf?: (deliveryId: string) => string
  /** Whether such paths stay in the emails that the ledger keeps: only where nothing leaves the machine. */
  keepsLinks?: boolean
}

export type Log = Record<'info' | 'warn' | 'error', (facts: object, sentence: string) => void>

/**
 * Takes one claimed delivery to its end: writes the email from what is true now, keeps it, hands it off and settles
 * what came of it. A delivery that cannot be written is tried again later, like one the mail server put off.
 * @returns the state it is in now, or null when the claim was lost on the way
 */
export async function deliver(deps: SenderDeps, claim: Claim): Promise<DeliveryState | null> {
  const outcome = await attempt(deps, claim)
  return outcome && settleSurely(deps, claim, outcome)
}

async function attempt(deps: SenderDeps, claim: Claim): Promise<Outcome | null> {
  const { db, clock, transport, log, codeOf, linkOf } = deps
  const publicUrl = deps.publicUrl.replace(/\/+$/, '')
  try {
    const email = await compose(db, claim, { publicUrl, codeOf, linkOf })
    if ('kind' in email) return email
    if (!(await keepEmail(db, claim, keptOf(claim, email, deps.keepsLinks)))) return null
    const onHandOff = async () => {
      if (!(await markHandedOff(db, clock, claim))) throw new Error('The claim on this email was lost.')
    }
    const to = { name: claim.toName, address: claim.toAddress }
    const message = { ...email, to, messageId: messageIdOf(claim.id, publicUrl) }
    return outcomeOf(await transport.send(message, { onHandOff }))
  } catch (error) {
    log.error({ ...trouble(error), delivery: claim.id }, 'An email could not be written.')
    return { kind: 'retry', reply: 'Waymark could not write this email. The log says why.' }
  }
}

/** What the ledger keeps of an email: no code to sign in with, and no link that answers for its receiver. */
function keptOf({ kind }: Claim, email: Email, keepsLinks = false): Email {
  if (kind === 'signInCode') return { subject: SUBJECT_KEPT, text: NOT_KEPT, html: '' }
  const { link, text, html } = email
  if (!link || keepsLinks) return email
  const asKept = (written: string) => written.replaceAll(link.path, mailedPages.week.at())
  return { ...email, text: asKept(text), html: asKept(html) }
}

const outcomes = { accepted: 'sent', temporary: 'retry', permanent: 'failed', unknown: 'unknown' } as const

function outcomeOf({ kind, reply }: SendResult): Outcome {
  return { kind: outcomes[kind], reply }
}

// A message that went and is not settled goes a second time, so a database that is briefly away is waited for.
async function settleSurely({ db, clock, log }: SenderDeps, claim: Claim, outcome: Outcome) {
  for (const seconds of [0.2, 1, 3, 6, 12]) {
    try {
      return await settle(db, clock, claim, outcome)
    } catch (error) {
      log.warn(
        { ...trouble(error), delivery: claim.id },
        'The database did not take what became of an email.',
      )
      await pause(seconds * 1000)
    }
  }
  return settle(db, clock, claim, outcome)
}
