import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type AnswerLink, readAnswerLink } from '#db/read/answer-link.ts'
import type { Deps } from '#server/deps.ts'
import { todayOf } from '#server/http/actor.ts'
import { type AnswerLinks, sameText } from '#server/http/hashes.ts'
import { idSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { type Drawn, type Form, formLoop, SENT_TO } from '#server/ui/forms/form-loop.ts'
import { freshForm, type Typed, typedValues } from '#server/ui/forms/forms.ts'
import { onceFields } from '#server/ui/forms/once.ts'
import { unusualPanel } from '#server/ui/forms/unusual.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import type { WeekItem } from '../items.ts'
import { actionsSent, datesOf, initialOf } from '../week-form.ts'
import { saveWeek } from '../week-save.ts'
import { linkItems } from './link-items.ts'
import { notByAPerson } from './person-typed.ts'
import { answersSaved, linkFields, linkOver, nothingLeft, ofAnother } from './view-link.ts'

/** The link that was opened; null where it has ended, or never was one. */
type LinkForm = Form & { link: AnswerLink | null; items: WeekItem[]; token: string }

/**
 * `/answer/:id/:mark`: the weekly form for the owner who has the email with this address, without signing in. Opening
 * it changes nothing and signs nobody in. What comes in needs the token of the page and words that a person typed; it
 * can report, say that nothing changed and meet milestones; and its history says 'by the link in the email'.
 */
export function linkPage(
  app: FastifyInstance,
  deps: Deps,
  web: Web,
  { linkOf, pageToken }: AnswerLinks,
): void {
  const { pattern } = paths.answer

  app.get(pattern, async (request, reply) => {
    const form = await open(request)
    if (form.link && request.signedIn?.id === form.link.personId)
      return reply.header('cache-control', 'no-store').redirect(paths.week.at(), 303)
    return draw(request, reply, form, { state: freshForm(form.initial) })
  })

  formLoop<LinkForm>(app, web, pattern, { open, draw, byAnybody: true })

  async function open(request: FastifyRequest): Promise<LinkForm> {
    const { id, mark } = request.params as { id: string; mark: string }
    const isOurs = idSchema.safeParse(id).success && sameText(paths.answer.at({ id, mark }), linkOf(id))
    const link = isOurs && deps.answersByLink ? await readAnswerLink(deps.db, deps.clock, id) : null
    const today = todayOf(deps)
    const token = pageToken(id, today)
    if (!link) return { link, items: [], token, send: async () => ({ ok: false, faults: {}, status: 404 }) }
    const items = await linkItems(deps, link, today, actionsSent(request))
    let said: string | null = null
    return {
      link,
      items,
      token,
      personId: link.personId,
      initial: Object.assign({}, ...items.map((item) => initialOf(item, today, 'link'))) as Typed,
      dates: items.flatMap(datesOf),
      version: 'inRows',
      send: async ({ page = '', ...values }) => {
        // What another person says would be kept as the owner's word.
        if (isAnother(request, link)) return { ok: false, faults: {}, status: 403 }
        if (!sameText(page, token))
          return { ok: false, faults: {}, errors: [{ text: openedEarlier }], status: 403 }
        const faults = notByAPerson(values, link.name)
        if (Object.keys(faults).length > 0) return { ok: false, faults }
        const saved = await saveWeek(deps, { id: link.personId, via: 'link' }, { items, values, today })
        if (!saved.ok) return saved
        said = saved.data.success
        return { ok: true, data: { to: SENT_TO } }
      },
      shownOnce: () => (said === null ? null : { title: 'Thank you', body: answersSaved(said, request.url) }),
    }
  }

  function draw(request: FastifyRequest, reply: FastifyReply, form: LinkForm, drawn: Drawn): FastifyReply {
    const { link, items, token } = form
    const { state, status, errors = [] } = drawn
    reply.header('x-robots-tag', 'noindex')
    if (!link)
      return web.show(request, reply, {
        title: 'This link has ended',
        heading: 'Your week',
        status: 404,
        body: linkOver(typedValues(request)),
      })
    if (isAnother(request, link))
      return web.show(request, reply, {
        title: `This link is for ${link.name}`,
        status: 403,
        body: ofAnother(request.signedIn?.name ?? '', link.name, typedValues(request)),
      })
    return web.show(request, reply, {
      title: `The week of ${link.name}`,
      caption: 'By the link in your weekly email',
      status,
      ...(errors.length > 0 && { errors }),
      body:
        items.length === 0
          ? nothingLeft()
          : html`<p class="wm-lead">${notSignedIn}</p>
<p class="govuk-body"><a class="govuk-link" href="${paths.week.at()}">Sign in instead</a>, to see what was said last and to do the rest.</p>
<form class="wm-form" method="post" action="${request.url}" novalidate>
${onceFields(web.token(request))}<input type="hidden" name="page" value="${token}">
${state.unusual && unusualPanel(state.unusual)}${linkFields(items, state, todayOf(deps))}
</form>`,
    })
  }
}

/** Whether another person than the one whom the email was for is signed in with this browser. */
const isAnother = ({ signedIn }: FastifyRequest, { personId }: AnswerLink): boolean =>
  signedIn !== null && signedIn.id !== personId

const notSignedIn =
  'You are not signed in. You can say how things stand with what your email names, and no more; each answer is marked as given by its link.'
const openedEarlier =
  'This page was opened on another day, or was not sent from here. Nothing is lost: send it again.'
