import type { ObservationRow } from '#db/read/measures.ts'
import { day, section, table } from '#server/ui/html/components.ts'
import { dotLine } from '#server/ui/html/dot-line.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { MeasureLook } from '#server/ui/html/measure-look.ts'
import { inUnit } from '#workflows/measure/change-words.ts'
import { type ComparedAt, changeOnYear, comparedByDate, rankWords } from '#workflows/measure/comparators.ts'
import { decimalsOf } from '#workflows/measure/published-text.ts'

/**
 * What others have, by date: each date a line of dots with ours marked, our place, and the table of all.
 * @param figures ours, with whose decimals and those of others all are told
 */
export function comparators(
  { measure, series }: MeasureLook,
  figures: readonly Pick<ObservationRow, 'published' | 'value'>[],
): Html | false {
  const { comparators: all, unit } = measure
  if (all.length === 0) return false
  const decimals = decimalsOf([...figures, ...all], measure.decimals)
  const inWords = (value: number) => inUnit(unit, value, decimals)
  const ours = series.values.map((value, at) => ({
    on: series.days[at] ?? '',
    value,
    shown: inWords(value),
  }))
  const dates = comparedByDate(measure, ours)
  return section({
    title: 'What others have',
    id: 'comparators',
    number: all.length,
    body: html`${dates.map((each) => picture(each, inWords))}${table({
      caption: 'Comparators',
      captionHidden: true,
      rowHeadings: true,
      columns: [
        { heading: 'Who' },
        { heading: 'Figure' },
        { heading: 'When' },
        { heading: 'On a year before' },
        { heading: 'Our place, as published' },
        { heading: 'Source' },
      ],
      rows: dates.flatMap(({ others }) =>
        others.map((other) => [
          other.name,
          other.published,
          other.asAtOn === null ? null : day(other.asAtOn),
          changeOnYear(measure, other, all),
          other.rank === null
            ? null
            : rankWords({ position: other.rank, tied: false, of: other.rankOf, among: null }),
          other.source === '' ? null : other.source,
        ]),
      ),
    })}`,
  })
}

function picture({ on, others, ours, rank }: ComparedAt, inWords: (value: number) => string): Html | false {
  const known = others.flatMap(({ name, value }) => (value === null ? [] : [{ name, value, ours: false }]))
  if (ours === null || known.length === 0) return false
  const when = on === null ? 'Day not given' : day(on)
  return html`<h3 class="wm-board__part">${when}</h3>
<p>Ours is ${ours.shown}, of ${day(ours.on)}.${rank && ` Among those known we are ${rankWords(rank)}, the best first.`}</p>
${dotLine([...known, { name: 'We', value: ours.value, ours: true }], `What others and we have, ${when}`, inWords)}`
}
