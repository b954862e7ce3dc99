import { paths } from '#server/paths.ts'
import { day, panel } from '#server/ui/html/components.ts'
import { button, details } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { nextMoveOf, stateWords } from '#server/ui/words/action-words.ts'
import { checkIsDue } from '#workflows/action/embedding.ts'
import { whyNobodySignsOff } from '#workflows/action/signers.ts'
import { minorDecisions, onlyReturns, principalDecisions } from '../decide/decisions.ts'
import type { ActionModel } from './action-model.ts'
import { heldUp } from './choices.ts'

/** Whose move is next, and what this person may do now. What they cannot do yet says why. */
export function whatNext(model: ActionModel): Html {
  const { read, may } = model
  const { id } = read.facts
  const names = principalDecisions(model)
  const decides = names.length > 0 || may.action.askEvidence.allowed
  const early = checkIsAhead(model)
  const unsigned = whyNobodySignsOff(read.facts, model.decision.around)
  const minor = minorDecisions(model)
  const keeps = keeping(model)
  const nothing =
    !may.action.report.allowed && !decides && minor.length + keeps.length === 0 && !may.mayAddEvidence
  return panel(
    html`${move(model)}
${unsigned !== null && html`<div class="wm-held"><p>${unsigned}</p></div>`}
${decides && (early ? checkEarly(model) : button({ text: decideLabel(model, names), href: paths.actionDecide.at({ id }) }))}
${forms(model)}
${held(model)}
${
  minor.length + keeps.length > 0 &&
  details({
    summary: 'Other things you can do',
    body: html`<ul class="wm-also">${[
      ...keeps,
      ...minor.map(({ name, link }) => ({ href: `${paths.actionDecide.at({ id })}?on=${name}`, link })),
    ].map(({ href, link }) => html`<li><a class="govuk-link" href="${href}">${link}</a></li>`)}</ul>`,
  })
}
${nothing && html`<p class="wm-quiet">There is nothing for you to do here: you can read it.</p>`}`,
    'What happens next',
  )
}

/** Whose move was next on a past day: nothing can be done then. */
export function whatWasNext(shown: Shown): Html {
  return panel(move(shown), 'What happens next')
}

type Shown = Pick<ActionModel, 'read' | 'today'>

function move({ read, today }: Shown): Html {
  const { embedCheckOn, state } = read.facts
  const check =
    checkIsAhead({ read, today }) &&
    embedCheckOn !== null &&
    html` The check is due on <strong>${day(embedCheckOn)}</strong>.`
  return html`<p><strong>${stateWords[state]}.</strong> ${nextMoveOf(read)}${check}</p>`
}

/** Whether the day on which it is checked that the change has stuck is still to come. */
const checkIsAhead = ({ read: { facts }, today }: Shown): boolean =>
  facts.state === 'signedOff' && !checkIsDue(facts, today)

/** A quiet way to the check before its day: it is no decision that waits. */
function checkEarly({ read: { facts } }: ActionModel): Html {
  return html`<p><a class="govuk-link wm-elsewhere" href="${paths.actionDecide.at(facts)}">Check early whether it has stuck</a></p>`
}

/** What this person may keep right in what is written, no matter whose move it is. */
function keeping({ may, read }: ActionModel): { href: string; link: string }[] {
  return [
    ...(may.edit('title').ok && read.facts.state !== 'draft'
      ? [{ href: paths.actionEdit.at(read.facts), link: 'Change what is written here' }]
      : []),
    ...(may.addMilestone.ok ? [{ href: paths.milestoneNew.at(read.facts), link: 'Add a milestone' }] : []),
    ...(may.blocker('').raise.allowed
      ? [{ href: paths.blockerNew.at(read.facts), link: 'Say what blocks it' }]
      : []),
  ]
}

function forms({ read, may }: ActionModel): Html {
  const { facts } = read
  const writes = read.facts.state === 'draft' && may.edit('title').ok
  const reports = may.action.report.allowed
  const asked = read.facts.extensions.some(({ state }) => state === 'requested')
  return html`${writes && button({ text: 'Change this action', href: paths.actionEdit.at(facts), look: 'secondary' })}
${reports && button({ text: 'Update this action', href: paths.actionUpdate.at(facts) })}
${submitIsOpen(may) && button({ text: 'Submit for sign-off', href: paths.actionSubmit.at(facts), look: 'secondary' })}
${may.extension('').request.allowed && button({ text: 'Ask for more time', href: paths.actionExtension.at(facts), look: 'secondary' })}
${asked && reports && html`<p><a class="govuk-link wm-elsewhere" href="${paths.actionExtension.at(facts)}">See or take back the request for more time</a></p>`}
${may.mayAddEvidence && html`<p><a class="govuk-link wm-elsewhere" href="${paths.actionEvidence.at(facts)}">Add evidence</a></p>`}`
}

// Missing evidence does not close the page: it is where the evidence is added.
function submitIsOpen({ action: { submit } }: ActionModel['may']): boolean {
  return submit.allowed || submit.code === 'evidenceMissing' || submit.code === 'extensionOpen'
}

function held({ may, read }: ActionModel): Html | false {
  const reasons = heldUp(may, read.facts.state)
  return (
    reasons.length > 0 &&
    html`<div class="wm-held">${reasons.map(
      ({
        event,
        because,
        missing,
      }) => html`<p><strong>${notYet[event] ?? 'Not possible yet'}.</strong> ${because}</p>
${missing.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${missing.map(({ detail }) => html`<li>${detail}</li>`)}</ul>`}`,
    )}</div>`
  )
}

const notYet: Record<string, string> = {
  agree: 'It cannot be agreed yet',
  start: 'It cannot start yet',
  report: 'No update can be given yet',
  submit: 'It cannot be submitted yet',
  endorse: 'You cannot endorse it',
  return: 'You cannot return it',
  signOff: 'You cannot sign it off',
  embed: 'It cannot be called embedded yet',
  cancel: 'It cannot be cancelled',
  supersede: 'It cannot be superseded',
}

function decideLabel({ read }: ActionModel, names: readonly string[]): string {
  const { state, extensions } = read.facts
  if (extensions.some((each) => each.state === 'requested')) return 'Decide on more time'
  if (onlyReturns(names)) return 'Return it to the owner'
  if (state === 'submitted') return 'Decide on the submission'
  return (
    {
      endorsed: 'Decide on the sign-off',
      signedOff: 'Decide whether it has stuck',
      draft: 'Agree this action',
    }[state as string] ?? 'Decide'
  )
}
