import type { DigestLine } from '#db/schema/index.ts'

/** The path of the page on which an email is answered without signing in, and the lines it is about. */
export type EmailLink = { path: string; lines: DigestLine[] }

/** An email as its receiver sees it: two parts that say the same. */
export type Email = {
  subject: string
  text: string
  html: string
  /** The plan that the subject names, where it is of one that not everybody who reads subjects may see. */
  planId?: string | null
  /** What its receiver may answer by the link in it, without signing in; null where it has no such link. */
  link?: EmailLink | null
}
