import { fieldsOf } from '#server/ui/forms/fields.ts'
import { type FormState, fieldInWords } from '#server/ui/forms/forms.ts'
import { shownAs } from '#server/ui/forms/shown-as.ts'
import { section } from '#server/ui/html/components.ts'
import { button, warningText } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { TAKEN_OUT } from '#workflows/redaction/marks.ts'
import type { Place } from '#workflows/redaction/places.ts'
import { count, often } from '#workflows/words.ts'
import type { Found } from './service.ts'

/** The words and the reason; once it was looked where they stand, the things to take them out of. */
export function takeOutFields(state: FormState, found: readonly Found[] | null): Html {
  const looked = found !== null && found.length > 0
  const asked = fieldsOf(state)
  return html`${asked.text('words', {
    label: 'Which words must go?',
    hint: 'Copy them as they stand: a name, a sentence, a whole note. Capitals, accents and line breaks do not matter; parts of longer words are left alone.',
    rows: 3,
  })}
${asked.text('reason', {
  label: 'Why?',
  hint: 'The reason stays in the history. Say it without the words: ‘A child could be recognised’.',
  rows: 2,
})}
${looked ? whereItStands(state, found) : button({ text: 'Look where they stand' })}`
}

function whereItStands(state: FormState, found: readonly Found[]): Html {
  const ids = found.map(({ id }) => id)
  const ticked = ids.some((id) => state.values[`things-${id}`] !== undefined)
  const values = ticked
    ? state.values
    : { ...state.values, ...Object.fromEntries(ids.map((id) => [`things-${id}`, id])) }
  return html`<input type="hidden" name="shown" value="${shownAs(state.values['words'])}">${section({
    title: 'Where they stand',
    id: 'found',
    number: found.length,
    body: html`${fieldsOf({ ...state, values }).ticks('things', {
      label: 'Take them out of',
      items: found.map((each) => ({ value: each.id, text: nameOf(each), hint: placesInWords(each) })),
    })}
${warningText(`Once you press, they are gone for good; ‘${TAKEN_OUT}’ stands in their place. Emails that have gone and backups still have them.`)}
${button({ text: 'Take them out', look: 'warning', name: 'step', value: 'take' })}
${button({ text: 'Look again', look: 'secondary' })}`,
  })}`
}
function nameOf({ kind, ref, title }: Found): string {
  return kind === 'plan'
    ? `The plan itself: ${title}`
    : [ref, title].filter((each) => each !== null).join(' ')
}

function placesInWords({ places, earlier }: Found): Html {
  const alike = [...Map.groupBy(places, (place) => `${fieldName(place)}: ${place.left}`).values()]
  const rows = alike.flatMap(([place, ...more]) =>
    place === undefined
      ? []
      : [
          html`<span class="wm-line">${fieldName(place)}: ${excerpt(place)}${more.length > 0 && `, ${often(more.length + 1)}`}</span>`,
        ],
  )
  return html`${rows}${earlier > 0 && html`<span class="wm-line">${count(earlier, 'row')} of its history</span>`}`
}

function fieldName({ field, part }: Place): string {
  if (part === null) return fieldInWords(field)
  const own = partWords[part.list] ?? fieldInWords(part.list.replace(/s$/, ''))
  return ['text', 'title', 'name'].includes(field) ? own : `${own}, ${fieldInWords(field).toLowerCase()}`
}

const partWords: Readonly<Record<string, string>> = {
  criteria: 'Closure criterion',
  observations: 'Figure',
  extensions: 'Request for more time',
}

/** What is left of a text, a few words on both sides of the first place. */
function excerpt({ left }: Place): Html {
  const at = left.indexOf(TAKEN_OUT)
  const from = Math.max(0, at - 60)
  const to = at + TAKEN_OUT.length + 60
  return html`<q>${from > 0 && '… '}${left.slice(from, at)}<mark>${TAKEN_OUT}</mark>${left.slice(at + TAKEN_OUT.length, to)}${to < left.length && ' …'}</q>`
}
