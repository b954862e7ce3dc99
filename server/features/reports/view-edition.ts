import type { EditionFileKind } from '#db/read/edition-files.ts'
import type { EditionHead } from '#db/read/editions.ts'
import type { Address } from '#emails/frame/addresses.ts'
import { moment, panel } from '#server/ui/html/components.ts'
import { button, summaryList } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'

type EditionAddress = Pick<Address<'/:id/:number'>, 'at'> & { pattern: string }

/** Where an edition and its files are: for people of the plan, or for everybody. */
export type EditionPlaces = Record<
  'page' | 'word' | 'pdf' | 'data' | 'wordMaking' | 'pdfMaking',
  EditionAddress
>

const names = { word: 'Word', pdf: 'PDF' } as const

/** Says of an edition that another takes its place. */
export function laterEdition(newest: number, href: string): Html {
  return html`<p class="wm-lead"><strong>A later edition takes its place.</strong> <a class="govuk-link" href="${href}">Read edition ${newest}</a>.</p>`
}

/** Where everybody may read an edition. */
export function publicPlace(address: string): Html {
  return html`<p>Everybody may read it without signing in, without its exempt parts: <a class="govuk-link wm-typed" href="${address}">${address}</a></p>`
}

/** The files of an edition: each with its size, when it was made and its SHA-256 once it is made. */
export function editionFileList({ reportId, number, files }: EditionHead, places: EditionPlaces): Html {
  const place = { id: reportId, number: String(number) }
  const rows = (['word', 'pdf'] as const).map((kind) => {
    const file = files.find((each) => each.kind === kind)
    const link = html`<a class="govuk-link" href="${places[kind].at(place)}">${names[kind]}${file && ` (${sizeInWords(file.size)})`}</a>`
    return {
      key: link,
      value: file
        ? html`Made on ${moment(file.madeAt)}. SHA-256: <span class="wm-typed">${file.sha256}</span>`
        : html`Made when it is asked for, in some seconds`,
    }
  })
  const data = html`<a class="govuk-link" href="${places.data.at(place)}">Data (JSON)</a>`
  return panel(
    summaryList({ rows: [...rows, { key: data, value: 'The sections as text, tables and charts' }] }),
    'Files',
  )
}

/** Seconds after which the page of a file that is being made looks again. */
const LOOK_AGAIN = 4

/**
 * How far the making of a file is: a page that looks again by itself, without a script, until it is asked not to.
 * @param refusal why it was not made; null where it was not tried, or is being made
 * @param here the address of the page
 */
export function makingBody({
  kind,
  place,
  places,
  here,
  isThere,
  refusal,
  looksAgain,
}: {
  kind: EditionFileKind
  place: { id: string; number: string }
  places: EditionPlaces
  here: string
  isThere: boolean
  refusal: string | null
  looksAgain: boolean
}): { heading: string; status: number; refresh: string | null; body: Html } {
  const name = kind === 'word' ? 'Word file' : 'PDF'
  const file = places[kind].at(place)
  if (isThere)
    return {
      heading: `The ${name} is ready`,
      status: 200,
      refresh: looksAgain ? `1; url=${file}` : null,
      body: html`<p>${looksAgain ? 'The download begins by itself.' : 'It can be downloaded now.'}</p>
${button({ text: `Download the ${name}`, href: file })}`,
    }
  if (refusal !== null)
    return {
      heading: `The ${name} was not made`,
      status: 503,
      refresh: null,
      body: html`<p>${refusal}</p>${button({ text: 'Try again', href: `${here}?again=1` })}`,
    }
  return {
    heading: `The ${name} is being made`,
    status: 200,
    refresh: looksAgain ? `${LOOK_AGAIN}; url=${here}` : null,
    body: html`<p>A long report takes up to a minute. ${
      looksAgain
        ? `This page looks again every ${LOOK_AGAIN} seconds, and then gives the file.`
        : 'This page does not look again by itself.'
    }</p>
<p><a class="govuk-link" href="${here}${!looksAgain && '?still=1'}">Look again now</a>${
      looksAgain &&
      html` or <a class="govuk-link" href="${here}?still=1">stop this page from looking again by itself</a>`
    }</p>`,
  }
}

/** A size as people read it, in kB or MB. */
function sizeInWords(bytes: number): string {
  const most = bytes >= 1_000_000 ? { of: 1_000_000, unit: 'MB' } : { of: 1_000, unit: 'kB' }
  return `${Math.max(0.1, bytes / most.of).toLocaleString('en-GB', { maximumFractionDigits: most.unit === 'MB' ? 1 : 0 })} ${most.unit}`
}
