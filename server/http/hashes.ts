import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { answerPage } from '#emails/frame/addresses.ts'

/** 256 random bits as text for a cookie or a token. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a secret that only its holder knows. Secrets with 256 random bits need no salt. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** A mark that only the holder of the server's secret can make, for one purpose and one text. */
export function markOf(secret: string, purpose: string, text: string): string {
  return createHmac('sha256', secret).update(`${purpose} ${text}`).digest('base64url')
}

/** Whether two texts are the same, found out in a time that does not tell where they differ. */
export function sameText(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** What only the server can work out of a weekly email that is answered by its link. */
export type AnswerLinks = {
  /** The path of the page on which the receiver of an email answers it without signing in. */
  linkOf: (deliveryId: string) => string
  /** The token of that page on a London day. */
  pageToken: (deliveryId: string, day: string) => string
}

/**
 * The links are worked out from the ids of emails, so that none is kept anywhere, and a person who reads the database
 * cannot answer for others.
 * @param secret the server's
 */
export function answerLinksOf(secret: string): AnswerLinks {
  return {
    linkOf: (id) => answerPage.at({ id, mark: markOf(secret, 'answer by link', id) }),
    pageToken: (id, day) => markOf(secret, 'page of a link', `${id} ${day}`),
  }
}

/**
 * The six digits of a sign-in code, worked out from the id under which it was asked for: so that no code is kept
 * anywhere, and a person who reads the database cannot sign in.
 * @param secret the server's
 */
export function codesOf(secret: string): (askedId: string) => string {
  return (askedId) => {
    const mark = createHmac('sha256', secret).update(`sign-in code ${askedId}`).digest()
    return String(mark.readBigUInt64BE() % 1_000_000n).padStart(6, '0')
  }
}
