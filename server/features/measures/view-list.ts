import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { emptyState, section } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { listLinks } from '#server/ui/html/list-links.ts'
import {
  figureNow,
  type MeasureLook,
  movementWords,
  sparkOf,
  targetWords,
} from '#server/ui/html/measure-look.ts'
import { measuresSentence } from '#server/ui/html/measures-sentence.ts'
import type { FiguresOwed } from '#workflows/measure/figures-due.ts'
import { byWeight, type MovementKind } from '#workflows/measure/movement.ts'
import { type ListChoices, listChoices } from './view-list-choices.ts'
import { lateInWords, measureTable } from './view-list-table.ts'

export type ListShown = ListChoices & {
  /** The measures of the plan that are asked for, in its order. */
  looks: readonly MeasureLook[]
  /** Figures that are late, by the id of their measure. */
  late: ReadonlyMap<string, FiguresOwed>
}

/** What a plan measures: what moved first, then what did not, then what is missing or nobody can tell, each by its weight. */
export function measureList(shown: ListShown): Html {
  const { looks, query, asAt, late } = shown
  if (looks.length === 0 && query.priority === null) {
    return emptyState({
      title: 'Nothing is measured yet',
      text: 'Without measures nobody can tell whether the actions help. The plan administrator and the leads of its priorities add them here, load them from a measures file, or send them by the API.',
    })
  }
  const csv = looks.length > 0 && html`<p class="wm-elsewhere">${listLinks(csvOf(shown))}</p>`
  const begin = html`${looks.length > 0 && measuresSentence(looks, asAt)}${listChoices(shown)}${csv}`
  if (query.view === 'table') return html`${begin}${measureTable(looks, asAt, late)}`
  return html`${begin}${groups.map(({ kind, title, intro }) => {
    const own = looks.filter(({ movement }) => movement.kind === kind)
    const ordered = own.toSorted((a, b) => byWeight(a.movement, b.movement))
    return (
      own.length > 0 &&
      section({
        title,
        id: `measures-${kind}`,
        number: own.length,
        intro,
        body: html`<ul class="wm-moves">${ordered.map((look) => move(look, shown))}</ul>`,
      })
    )
  })}${lateOnes(shown)}`
}

/** Where the measures that are shown are handed out. */
function csvOf({ planId, query, asAt }: ListShown): string {
  const only =
    query.priority === null ? '' : `?${new URLSearchParams({ priority: query.priority }).toString()}`
  return atDay(`${paths.measuresCsv.at({ id: planId })}${only}`, asAt)
}

/** Once more those of which a figure is late, though there are earlier ones: what is late or missing stands together. */
function lateOnes({ looks, late, asAt }: ListShown): Html | false {
  const own = looks.filter(({ measure, movement }) => movement.kind !== 'noFigure' && late.has(measure.id))
  return (
    own.length > 0 &&
    section({
      title: 'Newest figures late',
      id: 'measures-late',
      number: own.length,
      body: html`<ul class="wm-also">${own.map(
        ({ measure }) =>
          html`<li><a class="govuk-link" href="${atDay(paths.measure.at(measure), asAt)}">${measure.title}</a></li>`,
      )}</ul>`,
    })
  )
}

const groups: readonly { kind: MovementKind; title: string; intro?: string }[] = [
  { kind: 'worse', title: 'Got worse' },
  { kind: 'better', title: 'Got better' },
  { kind: 'changed', title: 'Changed, and neither better nor worse can be told' },
  { kind: 'same', title: 'Did not move' },
  { kind: 'noFigure', title: 'Figures missing' },
  {
    kind: 'unknown',
    title: 'Cannot be told yet',
    intro: 'Where no reason stands, there is one figure alone.',
  },
]

function move(look: MeasureLook, { asAt, late }: ListShown): Html {
  const { measure, priority } = look
  const owed = late.get(measure.id)
  const target = targetWords(look)
  const says = movementWords(look)
  return html`<li class="wm-move"><p class="wm-move__what">${priority !== null && html`<span class="wm-ref">${priority.ref}</span> `}<a
class="govuk-link" href="${atDay(paths.measure.at(measure), asAt)}">${measure.title}</a></p>${sparkOf(look)}
<p class="wm-move__now">${figureNow(look)}</p>${says && html`<p class="wm-move__says">${says}</p>`}
${target && html`<p class="wm-move__target">${target}</p>`}${
    owed && html`<p class="wm-move__target wm-late">${lateInWords(owed)}</p>`
  }</li>`
}
