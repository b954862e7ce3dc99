import type { FastifyRequest } from 'fastify'
import { nextPath } from './next-path.ts'

/** The address of a page that leads back to the form from which it was reached. */
export function withReturn(path: string, back: string): string {
  return `${path}?return=${encodeURIComponent(back)}`
}

/** The form that a page leads back to: one of our own pages, as after signing in; null where it was opened by itself. */
export function returnIn({ query }: Pick<FastifyRequest, 'query'>): string | null {
  const { return: asked } = query as { return?: unknown }
  const path = nextPath(asked)
  return asked === undefined || path === '/' ? null : path
}

/** The address of a form with a person chosen in it, who was added from there: they alone. */
export function withPerson(path: string, personId: string): string {
  const [page = '', query = ''] = path.split(/\?(.*)/s)
  const others = query.split('&').filter((part) => part !== '' && !part.startsWith('person='))
  return `${page}?${[...others, `person=${personId}`].join('&')}`
}

/** The person whom the address of a form chooses in it; null for none. */
export function personIn({ query }: Pick<FastifyRequest, 'query'>): string | null {
  const { person } = query as { person?: unknown }
  return typeof person === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(person)
    ? person
    : null
}
