import { checkSection } from '#workflows/report/checks/check-section.ts'
import type { Finding, FindingCode } from '#workflows/report/checks/finding.ts'
import type {
  ActionInScope,
  MeasureInScope,
  ReportedFigure,
  PlanAtCutOff,
} from '#workflows/report/checks/plan-at-cut-off.ts'
import type { Block, Inline, ReportDocument, TableBlock } from '#workflows/report/text/text-tree.ts'

/** A text with `{{P3.O1}}` for an inserted figure and a line break for one. */
export function inlines(text: string): Inline[] {
  return text.split(/(\{\{[^{}]+\}\}|\n)/).flatMap((part): Inline[] => {
    if (part === '') return []
    if (part === '\n') return [{ kind: 'lineBreak' }]
    const reference = /^\{\{(.+)\}\}$/.exec(part)?.[1]
    return [reference === undefined ? { kind: 'text', text: part } : { kind: 'figure', reference }]
  })
}

export function paragraph(text: string): Block {
  return { kind: 'paragraph', of: inlines(text) }
}

/** A table from lines of cells parted by bars; the first line holds the headings. */
export function table(lines: readonly string[], caption: string | null = null): TableBlock {
  const [headings = [], ...rows] = lines.map((line) => line.split('|').map((cell) => inlines(cell.trim())))
  return { kind: 'table', caption, headings: headings.map((of) => ({ of, align: 'start' })), rows }
}

export function sectionOf(...blocks: (Block | string)[]): ReportDocument['sections'][number] {
  return {
    number: '1',
    heading: 'Update',
    blocks: blocks.map((block) => (typeof block === 'string' ? paragraph(block) : block)),
  }
}

/** The plan of a test: what is not given is not there. */
export function reportFacts(given: Partial<PlanAtCutOff> = {}): PlanAtCutOff {
  return {
    cutOffOn: '2018-07-05',
    measures: [],
    insertable: (given.measures ?? []).map(({ reference, title, figures }) => ({
      reference,
      title,
      hasFigure: figures.length > 0,
    })),
    priorities: [],
    actions: [],
    people: [],
    posts: [],
    lastEdition: null,
    served: ['children', 'young people'],
    ...given,
  }
}

export function reported(asAtOn: string, value: number, given: Partial<ReportedFigure> = {}): ReportedFigure {
  return {
    asAtOn,
    value,
    periodStartOn: null,
    published: null,
    numerator: null,
    denominator: null,
    denominatorSource: '',
    recalculated: null,
    ...given,
  }
}

export function reportMeasure(
  given: Partial<MeasureInScope> & Pick<MeasureInScope, 'reference' | 'title'>,
): MeasureInScope {
  return {
    aliases: [],
    unit: 'count',
    per: null,
    polarity: 'lowerIsBetter',
    decimals: null,
    countOf: 'children',
    denominatorSource: '',
    targetValue: null,
    targetTolerance: null,
    figures: [],
    ...given,
  }
}

export function reportAction(
  given: Partial<ActionInScope> & Pick<ActionInScope, 'reference' | 'title'>,
): ActionInScope {
  return {
    priorityReference: 'P1',
    rating: 'green',
    state: 'inProgress',
    dueOn: '2018-12-31',
    dueBefore: [],
    owner: 'Priya Nair',
    formerOwners: [],
    ...given,
  }
}

/** What one check finds in a text, in its order. */
export function findingsOf(code: FindingCode, facts: PlanAtCutOff, ...blocks: (Block | string)[]): Finding[] {
  return checkSection(sectionOf(...blocks), facts).filter((finding) => finding.code === code)
}
