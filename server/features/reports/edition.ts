import type { Db } from '#db/connection/connect.ts'
import { cutOffBefore, sectionsOf } from '#db/read/reports.ts'
import type { OpenFindings, ReportAsked, TakeEdition } from '#db/write/change-report.ts'
import { standAloneSvg } from '#server/documents/chart/stand-alone.ts'
import { exemptSentence } from '#server/ui/words/exempt-words.ts'
import { type Day, dayInWords, endOfLondonDay } from '#workflows/calendar/calendar.ts'
import type { ReportFacts, SectionFacts } from '#workflows/report/report-facts.ts'
import type { Block, DocumentSection, ReportDocument } from '#workflows/report/text/text-tree.ts'
import { checkedBy, type SectionFinding } from './made/checked.ts'
import { decisionsKnown, type ReportKnown, reportKnown, textKnown } from './made/facts.ts'
import { sectionBlocks } from './made/section-blocks.ts'

/**
 * Makes what an edition holds, from the plan as it stood at the end of the cut-off day. The edition for the public is
 * made without reading the text of what is exempt.
 */
export const takeEdition: TakeEdition = async (db, asked) => {
  const { report } = asked
  const { known, sections, since } = await readForReport(db, asked)
  const contents = documentOf(report, sections, known, 'whole')
  if (!report.isPublic) return { contents, publicContents: null }
  const [open, decisions] = await Promise.all([
    sectionsOf(db, report.id, 'public'),
    decisionsKnown(db, report, since, 'public'),
  ])
  return { contents, publicContents: documentOf(report, open, { ...known, decisions }, 'public') }
}

/** What a report would be if it were issued now, for those who put it together. */
export async function draftOf(db: Db, asked: ReportAsked): Promise<ReportDocument> {
  const { known, sections } = await readForReport(db, asked)
  const { report } = asked
  const edition = report.state === 'issued' ? report.edition : report.edition + 1
  return documentOf({ ...report, edition }, sections, known, 'whole')
}

/** How many findings of each section nobody has answered, by its number. */
export const openFindings: OpenFindings = async (db, asked) =>
  new Map((await openOf(db, asked)).map(({ section, findings }) => [section.number, findings.length]))

/** A section in which the checks find something that nobody has answered. */
export type SectionOpen = { section: SectionFacts; findings: SectionFinding[] }

/** What the checks find in the sections of a report and nobody has answered; sections without are left out. */
export async function openOf(db: Db, asked: ReportAsked): Promise<SectionOpen[]> {
  const [known, sections] = await Promise.all([textKnown(db, asked), sectionsOf(db, asked.report.id)])
  const check = await checkedBy(db, asked, known)
  return sections
    .map((section) => ({
      section,
      findings: check(section).filter(({ keptBecause }) => keptBecause === null),
    }))
    .filter(({ findings }) => findings.length > 0)
}

/** What the checks find in one section of a report. */
export async function findingsOf(
  db: Db,
  asked: ReportAsked,
  section: SectionFacts,
): Promise<SectionFinding[]> {
  if (section.text.trim() === '') return []
  return (await checkedBy(db, asked, await textKnown(db, asked)))(section)
}

/** A section as it would be issued now, and what the checks find in its text. */
export async function sectionAsItStands(
  db: Db,
  asked: ReportAsked,
  section: SectionFacts,
): Promise<{ blocks: Block[]; findings: SectionFinding[] }> {
  const { known } = await readForReport(db, asked)
  const check = await checkedBy(db, asked, known)
  return { blocks: sectionBlocks(known, section).map(standingAlone), findings: check(section) }
}

/**
 * A section as it would have been issued on a past day, with what the plan knew at its end. What the checks find is of
 * the present alone.
 */
export async function sectionAsItStood(
  db: Db,
  asked: ReportAsked,
  section: SectionFacts,
  asAt: Day,
): Promise<{ blocks: Block[]; findings: SectionFinding[] }> {
  const { report } = asked
  const then = { ...report, cutOffOn: report.cutOffOn < asAt ? report.cutOffOn : asAt }
  const since = await cutOffBefore(db, then)
  const moment = endOfLondonDay(asAt)
  const [known, decisions] = await Promise.all([
    reportKnown(db, { ...asked, report: then }, since),
    decisionsKnown(db, report, since, 'whole', moment),
  ])
  return {
    blocks: sectionBlocks({ ...known, decisions, now: moment }, section).map(standingAlone),
    findings: [],
  }
}

async function readForReport(db: Db, asked: ReportAsked) {
  const { report } = asked
  const [since, sections] = await Promise.all([cutOffBefore(db, report), sectionsOf(db, report.id)])
  return { known: await reportKnown(db, asked, since), sections, since }
}

function documentOf(
  report: ReportFacts,
  sections: readonly SectionFacts[],
  known: ReportKnown,
  audience: 'whole' | 'public',
): ReportDocument {
  const hasExempt =
    sections.some(({ exemptParagraph }) => exemptParagraph !== null) ||
    (sections.some(({ kind }) => kind === 'decisions') &&
      known.decisions.open.some(({ exemptParagraph }) => exemptParagraph !== null))
  return {
    language: 'en-GB',
    title: report.title,
    subtitle: `${report.body}, ${dayInWords(report.forOn)}`,
    cover: [
      { label: 'For', value: report.body },
      { label: 'Day', value: dayInWords(report.forOn) },
      { label: 'Figures and changes up to', value: dayInWords(known.day) },
      { label: 'Plan', value: known.plan.title },
      { label: 'Edition', value: String(report.edition) },
      { label: `Corrects edition ${report.edition - 1}`, value: report.correction ?? '' },
      { label: 'Portfolio', value: report.portfolio },
      { label: 'Approved by', value: report.approverPost },
      { label: 'Contact officer', value: report.contact },
      { label: 'Status', value: statusOf(report, hasExempt, audience) },
    ].filter(({ value }) => value !== ''),
    sections: sections.map((section) => partOf(section, known, audience)),
  }
}

function statusOf({ isPublic }: ReportFacts, hasExempt: boolean, audience: 'whole' | 'public'): string {
  if (!isPublic) return 'Not for publication'
  if (!hasExempt) return 'Public'
  return audience === 'public' ? 'Public: exempt parts are left out' : 'Public, with exempt parts'
}

function partOf(section: SectionFacts, known: ReportKnown, audience: 'whole' | 'public'): DocumentSection {
  const { number, heading, exemptParagraph, exemptReason } = section
  const isLeftOut = audience === 'public' && exemptParagraph !== null
  const exempt = exemptParagraph === null ? [] : [said(exemptSentence(exemptParagraph, exemptReason))]
  // The titles of decisions and what was resolved stay public, and the rest of them was not read.
  const blocks =
    isLeftOut && section.kind !== 'decisions'
      ? [...exempt, said('This part is left out of the public edition.')]
      : [...exempt, ...sectionBlocks(known, section)]
  return { number: String(number), heading, blocks: blocks.map(standingAlone) }
}

const said = (text: string): Block => ({ kind: 'paragraph', of: [{ kind: 'text', text }] })

function standingAlone(block: Block): Block {
  return block.kind === 'chart' ? { ...block, svg: standAloneSvg(block.svg)?.svg ?? '' } : block
}
