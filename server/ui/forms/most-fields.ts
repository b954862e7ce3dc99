import type { FastifyInstance } from 'fastify'
import { notAsShown } from './version.ts'

/** Fields that a form sends at most: several times those of our largest, and few enough to be looked through. */
export const MOST_FIELDS = 10_000

/** Refuses forms with more fields than any of ours has, before anything is looked for in them. */
export function refuseManyFields(pages: FastifyInstance): void {
  pages.addHook('preValidation', async ({ body }) => {
    if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return
    if (Object.keys(body).length > MOST_FIELDS) throw notAsShown()
  })
}
