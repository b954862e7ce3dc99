import { type Content, type Html, html, render } from './html.ts'

/** What every email of Waymark is set in. */
export type Frame = {
  subject: string
  /** The line that mail programs show after the subject. */
  preheader: string
  body: readonly Html[]
  /** Why the receiver gets this, and what they can do about it. */
  why: readonly Content[]
}

/**
 * The HTML part of an email: tables and inline styles, because mail programs know little else; no image, so that
 * nothing is fetched; light and dark, one column from 320 px to 600 px.
 */
export function emailHtml({ subject, preheader, body, why }: Frame): string {
  return render(html`<!doctype html>
<html lang="en-GB" xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${subject}</title>
${darkStyles}
</head>
<body class="wm-page" style="margin:0;padding:0;width:100%;background-color:${light.page};-webkit-text-size-adjust:100%;">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all;">${preheader}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="wm-page" bgcolor="${light.page}"
  style="background-color:${light.page};">
<tr><td align="center" style="padding:16px 8px 32px;">
${ghostBegins}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="wm-card" bgcolor="${light.card}"
  style="max-width:600px;background-color:${light.card};border:1px solid ${light.line};border-collapse:separate;">
<tr><td bgcolor="${band}" style="padding:14px 20px;background-color:${band};border-bottom:4px solid ${way};">
<span style="${font}font-size:18px;line-height:24px;font-weight:bold;color:#ffffff;">Waymark</span>
</td></tr>
<tr><td style="padding:20px 20px 8px;">
${body}
</td></tr>
<tr><td class="wm-line" style="padding:16px 20px 20px;border-top:1px solid ${light.line};">
<p class="wm-quiet" style="${quiet}margin:0 0 6px;font-weight:bold;">Why did I get this?</p>
${why.map((part) => html`<p class="wm-quiet" style="${quiet}margin:0 0 6px;">${part}</p>`)}
</td></tr>
</table>
${ghostEnds}
</td></tr>
</table>
</body>
</html>
`)
}

/** A paragraph of an email. */
export function paragraph(content: Content): Html {
  return html`<p class="wm-ink" style="${text}margin:0 0 14px;">${content}</p>`
}

/** A heading inside an email. */
export function heading(content: Content): Html {
  return html`<h2 class="wm-ink" style="${font}margin:22px 0 4px;font-size:19px;line-height:26px;font-weight:bold;color:${light.ink};">${content}</h2>`
}

/** A heading of a part of an email that has several. */
export function partHeading(content: Content): Html {
  return html`<h2 class="wm-ink" style="${font}${partBox}border-bottom:3px solid ${way};color:${light.ink};">${content}</h2>`
}

/** A heading inside such a part. */
export function subheading(content: Content): Html {
  return html`<h3 class="wm-ink" style="${font}${sectionBox}color:${light.ink};">${content}</h3>`
}

/** A link in running text. */
export function link(href: string, content: Content): Html {
  return html`<a href="${href}" class="wm-link" style="color:${light.link};text-decoration:underline;">${content}</a>`
}

const partBox = 'margin:30px 0 8px;padding:0 0 6px;font-size:22px;line-height:28px;font-weight:bold;'
const sectionBox = 'margin:20px 0 4px;font-size:18px;line-height:25px;font-weight:bold;'
const buttonBox =
  'display:inline-block;padding:11px 20px;font-size:17px;line-height:22px;font-weight:bold;color:#ffffff;'
const codeBox =
  'margin:4px 0 18px;padding:12px 0 12px 14px;font-size:32px;line-height:38px;font-weight:bold;letter-spacing:6px;'

/** The one thing to press. It is a plain link: pressing it changes nothing before signing in. */
export function button(href: string, label: string): Html {
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:18px 0 16px;border-collapse:separate;">
<tr><td bgcolor="${accent}" class="wm-button" style="background-color:${accent};border-radius:5px;">
<a href="${href}" class="wm-button"
  style="${font}${buttonBox}background-color:${accent};border-radius:5px;text-decoration:none;">${label}</a>
</td></tr>
</table>`
}

/** A code to type, large and in one piece. */
export function codeBlock(code: string): Html {
  return html`<p class="wm-ink" style="${font}${codeBox}border-left:4px solid ${way};color:${light.ink};">${code}</p>`
}

/** The action that an email is about, with its plan. */
export function actionBlock(action: string, plan: string): Html {
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px;">
<tr><td style="padding:2px 0 2px 14px;border-left:4px solid ${way};word-break:break-word;">
<p class="wm-ink" style="${text}margin:0;font-weight:bold;">${action}</p>
<p class="wm-quiet" style="${quiet}margin:2px 0 0;">${plan}</p>
</td></tr>
</table>`
}

const band = '#0f3036'
const way = '#f2bd2c'
const accent = '#0b5f66'

/** Colours in light; each is repeated for dark in the style sheet below, under the class beside it. */
export const light = {
  page: '#f5f7f4',
  card: '#ffffff',
  ink: '#14262b',
  quiet: '#48595e',
  line: '#cfd8d4',
  link: '#0b5b78',
  late: '#a82015',
} as const

export const font = 'font-family:Arial,Helvetica,sans-serif;'
export const text = `${font}font-size:17px;line-height:25px;color:${light.ink};`
export const quiet = `${font}font-size:15px;line-height:22px;color:${light.quiet};`

// Outlook for Windows knows no max-width and is given a table of fixed width around the card.
const ghostBegins = html`<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->`
const ghostEnds = html`<!--[if mso]></td></tr></table><![endif]-->`

// Mail programs that honour the media query take these; the attribute is how Outlook on the web and on phones
// marks what it has darkened. Those that turn colours over by themselves do well with the light ones.
const darkStyles = html`<style>
a { text-underline-offset: 2px; }
@media (prefers-color-scheme: dark) {
  .wm-page { background-color: #0e191c !important; }
  .wm-card { background-color: #15252a !important; border-color: #33494f !important; }
  .wm-ink { color: #e8eeec !important; }
  .wm-quiet { color: #afbfbf !important; }
  .wm-line { border-color: #33494f !important; }
  .wm-link { color: #82cbe2 !important; }
  .wm-late { color: #ff9484 !important; }
  .wm-button { background-color: #63c3c6 !important; color: #06252a !important; }
}
[data-ogsc] .wm-ink { color: #e8eeec !important; }
[data-ogsc] .wm-quiet { color: #afbfbf !important; }
[data-ogsc] .wm-link { color: #82cbe2 !important; }
[data-ogsc] .wm-late { color: #ff9484 !important; }
</style>`
