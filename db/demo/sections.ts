import { readReport } from '#db/read/reports.ts'
import { readSection } from '#db/read/sections.ts'
import { changeSection, type SectionChange } from '#db/write/change-section.ts'
import { dayInWords, type Instant } from '#workflows/calendar/calendar.ts'
import type { Offset } from './names.ts'
import { refuseUnlessDone } from './refuse.ts'
import type { DatedStep, MadeReport, ReportReplay } from './replay.ts'
import type { DemoSection, DemoSectionEvent } from './report-form.ts'

/** What the keeper tells of each section on the day of the draft: its author with their day, and what it speaks of. */
export function describedSections(made: MadeReport, replay: ReportReplay): DatedStep[] {
  const { demo, dayOf, personId } = replay
  const { drafted } = made.told
  return made.told.sections.flatMap((section) => {
    const { author, due } = section
    const change = described(section, replay)
    const changes: SectionChange[] = [
      ...(change === null ? [] : [change]),
      ...(author === undefined || due === undefined
        ? []
        : [{ type: 'reassign' as const, authorId: personId(author), dueOn: dayOf(due) }]),
    ]
    return changes.map((each) =>
      stepOf(made, section, { at: drafted, by: demo.reporting.keeper, change: async () => each }, replay),
    )
  })
}

/** What happened to each section of a report, section by section. */
export function sectionSteps(made: MadeReport, replay: ReportReplay): DatedStep[] {
  const { keeper } = replay.demo.reporting
  return made.told.sections.flatMap((section) =>
    section.story.map((event) => {
      const isKeepers = event.event === 'accept' || event.event === 'sendBack'
      const by = event.by ?? (isKeepers ? keeper : (section.author ?? keeper))
      const change = (now: Instant) => changeOf(event, { made, section, now, by }, replay)
      return stepOf(made, section, { at: event.at, by, change }, replay)
    }),
  )
}

function stepOf(
  made: MadeReport,
  { heading }: DemoSection,
  { at, by, change }: { at: Offset; by: string; change: (now: Instant) => Promise<SectionChange> },
  { db, personId }: ReportReplay,
): DatedStep {
  return {
    at,
    run: async (now) => {
      const wanted = await change(now)
      const context = { sectionId: sectionId(made, heading), actorId: personId(by), now, notify: false }
      const where = `${made.told.title}, ${heading}, day ${at}`
      refuseUnlessDone(await changeSection(db, context, wanted), `${where}: ${by} may not ${wanted.type}`)
    },
  }
}

function sectionId({ told, sections }: MadeReport, heading: string): string {
  const id = sections.get(heading)
  if (id === undefined) throw new Error(`${told.template} has no section ${heading}`)
  return id
}

function described(section: DemoSection, { ids, dayOf }: ReportReplay): SectionChange | null {
  const { introduction, measures, priorities, exempt } = section
  const change = {
    ...(introduction !== undefined && { text: withDays(introduction, dayOf) }),
    ...(measures !== undefined && { measureIds: measures.map((ref) => ids.measure.get(ref) ?? '') }),
    ...(priorities !== undefined && { priorityIds: priorities.map((ref) => ids.priority.get(ref) ?? '') }),
    ...(exempt !== undefined && { exemptParagraph: exempt.paragraph, exemptReason: exempt.reason }),
  }
  return Object.keys(change).length === 0 ? null : { type: 'edit', change }
}

type Happening = { made: MadeReport; section: DemoSection; now: Instant; by: string }

async function changeOf(
  told: DemoSectionEvent,
  happening: Happening,
  replay: ReportReplay,
): Promise<SectionChange> {
  switch (told.event) {
    case 'accept':
      return { type: 'accept' }
    case 'sendBack':
      return { type: 'sendBack', reason: told.reason }
    case 'saveDraft':
    case 'write':
      return { type: told.event, text: withDays(told.text, replay.dayOf) }
    case 'keep':
      return {
        type: 'keep',
        code: told.code,
        key: await findingOf(told, happening, replay),
        reason: told.reason,
      }
  }
}

async function findingOf(
  { code, of }: Extract<DemoSectionEvent, { event: 'keep' }>,
  { made, section, now, by }: Happening,
  { db, personId, making }: ReportReplay,
): Promise<string> {
  const actorId = personId(by)
  const [whole, read] = await Promise.all([
    readReport(db, actorId, made.id),
    readSection(db, actorId, sectionId(made, section.heading)),
  ])
  if (!whole || !read) throw new Error(`${by} does not see ${made.told.title}`)
  const found = await making.findingsOf(db, { report: whole.report, actorId, now }, read.section)
  const wanted = found.find((each) => each.code === code && each.sentence.includes(of))
  if (wanted) return wanted.id
  const told = found.map((each) => `${each.code}: ${each.sentence}`).join('\n  ')
  throw new Error(`${made.told.title}, ${section.heading}: no ${code} of '${of}' is found, but\n  ${told}`)
}

function withDays(text: string, dayOf: ReportReplay['dayOf']): string {
  return text.replaceAll(/\{day (-?\d+)\}/g, (_, offset: string) => dayInWords(dayOf(Number(offset))))
}
