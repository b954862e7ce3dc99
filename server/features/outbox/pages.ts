import type { FastifyInstance, FastifyRequest } from 'fastify'
import { countNothingDue, listDeliveries, readDelivery } from '#db/queries/deliveries.ts'
import type { Deps } from '#server/deps.ts'
import { Problem } from '#server/problem.ts'
import { idSchema } from '#server/schemas.ts'
import type { Web } from '#server/web/web.ts'
import { emailView, outboxView } from './view.ts'

/** Emails that are listed at most. */
const LIMIT = 300

/** The demonstration's Outbox: the emails as their receivers would see them. Elsewhere there is no such page. */
export function outboxPages(app: FastifyInstance, deps: Deps, web: Web): void {
  if (!deps.demonstration) return

  app.get('/outbox', web.signedInOnly, async (request, reply) => {
    const [emails, nothingDue] = await Promise.all([
      listDeliveries(deps.db, { limit: LIMIT }),
      countNothingDue(deps.db),
    ])
    const body = outboxView(emails, { nothingDue, now: deps.clock.now(), full: emails.length === LIMIT })
    return web.show(request, reply, { title: 'Outbox', body })
  })

  app.get('/outbox/:id', web.signedInOnly, async (request, reply) => {
    const email = await emailOf(request)
    const policy = String(reply.getHeader('content-security-policy'))
    reply.header('content-security-policy', `${policy};frame-src 'self'`)
    return web.show(request, reply, {
      title: email.subject === '' ? `Email to ${email.toName}` : `${email.subject}, to ${email.toName}`,
      heading: email.subject === '' ? 'Not written yet' : email.subject,
      caption: `Email to ${email.toName}`,
      back: { href: '/outbox', text: 'Back to the Outbox' },
      body: emailView(email),
    })
  })

  app.get('/outbox/:id/html', web.signedInOnly, async (request, reply) => {
    const { html } = await emailOf(request)
    return reply
      .header('cache-control', 'no-store')
      .header('content-security-policy', emailPolicy)
      .header('x-frame-options', 'SAMEORIGIN')
      .type('text/html; charset=utf-8')
      .send(html.replace('<head>', '<head><base target="_top">'))
  })

  async function emailOf(request: FastifyRequest) {
    const { id } = request.params as { id: string }
    const email = idSchema.safeParse(id).success ? await readDelivery(deps.db, id) : null
    if (email) return email
    throw new Problem('notFound', 'There is no such email.')
  }
}

// An email styles itself inline, as mail programs demand. Nothing else of it may do anything, and its links open
// in the whole window once somebody presses them.
const emailPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-top-navigation-by-user-activation',
].join(';')
