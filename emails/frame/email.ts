/** An email as its receiver sees it: two parts that say the same. */
export type Email = { subject: string; text: string; html: string }
