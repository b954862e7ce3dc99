import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { keepTyped } from '#db/read/typed-text.ts'
import type { Deps } from '#server/deps.ts'
import { todayOf } from '#server/http/actor.ts'
import { paths } from '#server/paths.ts'
import { type Drawn, type Form, formAt } from '#server/ui/forms/form-loop.ts'
import type { FormState, Typed } from '#server/ui/forms/forms.ts'
import { onceFields } from '#server/ui/forms/once.ts'
import { unusualPanel } from '#server/ui/forms/unusual.ts'
import { emptyState, weekday } from '#server/ui/html/components.ts'
import { button } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { type Week, type WeekItem, weekOf } from './items.ts'
import { evidenceCards, weekFields } from './view-week.ts'
import { actionsSent, datesOf, initialOf } from './week-form.ts'
import { saveWeek } from './week-save.ts'

type WeekForm = Form & Week

/**
 * `/week`: everything that waits for a person as owner, answered on one page: one by one or all together. `?row=` leads
 * to the place of one thing.
 */
export function weekPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formAt<WeekForm>(app, web, paths.week.pattern, { open, draw })

  async function open(request: FastifyRequest): Promise<WeekForm> {
    const actor = web.signedIn(request)
    const today = todayOf(deps)
    const { items, evidence } = await weekOf(deps, actor.id, today, actionsSent(request))
    const initial = Object.assign({}, ...items.map((item) => initialOf(item, today))) as Typed
    return {
      items,
      evidence,
      initial,
      dates: items.flatMap(datesOf),
      version: 'inRows',
      send: async (values) => {
        const saved = await saveWeek(deps, actor, { items, values, today })
        if (!saved.ok) return saved
        const { success, left } = saved.data
        const kept =
          left && (await keepTyped(deps.db, deps.clock, actor.id, { address: paths.week.at(), values: left }))
        return {
          ok: true,
          data: { to: kept ? `${paths.week.at()}?typed=${kept}` : paths.week.at(), success },
        }
      },
    }
  }

  function draw(
    request: FastifyRequest,
    reply: FastifyReply,
    { items, evidence }: WeekForm,
    drawn: Drawn,
  ): FastifyReply {
    const row = rowIn(request)
    if (row !== null) return reply.redirect(`${paths.week.at()}#${row}`, 303)
    const { state, status, errors = [] } = drawn
    const today = todayOf(deps)
    return web.show(request, reply, {
      title: 'Your week',
      caption: weekday(today),
      status,
      ...(errors.length > 0 && { errors }),
      body:
        items.length + evidence.length === 0
          ? emptyState({
              title: 'Nothing waits for you this week',
              text: 'No action of yours is overdue, returned, due soon or without an update, no milestone is past its date, and no check needs evidence from you. Decisions that wait for you as lead or chair stand in My work.',
              next: button({ text: 'Open My work', href: paths.myWork.at(), look: 'secondary' }),
            })
          : html`${items.length > 0 && form(request, items, state)}${evidenceCards(evidence, today)}`,
    })
  }

  function form(request: FastifyRequest, items: readonly WeekItem[], state: FormState): Html {
    return html`<p class="wm-lead">All that waits for you as an owner. Answer what you can: each by its own button, or all of it at the end.</p>
<form class="wm-form" method="post" action="${paths.week.at()}" novalidate>
${onceFields(web.token(request))}
${state.unusual ? unusualPanel(state.unusual) : pressedByEnter}
${weekFields(items, state, todayOf(deps))}
${state.unusual && pressedBefore(state)}
</form>`
  }
}

/** The row at which a line of the weekly email opens the page; null where the page was opened as a whole. */
function rowIn({ method, query }: FastifyRequest): string | null {
  const { row } = query as { row?: unknown }
  const isRow = typeof row === 'string' && /^(?:week|milestone)-[0-9a-f-]{36}$/i.test(row)
  return method === 'POST' || !isRow ? null : row
}

/** The button that was pressed stands at the end, so that another one that is pressed now counts before it. */
function pressedBefore({ values: { one } }: FormState): Html | false {
  return one !== undefined && html`<input type="hidden" name="one" value="${one}">`
}

/** Enter in a field presses the first button of its form: all is saved, and not the first action alone. */
const pressedByEnter = html`<button type="submit" hidden>Save all of it</button>`
