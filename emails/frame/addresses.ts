type Names<Pattern> = Pattern extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<`/${Rest}`>
  : Pattern extends `${string}:${infer Name}`
    ? Name
    : never

/** A page's address: as the router knows it, and as a link to one of its pages has it. */
export type Address<Pattern extends string = string> = {
  pattern: Pattern
  /** With a value for each parameter of the pattern, which is encoded here. */
  at: [Names<Pattern>] extends [never]
    ? () => Pattern
    : (values: Readonly<Record<Names<Pattern>, string | number>>) => string
}

/** The address for a pattern such as `/plans/:id/priorities/:ref`. */
export function address<Pattern extends string>(pattern: Pattern): Address<Pattern> {
  const at = (values: Readonly<Record<string, string | number>> = {}) =>
    pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))
  return { pattern, at: at as Address<Pattern>['at'] }
}

/** The pages that emails lead to. They stand here because emails know nothing of the server, which has the others. */
export const mailedPages = {
  myWork: address('/'),
  week: address('/week'),
  plans: address('/plans'),
  plan: address('/plans/:id'),
  planBoard: address('/plans/:id/board'),
  priority: address('/plans/:id/priorities/:ref'),
  action: address('/actions/:id'),
  actionUpdate: address('/actions/:id/update'),
  actionEvidence: address('/actions/:id/evidence'),
  actionDecide: address('/actions/:id/decide'),
  milestone: address('/actions/:id/milestones/:partId'),
  measure: address('/measures/:id'),
  meeting: address('/meetings/:id'),
  reports: address('/plans/:id/reports'),
  report: address('/reports/:id'),
  edition: address('/reports/:id/editions/:number'),
  section: address('/sections/:id'),
  sectionWrite: address('/sections/:id/write'),
  figures: address('/plans/:id/figures'),
}

/** The name of the place on an owner's week, signed in or by the link, at which something is answered. */
export function weekRow({ actionId, milestoneId }: { actionId: string; milestoneId: string | null }): string {
  return milestoneId === null ? `week-${actionId}` : `milestone-${milestoneId}`
}

/**
 * The path of an owner's week that opens at a row. The row stands in the query, because a browser that has to sign in
 * on the way loses what stands after `#`.
 */
export function weekAt(row: string): string {
  return `${mailedPages.week.at()}?row=${row}`
}

/** Where the owner whom a weekly email is to answers it without signing in. The mark shows that they have the email. */
export const answerPage = address('/answer/:id/:mark')

/** Where emails say that one signs in. */
export const signInPage = address('/sign-in')
