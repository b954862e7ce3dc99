import type { FastifyInstance } from 'fastify'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { onceFields } from '#server/ui/forms/once.ts'
import { typedWords } from '#server/ui/forms/typed-words.ts'
import { button, summaryList } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import { pageOf } from '#server/ui/next-path.ts'
import type { Web } from '#server/ui/web.ts'

/**
 * `/typed/:id`: what a person typed while their session ran out, now that they are signed in again: in its form where
 * that has a page, and else to be sent from here.
 */
export function typedPage(app: FastifyInstance, web: Web): void {
  app.get(paths.typed.pattern, web.signedInOnly, async (request, reply) => {
    const { id } = request.params as { id: string }
    const kept = await web.typedUnder(request, id)
    if (!kept) throw new Problem('notFound', 'What was typed is kept for a day, for the person who typed it.')
    const { address, values } = kept
    const [path = ''] = address.split('?')
    if (web.isFilledAt(path))
      return web.seeOther(request, reply, filledAt(address, id), { success: hereAgain })
    const hidden = Object.entries(values).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
    )
    return web.show(request, reply, {
      title: 'Nothing you typed is lost',
      body: html`<p class="govuk-body-l">You were signed out while you were typing. This is not saved yet.</p>
${summaryList({ rows: typedWords(values).map(([key, value]) => ({ key, value: html`<span class="wm-typed">${value}</span>` })) })}
<form method="post" action="${address}" novalidate>
${onceFields(web.token(request))}${hidden}
${button({ text: 'Send it now' })}
</form>
<p class="govuk-body"><a class="govuk-link" href="${pageOf(address)}">Leave it, and open the page again</a></p>`,
    })
  })
}

/** The page that a form was sent from, with what its address chose, filled with what is kept. */
function filledAt(address: string, id: string): string {
  const [path = '', ...query] = address.split('?')
  const kept = query.join('?').split('&')
  const chosen = kept.filter((part) => part !== '' && !part.startsWith('typed='))
  return `${path}?${[...chosen, `typed=${id}`].join('&')}`
}

const hereAgain =
  'You were signed out while you were typing. What you typed is here again, and is not saved yet.'
