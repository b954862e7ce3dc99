import type { FoundKind } from '#db/read/search.ts'
import { paths } from '#server/paths.ts'
import { emptyState, section } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { limits } from '#workflows/limits.ts'
import type { Piece } from '#workflows/search/excerpt.ts'
import { type Counted, countsInWords, inOrder, kindWords, numberOf, placeWords } from './found-words.ts'
import type { Found } from './found.ts'

/** What a question found: how many of each kind, and those that are shown. */
export type Answer = {
  counts: readonly Counted[]
  found: readonly Found[]
  /** The one kind that is shown; null for the best of each. */
  of: FoundKind | null
  next: string | null
  /** Whether there was any word in the question. */
  hasWords: boolean
}

type Asked = { planId: string; typed: string }

/** The box to search a plan with, and what was found; null before anything is asked. */
export function searchView(asked: Asked, fault: string | undefined, answer: Answer | null): Html {
  return html`${box(asked, fault)}${answer === null ? hint() : answered(asked, answer)}`
}

function box({ planId, typed }: Asked, fault: string | undefined): Html {
  const isWrong = fault !== undefined
  const action = paths.planSearch.at({ id: planId })
  return html`<form class="wm-search wm-search--large" role="search" method="get" action="${action}">
<div class="govuk-form-group${isWrong && ' govuk-form-group--error'}">
<label class="govuk-label" for="q">Search this plan</label>
${isWrong && html`<p class="govuk-error-message" id="q-error"><span class="govuk-visually-hidden">Error:</span> ${fault}</p>`}
<div class="wm-search__line"><input class="govuk-input${isWrong && ' govuk-input--error'}" id="q" name="q" type="search" value="${typed}"
  maxlength="${limits.list.search.most}"${isWrong && html` aria-describedby="q-error"`}>
<button class="govuk-button" type="submit">Search</button></div>
</div></form>`
}

function hint(): Html {
  return html`<p class="wm-lead">Finds actions, measures, priorities, recommendations, inspections, decisions, people and meetings
of this plan as it is now.</p>
<p>Accents, capitals and the kind of quotes or dashes make no difference. <b>"Side by side"</b> in quotes finds words that stand so,
<b>or</b> finds either, and <b>-word</b> leaves out what has the word.</p>`
}

function answered(asked: Asked, { counts, found, of, next, hasWords }: Answer): Html {
  if (!hasWords) {
    const text = 'Type a word, a name or a reference, such as P1.S2.'
    return emptyState({ title: 'There is no word to look for', text })
  }
  const shown = inOrder(of === null ? counts : counts.filter(({ kind }) => kind === of))
  const every = of !== null && counts.length > shown.length && everyKind(asked)
  if (shown.length === 0) {
    return emptyState({
      title: `Nothing was found for ‘${asked.typed.trim()}’`,
      text: 'Check how it is written, or use fewer words: what is found has all of them.',
      ...(every && { next: every }),
    })
  }
  return html`<p class="wm-lead" role="status">Found ${countsInWords(shown)}. ${every}</p>
${shown.map(({ kind, count }) => group(asked, kind, count, { found, isAll: of !== null }))}
${of !== null && next !== null && link(asked, { kind: of, after: next }, `Show more ${kindWords[of].many}`)}`
}

function group(
  asked: Asked,
  kind: FoundKind,
  number: number,
  { found, isAll }: { found: readonly Found[]; isAll: boolean },
): Html {
  const items = found.filter((each) => each.kind === kind)
  const isCut = !isAll && number > items.length
  return section({
    title: kindWords[kind].title,
    id: `found-${kind}`,
    number,
    body: html`<ol class="wm-found">${items.map(line)}</ol>
${isCut && link(asked, { kind }, `Show all ${numberOf(kind, number)}`)}`,
  })
}

function line({ named, excerpts, page }: Found): Html {
  const ref = named.ref.length > 0 && html`<span class="wm-ref">${marked(named.ref)}</span> `
  return html`<li class="wm-found__item"><a class="govuk-link wm-found__link" href="${page}">${ref}${marked(named.title)}</a>
${excerpts.map(({ in: place, pieces }) => html`<p class="wm-found__text"><span class="wm-quiet">${placeWords[place]}:</span> ${marked(pieces)}</p>`)}
</li>`
}

function marked(pieces: readonly Piece[]): Html[] {
  return pieces.map(({ text, found }) =>
    found ? html`<mark class="wm-found__word">${text}</mark>` : html`${text}`,
  )
}

function everyKind(asked: Asked): Html {
  return html`<a class="govuk-link" href="${address(asked)}">Show every kind</a>`
}

function link(asked: Asked, query: Record<string, string>, text: string): Html {
  return html`<p><a class="govuk-link" href="${address(asked, query)}">${text}</a></p>`
}

function address({ planId, typed }: Asked, query: Record<string, string> = {}): string {
  return `${paths.planSearch.at({ id: planId })}?${new URLSearchParams({ q: typed, ...query }).toString()}`
}
