import type { Email, EmailLink } from '#emails/frame/email.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { count } from '#workflows/words.ts'
import { drawn, greeting } from './frame.ts'
import { type PartWords, partTitles, plansOf } from './part.ts'
import { firstLines, MOST_LINES, type ShownPart, shares } from './shown.ts'
import { lateness, short } from './words.ts'

/** For whom a weekly email is, and the day it should have gone when it goes later than that. */
export type Receiver = { name: string; lateFrom: Day | null; publicUrl: string }

/**
 * The one weekly email to a person, in both its forms: over all plans, with a part for each of what they own, lead,
 * chair and administer, in the order in which these press. Titles, and the reason of a return: other notes never
 * leave by email. Null where no part has anything to tell.
 */
export function weeklyEmail(
  written: readonly PartWords[],
  { name, lateFrom, publicUrl }: Receiver,
): WeeklyEmail | null {
  const parts = toldOnce(written)
  const [first] = parts
  if (!first) return null
  const rooms = shares(
    parts.map(({ sections }) => sections.reduce((sum, { lines }) => sum + lines.length, 0)),
    MOST_LINES,
  )
  const plans = plansOf(parts.flatMap((part) => part.plans))
  const shown = parts.map((part, at) => ({
    ...part,
    title: partTitles[part.part],
    ...firstLines(part.sections, rooms[at] ?? 0),
  }))
  const email = drawn({
    subject: subjectOfParts(first, parts, plans),
    greeting: greeting(name),
    intro:
      parts.length === 1 ? [...first.intro, ...lateness(lateFrom)] : [contents(parts), ...lateness(lateFrom)],
    parts: shown,
    why: [...new Set(parts.flatMap(({ why }) => why))],
    publicUrl,
  })
  return {
    ...email,
    parts: parts.map(({ part }) => part),
    planId: plans.length === 1 ? (plans[0]?.id ?? null) : null,
    link: linkOf(shown),
  }
}

/** A weekly email, with the parts that it has, and the one plan that its subject names. */
export type WeeklyEmail = Email & { parts: PartWords['part'][]; planId: string | null }

/** The link in an email with what may be answered by it: what the email shows, and no more. */
function linkOf(parts: readonly (ShownPart & Pick<PartWords, 'linkPath'>)[]): EmailLink | null {
  const [path] = parts.flatMap(({ linkPath }) => linkPath ?? [])
  if (path === undefined) return null
  const shown = parts.flatMap(({ sections }) => sections.flatMap(({ lines }) => lines))
  return { path, lines: shown.flatMap(({ answers }) => answers ?? []) }
}

/** What news of a later part an earlier one has told already is left out, and parts that say nothing then. */
export function toldOnce(parts: readonly PartWords[]): PartWords[] {
  const told = new Set<string>()
  const said = new Set<string>()
  return parts.flatMap((part) => {
    const sections = part.sections
      .map((section) => ({
        ...section,
        lines: section.isNews ? section.lines.filter(({ about }) => !told.has(about)) : section.lines,
      }))
      .filter(({ lines }) => lines.length > 0)
    for (const { lines } of sections) for (const { about } of lines) told.add(about)
    const closing = (part.closing ?? []).filter((paragraph) => !said.has(paragraph))
    for (const paragraph of closing) said.add(paragraph)
    const isEmpty = sections.length === 0 && closing.length === 0 && (part.figures ?? []).length === 0
    return isEmpty ? [] : [{ ...part, sections, closing }]
  })
}

/** 'This week: what you own, what you lead.' */
function contents(parts: readonly PartWords[]): string {
  const titles = parts.map(({ part }) => partTitles[part].replace(/^./, (letter) => letter.toLowerCase()))
  return `This week, in one email: ${new Intl.ListFormat('en-GB').format(titles)}.`
}

/** How many things wait, and the name of the plan, or how many plans it is about. */
function subjectOfParts(
  first: PartWords,
  parts: readonly PartWords[],
  plans: readonly { title: string }[],
): string {
  const [only] = plans
  const where = plans.length === 1 && only ? short(only.title, 80) : count(plans.length, 'plan')
  return plans.length === 0 ? countsOf(first, parts) : `${countsOf(first, parts)}: ${where}`
}

function countsOf(first: PartWords, parts: readonly PartWords[]): string {
  if (parts.length === 1) return first.subject
  const waiting = parts.reduce((sum, part) => sum + part.waiting, 0)
  const overdue = parts.reduce((sum, part) => sum + part.overdue, 0)
  if (waiting === 0) return first.subject
  const said = count(waiting, 'thing waits for you', 'things wait for you')
  return overdue > 0 ? `${said}, ${overdue} overdue` : said
}
