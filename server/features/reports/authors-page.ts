import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { planPeople } from '#db/read/plan-people.ts'
import { type AuthorBefore, authorsBefore, readSections, type SectionRead } from '#db/read/sections.ts'
import { paths } from '#server/paths.ts'
import { dayField, fieldsOf } from '#server/ui/forms/fields.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { dayParts, dayTyped, type FormState, readForm, type Typed } from '#server/ui/forms/forms.ts'
import { meaningsOf } from '#server/ui/forms/options.ts'
import { type PersonOption, peopleOptions } from '#server/ui/forms/people-options.ts'
import { button } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { addDays, type Day, daysBetween } from '#workflows/calendar/calendar.ts'
import { isWritten, type ReportFacts } from '#workflows/report/report-facts.ts'
import type { ReportDeps } from './edition-files.ts'
import { reportAt } from './report-at.ts'
import { changeOfSection } from './section-service.ts'

/**
 * `/reports/:id/authors`: who writes each section and by when, all of them at once. Where nobody is named yet, the
 * authors of the report before stand in the boxes.
 */
export function authorsPage(app: FastifyInstance, deps: ReportDeps, web: Web): void {
  formPage(app, web, paths.reportAuthors.pattern, async (request) => {
    const { actor, read, plan, home, frame, shut } = await reportAt(deps, web, request)
    const { report } = read
    const [all, before, people] = await Promise.all([
      readSections(deps.db, report.id),
      authorsBefore(deps.db, report),
      planPeople(deps.db, plan.id, 'ofNoPlan'),
    ])
    // What is handed in would go back to its author by a new day.
    const open = all.filter(({ section }) => isWritten(section.kind) && section.state === 'waiting')
    const offered = peopleOptions(people.filter(({ isOfPlan }) => isOfPlan))
    const saved = savedIn(open)
    const day = dayTyped(saved, 'dueOn')
    const why =
      shut ??
      (report.state === 'draft' || report.state === 'commissioned'
        ? open.length === 0
          ? 'Every section that people write is handed in. One that needs another author is sent back first.'
          : null
        : 'Authors can be named until the report is submitted. Its approver can return it.')
    return {
      page: frame('Who writes it, and by when'),
      initial: { ...proposed(report, open, before, offered), ...chosenIn(saved) },
      dates: ['dueOn'],
      labels: {
        dueOn: 'Day by which the sections are handed in',
        ...Object.fromEntries(open.map(({ section }) => [boxOf(section), section.heading])),
      },
      choices: Object.fromEntries(open.map(({ section }) => [boxOf(section), meaningsOf(offered)])),
      ...(why !== null && {
        closed: {
          title: 'There is nothing for you to do here',
          text: why,
          next: button({ text: 'Back to the report', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => drawn(open, offered, state),
      send: async (values) => {
        const typed = readForm(schema, values, ['dueOn'])
        const strangers = open.filter(({ section }) => {
          const chosen = values[boxOf(section)] ?? ''
          return (
            chosen !== '' && chosen !== section.authorId && offered.every(({ value }) => value !== chosen)
          )
        })
        const unknown = Object.fromEntries(
          strangers.map(({ section }) => [boxOf(section), 'Choose a person who works on this plan']),
        )
        if (!typed.ok || strangers.length > 0)
          return { ok: false, faults: { ...unknown, ...(!typed.ok && typed.faults) } }
        const { dueOn } = typed.data
        const isLate = open.some(({ section }) => values[`at-${section.id}`] !== String(section.version))
        if (isLate) return { ok: false, faults: {}, status: 409, overtaken: true }
        const changed = open.filter(({ section: { authorId, dueOn: own, ...section } }) => {
          const chosen = values[boxOf(section)] ?? ''
          return chosen !== '' && (chosen !== authorId || (dueOn !== day && own !== dueOn))
        })
        for (const { section } of changed) {
          const event = { type: 'reassign', authorId: values[boxOf(section)] ?? '', dueOn } as const
          await changeOfSection(deps, actor, section.id, event, section.version)
        }
        const left = open.filter(({ section }) => (values[boxOf(section)] ?? '') === '').length
        const success = left === 0 ? 'Every section has an author.' : `${left} sections have no author yet.`
        return {
          ok: true,
          data: { to: home, success: changed.length === 0 ? 'Nothing was changed.' : success },
        }
      },
    }
  })
}

const schema = z.object({ dueOn: dayField('the day by which the sections are handed in') })

const boxOf = ({ id }: { id: string }): string => `author-${id}`

/** What is saved: each author, and the day that most of the sections have. */
function savedIn(sections: readonly SectionRead[]): Typed {
  const days = sections.flatMap(({ section }) => section.dueOn ?? [])
  const times = (day: Day) => days.filter((each) => each === day).length
  const usual = days.toSorted((a, b) => times(b) - times(a))[0] ?? null
  return {
    ...Object.fromEntries(sections.map(({ section }) => [boxOf(section), section.authorId ?? ''])),
    ...(usual !== null && dayParts('dueOn', usual)),
  }
}

const chosenIn = (values: Typed): Typed =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))

/** The authors of the report before, by the headings of their sections, and as many days before its own day. */
function proposed(
  { forOn }: ReportFacts,
  sections: readonly SectionRead[],
  before: readonly AuthorBefore[],
  offered: readonly PersonOption[],
): Typed {
  const authors = sections.flatMap(({ section }) => {
    const last = before.find(({ heading }) => heading === section.heading)
    return last && offered.some(({ value }) => value === last.authorId)
      ? [[boxOf(section), last.authorId]]
      : []
  })
  const ahead = Math.min(...before.map((each) => daysBetween(each.dueOn, each.forOn)))
  return {
    ...(Object.fromEntries(authors) as Typed),
    ...(before.length > 0 && ahead >= 0 && dayParts('dueOn', addDays(forOn, -ahead))),
  }
}

function drawn(sections: readonly SectionRead[], offered: readonly PersonOption[], state: FormState): Html {
  const { day, pick } = fieldsOf(state)
  return html`${day('dueOn', {
    label: 'By which day are they handed in?',
    labelSize: 's',
    hint: 'Of one section another day can be set on its own page',
  })}
${sections.map(
  ({ section }) =>
    html`${pick(boxOf(section), {
      label: `${section.number} ${section.heading}`,
      hint: section.guidance,
      items: [{ value: '', text: 'Choose a person' }, ...offered],
    })}<input type="hidden" name="at-${section.id}" value="${section.version}">`,
)}
${button({ text: 'Save the authors' })}`
}
