import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readDeputy } from '#db/read/deputies.ts'
import { listMail } from '#db/read/mail.ts'
import { type DigestKind, digestKinds, WEEKLY_DIGEST } from '#db/schema/delivery.ts'
import { previewAsked } from '#emails/ledger/preview.ts'
import type { Deps } from '#server/deps.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { allowEmailFrame, emailParts, sendEmailDocument } from '#server/ui/email-frame.ts'
import { type Drawn, type Form, formLoop } from '#server/ui/forms/form-loop.ts'
import { typedValues } from '#server/ui/forms/forms.ts'
import type { Web } from '#server/ui/web.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import { nextDigestWeek } from '#workflows/calendar/weeks.ts'
import { sendOwn } from './service.ts'
import { ownEmailsView } from './view-own-emails.ts'

/** Emails that are listed at most. */
const LIMIT = 20

/** `/account/emails`: what one's weekly emails would say now, having one sent at once, and the last that came. */
export function ownEmailsPages(app: FastifyInstance, deps: Deps, web: Web): void {
  const { db, clock } = deps

  app.get(paths.ownEmails.pattern, web.signedInOnly, (request, reply) => draw(request, reply))

  formLoop(app, web, paths.ownEmailsSend.pattern, {
    open: async (request): Promise<Form> => {
      const asked = typedValues(request).kind
      const kind = digestKinds.find((each) => each === asked)
      if (!kind) throw new Problem('invalidRequest', 'Open the page again, and send it from there.')
      return {
        refusal: ({ message }) => ({ errors: [{ text: message }] }),
        send: async () => {
          const mail = await sendOwn(deps, web.signedIn(request), kind)
          const success =
            mail.state === 'nothingDue'
              ? 'Nothing waits for you by now, so no email goes.'
              : `It goes to ${mail.toAddress} now. The weekly one still comes.`
          return { ok: true, data: { to: paths.ownEmails.at(), success } }
        },
      }
    },
    draw: (request, reply, _, drawn) => draw(request, reply, drawn),
  })

  app.get(paths.ownEmail.pattern, web.signedInOnly, async (request, reply) => {
    const { kind, subject, text } = await previewAt(request)
    allowEmailFrame(reply)
    return web.show(request, reply, {
      title: subject,
      caption: 'As it would go now',
      back: { href: paths.ownEmails.at(), text: 'Back to your emails' },
      body: emailParts(paths.ownEmailHtml.at({ kind }), text),
    })
  })

  app.get(paths.ownEmailHtml.pattern, web.signedInOnly, async (request, reply) =>
    sendEmailDocument(reply, (await previewAt(request)).html),
  )

  function previewNow(personId: string, kind: DigestKind = WEEKLY_DIGEST) {
    return previewAsked(db, clock, { personId, publicUrl: deps.publicUrl, kind })
  }

  async function previewAt(request: FastifyRequest) {
    const asked = request.params as { kind: string }
    const kind = digestKinds.find((each) => each === asked.kind)
    const [found] = kind ? await previewNow(web.signedIn(request).id, kind) : []
    if (kind && found) return { ...found, kind }
    throw new Problem('notFound', 'No such email would go to you now.')
  }

  async function draw(
    request: FastifyRequest,
    reply: FastifyReply,
    { status, errors }: Partial<Drawn> = {},
  ): Promise<FastifyReply> {
    const actor = web.signedIn(request)
    const [previews, deputy, { items }] = await Promise.all([
      previewNow(actor.id),
      readDeputy(db, actor.id),
      listMail(db, actor.id, { filter: { person: actor.id }, limit: LIMIT, after: null }),
    ])
    return web.show(request, reply, {
      title: 'Your emails',
      breadcrumbs: [{ text: 'Your account', href: paths.account.at() }, { text: 'Your emails' }],
      status,
      ...(errors && { errors }),
      body: ownEmailsView({
        previews,
        deputy,
        received: items,
        nextWeek: nextDigestWeek(clock.now()),
        today: londonDay(clock.now()),
        token: web.token(request),
      }),
    })
  }
}
