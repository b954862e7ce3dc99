import type { FastifyRequest } from 'fastify'
import { actionEdits } from '#server/features/actions/action-edits-sheet.ts'
import { paths } from '#server/paths.ts'
import { section } from '#server/ui/html/components.ts'
import { button } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { ActionModel } from '../page/action-model.ts'
import { criteriaList, returnReason } from '../page/view-parts.ts'
import {
  evidenceChoices,
  evidenceQuestions,
  evidenceInitial,
  evidenceLabels,
  readEvidence,
} from './evidence-form.ts'
import type { ActionForm } from './form.ts'

const PART = 'evidence'
const { addEvidence } = actionEdits

/** `/actions/:id/evidence`: adds one piece of evidence against a closure criterion. */
export function evidencePage(model: ActionModel, request: FastifyRequest): ActionForm {
  const { read, may, today } = model
  const { criterion, link } = request.query as { criterion?: unknown; link?: unknown }
  const chosen =
    read.facts.criteria.find(({ id }) => id === criterion) ??
    (read.facts.criteria.length === 1 ? read.facts.criteria[0] : undefined)
  return {
    title: `Add evidence to ${read.facts.ref}`,
    heading: 'Add evidence',
    dates: [`${PART}-datedOn`],
    labels: evidenceLabels(PART),
    choices: evidenceChoices(PART, model),
    initial: { ...evidenceInitial(PART, today, chosen?.id), ...ownFile(link, request) },
    read: (values) => {
      const evidence = readEvidence(values, PART, model)
      return evidence.ok ? { ok: true, data: [evidence.data] } : evidence
    },
    fields: (state) =>
      html`${returnReason(model)}
<p><a class="govuk-link" href="${paths.actionFile.at(read.facts)}">Send a file</a> if what you have is not kept anywhere that a link leads to.</p>
${evidenceQuestions(state, PART, model)}${button({ text: addEvidence.press })}`,
    aside: section({ title: 'Evidence so far', id: 'so-far', body: criteriaList(read) }),
    ...(!may.mayAddEvidence && {
      closed:
        'Evidence is added by the owner, contributors, the lead, the chair and the plan administrator, while the action is part of the plan.',
    }),
    done: addEvidence.done,
  }
}

/** The link of a file that was just sent here. Of anything else nothing is filled in: a link could lead elsewhere. */
function ownFile(link: unknown, { host }: FastifyRequest): Record<string, string> {
  if (typeof link !== 'string' || !URL.canParse(link)) return {}
  const url = new URL(link)
  const ours =
    url.host === host &&
    /^\/files\/[0-9a-f-]{36}$/.test(url.pathname) &&
    link === `${url.origin}${url.pathname}`
  return ours ? { [`${PART}-url`]: link } : {}
}
