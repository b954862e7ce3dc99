import { signInPage } from '#emails/frame/addresses.ts'
import { type Html, html } from '#emails/frame/html.ts'
import {
  button,
  emailHtml,
  heading,
  light,
  link,
  paragraph,
  partHeading,
  quiet,
  subheading,
  text,
} from '#emails/frame/layout.ts'
import type { DigestLineText } from './line.ts'
import type { Figures } from './part.ts'
import type { ShownEmail, ShownPart, ShownSection } from './shown.ts'

/** The HTML of a weekly email. Its button stands above all, and again below the first part. Of several parts each has its heading. */
export function weeklyHtml({ subject, greeting, intro, parts, why, publicUrl }: ShownEmail): string {
  const named = parts.length > 1
  const [line] = parts.flatMap(({ sections }) => sections.flatMap(({ lines }) => lines))
  const [closing] = parts.flatMap((part) => part.closing ?? [])
  return emailHtml({
    subject,
    preheader: line ? `${line.heading}: ${line.late ?? line.facts}` : (closing ?? subject),
    body: [
      paragraph(greeting),
      ...intro.map((each) => paragraph(each)),
      ...parts.slice(0, 1).map(({ all }) => button(`${publicUrl}${all.path}`, all.button)),
      ...parts.flatMap((part, at) => [
        ...(named ? [partHeading(part.title), ...part.intro.map((each) => paragraph(each))] : []),
        ...partHtml(part, { publicUrl, named, isFirst: at === 0 }),
      ]),
    ],
    why: [...why, link(`${publicUrl}${signInPage.at()}`, 'Sign in to Waymark')],
  })
}

function partHtml(
  { sections, beyond, figures = [], closing = [], all }: ShownPart,
  { publicUrl, named, isFirst }: { publicUrl: string; named: boolean; isFirst: boolean },
): Html[] {
  const href = `${publicUrl}${all.path}`
  const more = beyond > 0 ? `And ${beyond} more. ` : ''
  const below = named && !isFirst ? link(href, `${all.words}.`) : beyond > 0 && link(href, `${all.words}.`)
  const title = named ? subheading : heading
  return [
    ...sections.map((section) => sectionHtml(section, title)),
    below ? html`<p class="wm-ink" style="${text}margin:16px 0 0;">${more}${below}</p>` : html``,
    ...figures.map((each) => figuresHtml(each, title)),
    ...(closing.length > 0 ? [html`<div style="height:14px;line-height:14px;">&nbsp;</div>`] : []),
    ...closing.map((each) => paragraph(each)),
    isFirst ? button(href, all.button) : html``,
  ]
}

function sectionHtml({ title, lines, number }: ShownSection, headed: typeof heading): Html {
  return html`${headed(`${title} (${number})`)}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${lines.map(lineHtml)}</table>`
}

function lineHtml({ heading: head, facts, late, place, href }: DigestLineText): Html {
  return html`<tr><td class="wm-line" style="padding:12px 0;border-bottom:1px solid ${light.line};word-break:break-word;">
<a href="${href}" class="wm-link" style="${text}display:block;font-weight:bold;color:${light.link};text-decoration:underline;">${head}</a>
<p class="wm-ink" style="${text}margin:2px 0 0;">${late && html`<strong class="wm-late" style="color:${light.late};">${late}</strong> `}${facts}</p>
<p class="wm-quiet" style="${quiet}margin:2px 0 0;">${place}</p>
</td></tr>`
}

function figuresHtml({ title, rows }: Figures, headed: typeof heading): Html {
  return html`${headed(title)}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${rows.map(
    ({ label, value }) => html`<tr>
<td class="wm-line" style="padding:7px 12px 7px 0;border-bottom:1px solid ${light.line};"><span class="wm-ink" style="${text}">${label}</span></td>
<td class="wm-line" align="right" style="padding:7px 0;border-bottom:1px solid ${light.line};"><span class="wm-ink" style="${text}">${value}</span></td>
</tr>`,
  )}</table>`
}
