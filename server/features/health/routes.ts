import type { FastifyInstance } from 'fastify'
import { isDatabaseAway } from '#db/errors.ts'
import { knownMigrations } from '#db/migrate.ts'
import { countMigrations } from '#db/queries/health.ts'
import type { Deps } from '#server/deps.ts'
import { lateDigests } from './readiness.ts'

/** `/healthz`: the process answers. `/readyz`: the database is there, migrated, and no week of digests is late. */
export function healthRoutes(app: FastifyInstance, { db, clock }: Deps): void {
  app.get('/healthz', { schema: { hide: true } }, () => ({ status: 'ok' }))

  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const checks = await readiness()
    const ready = checks.database === 'ok' && checks.migrations === 'ok'
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'notReady', checks })
  })

  async function readiness() {
    try {
      const [applied, known, late] = await Promise.all([
        countMigrations(db),
        knownMigrations(),
        lateDigests(db, clock),
      ])
      return {
        database: 'ok',
        migrations: applied === known.length ? 'ok' : `${applied} of ${known.length} applied`,
        digests: late.length === 0 ? 'ok' : `late: ${late.join(', ')}`,
      }
    } catch (error) {
      if (!isDatabaseAway(error)) throw error
      return { database: 'away', migrations: 'unknown', digests: 'unknown' }
    }
  }
}
