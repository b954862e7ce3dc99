import type { DecisionReported } from '#db/read/decisions-reported.ts'
import { decisionResource } from '#server/features/decisions/resource.ts'
import { callInWords, carriedOutWords } from '#server/features/decisions/words.ts'
import { decisionStateWords, keyWords } from '#server/ui/words/decision-words.ts'
import { exemptSentence } from '#server/ui/words/exempt-words.ts'
import { dayInWords, type Instant } from '#workflows/calendar/calendar.ts'
import type { Block } from '#workflows/report/text/text-tree.ts'
import { paragraph, tableOf, words } from './cells.ts'

/** The decisions of a report as the register holds them: each with what was resolved, why, and from when on it can be carried out. */
export function decisions(all: readonly DecisionReported[], now: Instant): Block[] {
  if (all.length === 0) return [paragraph('No decision is in the register for this report.')]
  return all.flatMap((each) => one(each, now))
}

function one(decision: DecisionReported, now: Instant): Block[] {
  const { ref, title, resolved, exemptParagraph, exemptReason, isLeftOut } = decision
  return [
    heading(1, `${ref} ${title}`),
    ...(exemptParagraph === null ? [] : [paragraph(exemptSentence(exemptParagraph, exemptReason))]),
    heading(2, 'Resolved'),
    { kind: 'list', ordered: true, start: 1, items: resolved.map((text) => [paragraph(text)]) },
    ...(isLeftOut
      ? [paragraph('The rest of its record is left out of the public edition.')]
      : recorded.flatMap(([named, field]) => [heading(2, named), ...paragraphs(decision[field])])),
    facts(decision, now),
  ]
}

/** What the law asks of a record (SI 2012/2089, regulations 12 and 13). */
const recorded = [
  ['Reasons', 'reasons'],
  ['Alternatives considered and rejected', 'alternatives'],
  ['Interests declared', 'interests'],
  ['Dispensations', 'dispensations'],
] as const

function facts(read: DecisionReported, now: Instant): Block {
  const decision = decisionResource({ decision: read, meeting: null, actions: [] }, now)
  const { ref, decisionMaker, decidedOn, agendaItem, publishedOn, keyKind } = decision
  const rows: [string, string][] = [
    ['Decided by', decisionMaker],
    ['Decided on', dayInWords(decidedOn)],
    ['Agenda item', agendaItem],
    ['Key decision', keyWords[keyKind]],
    ['Notice', decision.shortNotice ?? ''],
    ['Why no 28 clear days’ notice', decision.noticeReason],
    ['Urgency agreed by', decision.urgencyAgreedBy],
    ['Published on', publishedOn === null ? 'Not published yet' : dayInWords(publishedOn)],
    ['Call-in', callInWords(decision)],
    ['Why it is exempt from call-in', decision.exemptionReason],
    ['Exemption agreed by', decision.exemptionAgreedBy],
    ['Called in by', decision.calledInBy],
    ['Why it was called in', decision.calledInReason],
    ['State', decisionStateWords[decision.state]],
    ['Can be carried out from', carriedOutWords(decision)],
  ]
  return tableOf(
    `Decision ${ref}: who decided, and when it takes effect`,
    ['What', 'As recorded'],
    rows.filter(([, value]) => value !== ''),
  )
}

function heading(level: 1 | 2, text: string): Block {
  return { kind: 'heading', level, of: words(text) }
}

function paragraphs(text: string): Block[] {
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '')
  return lines.length === 0 ? [paragraph('None recorded.')] : lines.map(paragraph)
}
