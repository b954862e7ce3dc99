import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { heedingBy } from '#db/write/heed.ts'
import type { FormError } from '#server/ui/html/govuk.ts'
import { button } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Warning } from '#workflows/warnings/warning.ts'
import { count } from '#workflows/words.ts'
import { faultList, type Unusual } from './forms.ts'

/** The name of the button by which a person saves what is unusual as it is. Its value says what they were told. */
const AS_IT_IS = 'asItIs'

/** What came of a form: what it did, or what is unusual about what it would do. Then nothing was written. */
type Asked<T> = { done: T } | { unusual: Warning[] }

/**
 * Does what a form asks for, and stops before its first write where something is unusual that its person was not told
 * of yet. What would be refused is refused first: only what can be saved is asked about.
 */
export async function askingFirst<T>(request: FastifyRequest, work: () => Promise<T>): Promise<Asked<T>> {
  const told = toldBefore(request)
  let unusual: Warning[] = []
  const asked = new Error('the form asks before it saves')
  try {
    const heed = (warnings: readonly Warning[]) => {
      if (warnings.every((each) => told.has(markOf(each)))) return
      unusual = [...warnings]
      throw asked
    }
    return { done: await heedingBy(heed, work) }
  } catch (error) {
    if (error !== asked) throw error
    return { unusual }
  }
}

/** Stands above the fields of a form that asks first: what is unusual, and the button that saves it all the same. */
export function unusualPanel({ warnings, dates }: Unusual, words: AskingWords = usualWords): Html {
  const [shown, rest] = [warnings.slice(0, MOST), warnings.length - MOST]
  return html`<div class="wm-unusual" role="group" aria-labelledby="unusual" tabindex="-1" autofocus>
<h2 class="govuk-heading-m" id="unusual">Is this right?</h2>
<p class="govuk-body">Nothing is saved yet, because ${count(warnings.length, 'thing')} ${warnings.length === 1 ? 'is' : 'are'} unusual:</p>
<ul class="govuk-list govuk-list--bullet">${shown.map((each) => html`<li>${linked(each, dates, words.linkOf)}</li>`)}${
    rest > 0 && html`<li>and ${rest} more of this kind</li>`
  }</ul>
<p class="govuk-body">${words.otherwise}</p>
${button({ text: words.press, look: 'secondary', name: AS_IT_IS, value: warnings.map(markOf).join(' ') })}
</div>`
}

/** What a form says of itself where it asks first: a decision is not saved, but made. */
export type AskingWords = {
  /** The button that does it all the same. */
  press: string
  otherwise: string
  /** The page of what a warning is about, where that is no field of the form. */
  linkOf?: (warning: Warning) => string | undefined
}

const usualWords: AskingWords = {
  press: 'Save it as it is',
  otherwise: 'Change it below, or save it as it is.',
}

/** Warnings shown at most: they are told to be read. */
const MOST = 20

/** Beside each field what is unusual about it. */
export function besideFields({ warnings }: Unusual): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const { field, detail } of warnings)
    fields[field] = fields[field] === undefined ? detail : `${fields[field]} ${detail}`
  return fields
}

function linked(warning: Warning, dates: readonly string[], linkOf: AskingWords['linkOf']): Html | string {
  const { field, detail } = warning
  const elsewhere = linkOf?.(warning)
  if (elsewhere !== undefined) return html`<a class="govuk-link" href="${elsewhere}">${detail}</a>`
  const [link] = faultList({ [field]: detail }, dates) as [FormError]
  return dates.includes(field) ? html`<a class="govuk-link" href="${link.href}">${detail}</a>` : detail
}

function toldBefore({ body }: FastifyRequest): ReadonlySet<string> {
  const sent = (body as Record<string, unknown> | null | undefined)?.[AS_IT_IS]
  return new Set(typeof sent === 'string' ? sent.split(' ') : [])
}

/** What a person was told, in short: of another day they are asked again. */
function markOf({ code, detail }: Warning): string {
  return createHash('sha256')
    .update(JSON.stringify([code, detail]))
    .digest('base64url')
    .slice(0, 8)
}
