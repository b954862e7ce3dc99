const id = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

const pages = [
  '/',
  '/plans',
  '/account',
  '/account/(?:emails|deputy)',
  `/plans/${id}`,
  `/plans/${id}/(?:board|timeline|changes|measures|meetings|recommendations|people|mail|settings|decide)`,
  `/plans/${id}/mail/preview`,
  `/plans/${id}/people/${id}`,
  `/plans/${id}/priorities/[\\w.%-]{1,80}`,
  `/measures/${id}`,
  `/meetings/${id}`,
  `/actions/${id}`,
  `/actions/${id}/(?:update|extension|submit|decide|evidence|file)`,
  `/actions/${id}/(?:milestones|blockers)/${id}`,
  `/files/${id}`,
  '/outbox',
  `/outbox/${id}`,
  '/help/rating',
]
const known = new RegExp(`^(?:${pages.join('|')})$`)

/**
 * Where to go after signing in: one of our own pages, by its exact path. Anything else, be it an address of
 * another site in whatever disguise, becomes the start page.
 * @param next what the request asked for
 */
export function nextPath(next: unknown): string {
  return typeof next === 'string' && known.test(next) ? next : '/'
}
