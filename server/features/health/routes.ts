import type { FastifyInstance } from 'fastify'
import { isDatabaseAway } from '#db/connection/errors.ts'
import { knownMigrations } from '#db/connection/migrate.ts'
import { countMigrations } from '#db/read/health.ts'
import type { Deps } from '#server/deps.ts'
import { lateDigests } from './readiness.ts'

/**
 * `/healthz`: the process answers. `/readyz`: the database is there, migrated, and no week of digests is late; where
 * something is not in order it says what to do. A late week is said with status 200: it is for the people who watch,
 * and taking the pages away would send no email.
 */
export function healthRoutes(app: FastifyInstance, { db, clock }: Deps): void {
  app.get('/healthz', { schema: { hide: true } }, () => ({ status: 'ok' }))

  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const { checks, toDo } = await readiness()
    const ready = checks.database === 'ok' && checks.migrations === 'ok'
    const status = ready ? (checks.digests === 'ok' ? 'ok' : 'digestsLate') : 'notReady'
    return reply.code(ready ? 200 : 503).send({ status, checks, toDo })
  })

  async function readiness() {
    try {
      const [applied, known, late] = await Promise.all([
        countMigrations(db),
        knownMigrations(),
        lateDigests(db, clock),
      ])
      const [migrated, onTime] = [applied === known.length, late.length === 0]
      return {
        checks: {
          database: 'ok',
          migrations: migrated ? 'ok' : `${applied} of ${known.length} applied`,
          digests: onTime ? 'ok' : `late: ${late.join(', ')}`,
        },
        toDo: [...(migrated ? [] : [MIGRATE]), ...(onTime ? [] : [SEND])],
      }
    } catch (error) {
      if (!isDatabaseAway(error)) throw error
      return { checks: { database: 'away', migrations: 'unknown', digests: 'unknown' }, toDo: [CONNECT] }
    }
  }
}

const CONNECT = 'Start the database, and check that it can be reached at DATABASE_URL.'
const MIGRATE = "Run 'npm run waymark -- migrate' with the same version as this process."
const SEND =
  "Weekly emails should have gone by now. Check that a process that sends is running ('npm start', or 'npm start -- --only sender'), and what the mail server answered ('Mail' of the plan). They go by themselves after that, and are marked late."
