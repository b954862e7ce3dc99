/** An email as its receiver sees it: two parts that say the same. */
export type Email = {
  subject: string
  text: string
  html: string
  /** The plan that the subject names, where it is of one that not everybody who reads subjects may see. */
  planId?: string | null
}
