import { type Clock, databaseNow } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { whoAsked } from '#db/read/same-person.ts'
import { ASKED_DAYS, CODE_MINUTES } from '#db/read/sign-in.ts'
import { SIGN_IN_CODE } from '#db/schema/index.ts'
import type { Email } from '#emails/frame/email.ts'
import { codeBlock, emailHtml, paragraph } from '#emails/frame/layout.ts'
import { oneLine, shortened, wrapped } from '#emails/frame/words.ts'
import type { Claim } from '#emails/ledger/claim.ts'
import type { Outcome } from '#emails/ledger/settle.ts'

/** What the ledger keeps in place of the email, so that no reader of the ledger can sign in with it. */
export const NOT_KEPT = 'The text is not kept: it held a code to sign in with.'

/**
 * Gives the codes that were asked for to the mail. It happens here, and not where they are asked for, so that asking
 * is the same work whether anybody has the address. Codes for browsers that have signed in before go first, so that
 * many that others ask for do not hold them up. What no person here may receive is passed over, and what is older than
 * a day is forgotten.
 */
export async function queueSignInCodes(db: Db, clock: Clock): Promise<void> {
  const now = databaseNow(clock)
  await rowsOf(
    db,
    sql`with forgotten as (delete from sign_in_codes where asked_at < ${now} - ${ASKED_DAYS} * interval '1 day'),
      waiting as (
        select id, email, letters, source from sign_in_codes
        where mailed_at is null and asked_at > ${now} - ${CODE_MINUTES} * interval '1 minute'
        for update skip locked
      ), taken as (
        update sign_in_codes set mailed_at = ${now} from waiting where sign_in_codes.id = waiting.id
        returning waiting.*
      )
    insert into deliveries (id, kind, period, person_id, state, to_name, to_address, lines, due_at, late, attempts,
      next_try_at, fence, ambiguous, created_at)
    select taken.id, ${SIGN_IN_CODE}, taken.id::text, people.id, 'queued', people.name, people.email, '[]', ${now},
      false, 0, ${now} - case when source like 'browser %' then interval '1 hour' else interval '0' end, 0, false, ${now}
    from taken join people on ${whoAsked(sql`taken`)}
    where people.left_on is null`,
  )
}

/** The email with a code, for as long as the code is good; afterwards there is nothing to send. */
export async function signInCodeEmail(
  db: Db,
  { period, toName, at }: Claim,
  codeOf: ((askedId: string) => string) | undefined,
): Promise<Email | Outcome> {
  if (!codeOf) return { kind: 'failed', reply: 'This sender does not know the secret of sign-in codes.' }
  const [good] = await rowsOf(
    db,
    sql`select from sign_in_codes where id = ${period} and used_at is null and tries_left > 0
      and asked_at > ${at}::timestamptz - ${CODE_MINUTES} * interval '1 minute'`,
  )
  if (!good) return { kind: 'superseded', reply: 'The code was used, or too old, before it was sent.' }
  return signInEmail(toName, codeOf(period))
}

/** What the ledger keeps for a subject. */
export const SUBJECT_KEPT = 'Your code to sign in to Waymark'

/** What the email says. The code stands first in the subject, where a telephone shows it without opening the email. */
export function signInEmail(name: string, code: string): Email {
  const subject = `${code} is your code to sign in to Waymark`
  const greeting = `Hello ${shortened(oneLine(name), 100)},`
  const use = `Type this code on the page where you asked for it. It is good for ${CODE_MINUTES} minutes, and only in that browser.`
  const beware =
    'Never give it to anybody. Nobody from Waymark or your organisation will ask you for it. If you did not ask for it, do nothing: without it nobody can sign in as you.'
  const why = 'Somebody typed your address on the sign-in page of Waymark.'
  return {
    subject,
    text: `${[wrapped(greeting), wrapped(use), `    ${code}`, wrapped(beware), `Why did I get this?\n${wrapped(why)}`].join('\n\n')}\n`,
    html: emailHtml({
      subject,
      preheader: use,
      body: [paragraph(greeting), paragraph(use), codeBlock(code), paragraph(beware)],
      why: [why],
    }),
  }
}
