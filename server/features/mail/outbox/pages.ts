import type { FastifyInstance, FastifyRequest } from 'fastify'
import { countKinds, countNothingDue, listDeliveries, readDelivery } from '#db/read/deliveries.ts'
import { type DeliveryKind, deliveryKinds } from '#db/schema/delivery.ts'
import { type Example, exampleOf } from '#emails/ledger/example.ts'
import type { Deps } from '#server/deps.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { allowEmailFrame, sendEmailDocument } from '#server/ui/email-frame.ts'
import type { Web } from '#server/ui/web.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import { emailView, outboxView } from './view.ts'

/** Emails that are listed at most. */
const LIMIT = 300

/** The demonstration's Outbox: the emails as their receivers would see them. Elsewhere there is no such page. */
export function outboxPages(app: FastifyInstance, deps: Deps, web: Web): void {
  if (!deps.demonstration) return

  app.get(paths.outbox.pattern, web.signedInOnly, async (request, reply) => {
    const asked = (request.query as Record<string, unknown>).kind
    const kind = deliveryKinds.find((each) => each === asked) ?? null
    const [emails, nothingDue, kinds] = await Promise.all([
      listDeliveries(deps.db, { limit: LIMIT, kind }),
      countNothingDue(deps.db),
      countKinds(deps.db),
    ])
    const full = emails.length === LIMIT
    const example = kind !== null && emails.length === 0 ? await exampleFor(kind) : null
    if (example) allowEmailFrame(reply)
    const body = outboxView(emails, { nothingDue, now: deps.clock.now(), full, kind, kinds, example })
    return web.show(request, reply, { title: 'Outbox', body })
  })

  app.get(paths.outboxExampleHtml.pattern, web.signedInOnly, async (request, reply) => {
    const { kind: asked } = request.params as { kind: string }
    const kind = deliveryKinds.find((each) => each === asked)
    const example = kind && (await exampleFor(kind))
    if (example) return sendEmailDocument(reply, example.html)
    throw new Problem('notFound', 'There is no such email.')
  })

  function exampleFor(kind: DeliveryKind): Promise<Example | null> {
    const { db, clock, publicUrl } = deps
    return exampleOf(db, kind, { day: londonDay(clock.now()), publicUrl })
  }

  app.get(paths.outboxEmail.pattern, web.signedInOnly, async (request, reply) => {
    const email = await emailOf(request)
    allowEmailFrame(reply)
    return web.show(request, reply, {
      title: email.subject === '' ? `Email to ${email.toName}` : `${email.subject}, to ${email.toName}`,
      heading: email.subject === '' ? 'Not written yet' : email.subject,
      caption: `Email to ${email.toName}`,
      back: { href: paths.outbox.at(), text: 'Back to the Outbox' },
      body: emailView(email),
    })
  })

  app.get(paths.outboxHtml.pattern, web.signedInOnly, async (request, reply) => {
    const { html } = await emailOf(request)
    return sendEmailDocument(reply, html)
  })

  async function emailOf(request: FastifyRequest) {
    const { id } = request.params as { id: string }
    const email = idSchema.safeParse(id).success ? await readDelivery(deps.db, id) : null
    if (email) return email
    throw new Problem('notFound', 'There is no such email.')
  }
}
