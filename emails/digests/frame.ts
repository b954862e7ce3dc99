import { signInPage } from '#emails/frame/addresses.ts'
import type { Email } from '#emails/frame/email.ts'
import { type Html, html } from '#emails/frame/html.ts'
import { button, emailHtml, heading, light, link, paragraph, quiet, text } from '#emails/frame/layout.ts'
import { oneLine, shortened, wrapped } from '#emails/frame/words.ts'
import type { DigestLineText } from './line.ts'

/** Lines of one kind under a heading. */
export type Section = { title: string; lines: readonly DigestLineText[] }

/** Counts under a heading. */
export type Figures = { title: string; rows: readonly { label: string; value: string }[] }

/** What a weekly email says, to any of its readers. */
export type DigestWords = {
  subject: string
  /** Name of the receiver. */
  name: string
  intro: readonly string[]
  /** Most pressing first; those without lines are left out. */
  sections: readonly Section[]
  figures?: readonly Figures[]
  /** Paragraphs after all that. */
  closing?: readonly string[]
  /** The page that shows everything: 'All your work', '/', 'Open My work'. */
  all: { words: string; path: string; button: string }
  /** Why the receiver gets it. */
  why: readonly string[]
}

/** Lines shown at most, by the design's rule for reminders; what is beyond them is counted. */
export const MOST_LINES = 20

/** A weekly email in both its parts. Titles, and the reason of a return: other notes never leave by email. */
export function digestEmail(words: DigestWords, publicUrl: string): Email {
  const shown = firstLines(words.sections)
  const count = (sections: readonly Section[]) => sections.reduce((sum, { lines }) => sum + lines.length, 0)
  const beyond = count(words.sections) - count(shown)
  const more = beyond > 0 ? `And ${beyond} more.` : null
  const email = {
    ...words,
    greeting: `Hello ${shortened(oneLine(words.name), 100)},`,
    shown,
    more,
    publicUrl,
  }
  return { subject: words.subject, text: plain(email), html: rich(email) }
}

type Shown = DigestWords & {
  greeting: string
  shown: readonly (Section & { number: number })[]
  more: string | null
  publicUrl: string
}

function firstLines(sections: readonly Section[]): (Section & { number: number })[] {
  let room = MOST_LINES
  return sections.flatMap(({ title, lines }) => {
    const kept = lines.slice(0, room)
    room -= kept.length
    return kept.length > 0 ? [{ title, lines: kept, number: lines.length }] : []
  })
}

function plain({
  greeting,
  intro,
  shown,
  figures = [],
  closing = [],
  all,
  more,
  why,
  publicUrl,
}: Shown): string {
  const body = shown.flatMap(({ title, lines }) => [
    underlined(title),
    ...lines.map(({ heading: head, late, facts, place, href }) =>
      [
        wrapped(head),
        wrapped([late, facts].filter(Boolean).join(' '), '  '),
        wrapped(place, '  '),
        `  ${href}`,
      ].join('\n'),
    ),
  ])
  const counts = figures.flatMap(({ title, rows }) => [
    underlined(title),
    rows.map(({ label, value }) => wrapped(`${label}: ${value}`)).join('\n'),
  ])
  return `${[
    wrapped(greeting),
    ...intro.map((part) => wrapped(part)),
    ...body,
    ...(shown.length > 0 ? [allOf(all, more, publicUrl)] : []),
    ...counts,
    ...closing.map((part) => wrapped(part)),
    ...(shown.length > 0 ? [] : [allOf(all, more, publicUrl)]),
    `Why did I get this?\n${wrapped(why.join(' '))}`,
    `Sign in:\n${publicUrl}${signInPage.at()}`,
  ].join('\n\n')}\n`
}

function allOf({ words, path }: DigestWords['all'], more: string | null, publicUrl: string): string {
  return `${more ? `${more} ` : ''}${words}:\n${publicUrl}${path}`
}

function underlined(title: string): string {
  const [line] = wrapped(title).split('\n')
  return `${wrapped(title).toUpperCase()}\n${'-'.repeat(line?.length ?? 0)}`
}

function rich({
  subject,
  greeting,
  intro,
  shown,
  figures = [],
  closing = [],
  all,
  more,
  why,
  publicUrl,
}: Shown) {
  const [first] = shown[0]?.lines ?? []
  const href = `${publicUrl}${all.path}`
  return emailHtml({
    subject,
    preheader: first ? `${first.heading}: ${first.late ?? first.facts}` : (closing[0] ?? subject),
    body: [
      paragraph(greeting),
      ...intro.map((part) => paragraph(part)),
      ...shown.map(sectionHtml),
      more === null
        ? html``
        : html`<p class="wm-ink" style="${text}margin:16px 0 0;">${more} ${link(href, `${all.words}.`)}</p>`,
      ...figures.map(figuresHtml),
      ...(closing.length > 0 ? [html`<div style="height:14px;line-height:14px;">&nbsp;</div>`] : []),
      ...closing.map((part) => paragraph(part)),
      button(href, all.button),
    ],
    why: [...why, link(`${publicUrl}${signInPage.at()}`, 'Sign in to Waymark')],
  })
}

function sectionHtml({ title, lines, number }: Section & { number: number }): Html {
  return html`${heading(`${title} (${number})`)}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${lines.map(lineHtml)}</table>`
}

function lineHtml({ heading: head, facts, late, place, href }: DigestLineText): Html {
  return html`<tr><td class="wm-line" style="padding:12px 0;border-bottom:1px solid ${light.line};word-break:break-word;">
<a href="${href}" class="wm-link" style="${text}display:block;font-weight:bold;color:${light.link};text-decoration:underline;">${head}</a>
<p class="wm-ink" style="${text}margin:2px 0 0;">${late && html`<strong class="wm-late" style="color:${light.late};">${late}</strong> `}${facts}</p>
<p class="wm-quiet" style="${quiet}margin:2px 0 0;">${place}</p>
</td></tr>`
}

function figuresHtml({ title, rows }: Figures): Html {
  return html`${heading(title)}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${rows.map(
    ({ label, value }) => html`<tr>
<td class="wm-line" style="padding:7px 12px 7px 0;border-bottom:1px solid ${light.line};"><span class="wm-ink" style="${text}">${label}</span></td>
<td class="wm-line" align="right" style="padding:7px 0;border-bottom:1px solid ${light.line};"><span class="wm-ink" style="${text}">${value}</span></td>
</tr>`,
  )}</table>`
}
