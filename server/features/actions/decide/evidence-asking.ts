import { evidenceAsksOf } from '#db/read/evidence-asks.ts'
import type { Deps } from '#server/deps.ts'
import { paths } from '#server/paths.ts'
import type { Typed } from '#server/ui/forms/forms.ts'
import { moment } from '#server/ui/html/components.ts'
import { button } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { embeddingGaps } from '#workflows/action/embedding.ts'
import type { ActionModel } from '../page/action-model.ts'
import type { ActionForm } from '../update/form.ts'
import { decisionOption } from './decisions.ts'
import { type DecisionOption, readOption } from './options.ts'

export type Asking = { option: DecisionOption; panel: Html }

const name = 'askEvidence'

/**
 * What a check that a change has stuck still needs, with the button that asks the owner for it. Null where this person
 * may not ask, or nothing is lacking.
 */
export async function evidenceAsking({ db }: Deps, model: ActionModel): Promise<Asking | null> {
  const { read, may } = model
  if (!may.action[name].allowed) return null
  const { id } = read.facts
  const asked = (await evidenceAsksOf(db, [read])).get(id)
  const owner = read.owner?.name ?? 'the owner'
  const option = decisionOption(name, model, { successors: [], people: [] })
  const panel = html`${confirmsByEnter}<div class="wm-held">
<p><strong>You cannot confirm yet that the change has stuck.</strong> The evidence still lacks this:</p>
<ul class="govuk-list govuk-list--bullet">${embeddingGaps(read.facts).map((gap) => html`<li>${gap}</li>`)}</ul>
${
  asked
    ? html`<p>${asked.by ?? 'Somebody'} asked ${owner} for it on ${moment(asked.at)}.</p>`
    : html`<p>Once you ask, it stands in the list of what waits for ${owner}, with a link to the form that takes it.</p>`
}
${button({ text: asked ? 'Ask the owner for it again' : option.press, name: 'ask', value: name, look: 'secondary' })}
<p>If you have it yourself, <a class="govuk-link" href="${paths.actionEvidence.at({ id })}">add the evidence</a>.</p></div>`
  return { option, panel }
}

/**
 * The form of a decision in which one button, whatever else is chosen, asks the owner for evidence. It stands open
 * where nothing else can be decided.
 */
export function withAsking({ closed, ...form }: ActionForm, { option, panel }: Asking): ActionForm {
  const asks = (values: Typed) => values.ask === name
  const other = html`<h2 class="govuk-heading-m">Or has the change not stuck?</h2>`
  return {
    ...form,
    fields: (state) => html`${panel}${closed === undefined && html`${other}${form.fields(state)}`}`,
    read: (values) => (asks(values) ? readOption(option, values) : form.read(values)),
    done: (read, values) => (asks(values) ? option.done(read) : form.done(read, values)),
  }
}

/** Enter in a field presses the first button of its form: it sends the decision, and asks nobody. */
const confirmsByEnter = html`<button type="submit" hidden>Confirm this decision</button>`
