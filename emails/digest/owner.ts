import type { DigestGroup } from '#db/schema/index.ts'
import { type Day, dayInWords } from '#workflows/calendar.ts'
import type { Email } from '../email.ts'
import { type Html, html } from '../html.ts'
import { button, emailHtml, heading, light, link, paragraph, quiet, text } from '../layout.ts'
import { count, oneLine, shortened, wrapped } from '../words.ts'
import { type DigestLineText, lineText } from './line.ts'
import type { DigestItem } from './still-due.ts'

export type OwnerDigest = {
  name: string
  /** The London day on which it is sent. */
  day: Day
  /** Most pressing first; at least one. */
  items: readonly DigestItem[]
  publicUrl: string
  /** The day it should have gone, when it goes later than that. */
  lateFrom: Day | null
}

/** Lines shown at most; what is beyond them is counted. */
export const MOST_LINES = 20

/**
 * The weekly email to an owner, over all plans: what is overdue first, then what is due soon, what came back, and
 * what nobody has heard of for long. Titles only: notes never leave by email.
 */
export function ownerDigest(digest: OwnerDigest): Email {
  const subject = subjectOf(digest.items)
  const shown = digest.items.slice(0, MOST_LINES)
  const sections = sectionsOf(shown, digest)
  const beyond = digest.items.length - shown.length
  const words = { ...wordsOf(digest), more: beyond > 0 ? `And ${beyond} more.` : null }
  return { subject, text: plain(digest, words, sections), html: rich(digest, words, sections, subject) }
}

type Section = { title: string; lines: DigestLineText[] }
type Words = { greeting: string; intro: string[]; more: string | null; why: string[] }

const titles: Record<DigestGroup, string> = {
  overdue: 'Overdue',
  dueSoon: 'Due soon',
  returned: 'Returned to you',
  stale: 'No update for some time',
}

/** What it is about in one line: '3 actions and 1 milestone overdue, 2 due soon'. */
function subjectOf(items: readonly DigestItem[]): string {
  const of = (group: DigestGroup) => items.filter((item) => item.group === group)
  const milestones = of('overdue').filter(({ milestone }) => milestone !== null).length
  const late = of('overdue').length - milestones
  const overdue = [
    ...(late ? [count(late, 'action')] : []),
    ...(milestones ? [count(milestones, 'milestone')] : []),
  ]
  const stale = of('stale').length
  const others: [number, string][] = [
    [of('dueSoon').length, 'due soon'],
    [of('returned').length, 'returned'],
    [stale, stale === 1 ? 'needs an update' : 'need an update'],
  ]
  const rest = others.filter(([number]) => number > 0).map(([number, what]) => ({ number, what }))
  const [first, ...further] = rest
  const begun =
    overdue.length > 0 || !first
      ? `${overdue.join(' and ')} overdue`
      : `${count(first.number, 'action')} ${first.what}`
  return [
    begun,
    ...(overdue.length > 0 ? rest : further).map(({ number, what }) => `${number} ${what}`),
  ].join(', ')
}

function wordsOf({ name, items, lateFrom }: OwnerDigest): Omit<Words, 'more'> {
  const many = items.length > 1
  return {
    greeting: `Hello ${shortened(oneLine(name), 100)},`,
    intro: [
      many
        ? 'These wait for you. Each link opens an update form: saying where things stand takes two minutes.'
        : 'This waits for you. The link opens the update form: saying where it stands takes two minutes.',
      ...(lateFrom
        ? [
            `This email should have reached you on ${dayInWords(lateFrom)}. It is late because Waymark could not send it then.`,
          ]
        : []),
    ],
    why: [
      `You own ${many ? 'these actions' : 'this action'} in an improvement plan. Waymark writes to owners once a week, and only when something is overdue, due soon, returned to them or without an update for some time.`,
      'It stops when nothing is waiting. If an action is not yours, tell the lead of its priority, who can hand it over.',
    ],
  }
}

function sectionsOf(items: readonly DigestItem[], { day, publicUrl }: OwnerDigest): Section[] {
  return (Object.keys(titles) as DigestGroup[]).flatMap((group) => {
    const lines = items.filter((item) => item.group === group).map((item) => lineText(item, day, publicUrl))
    return lines.length > 0 ? [{ title: titles[group], lines }] : []
  })
}

function plain(
  { publicUrl }: OwnerDigest,
  { greeting, intro, more, why }: Words,
  sections: Section[],
): string {
  const body = sections.flatMap(({ title, lines }) => [
    `${title.toUpperCase()}\n${'-'.repeat(title.length)}`,
    ...lines.map(({ heading: head, late, facts, place, href }) =>
      [
        wrapped(head),
        wrapped([late, facts].filter(Boolean).join(' '), '  '),
        wrapped(place, '  '),
        `  ${href}`,
      ].join('\n'),
    ),
  ])
  const all = `${more ? `${more} ` : ''}All your work:\n${publicUrl}/`
  return `${[
    wrapped(greeting),
    ...intro.map((part) => wrapped(part)),
    ...body,
    all,
    `Why did I get this?\n${wrapped(why.join(' '))}`,
    `Sign in:\n${publicUrl}/sign-in`,
  ].join('\n\n')}\n`
}

function rich({ publicUrl }: OwnerDigest, words: Words, sections: Section[], subject: string): string {
  const [first] = sections[0]?.lines ?? []
  return emailHtml({
    subject,
    preheader: first ? `${first.heading}: ${first.late ?? first.facts}` : subject,
    body: [
      paragraph(words.greeting),
      ...words.intro.map((part) => paragraph(part)),
      ...sections.map(sectionHtml),
      words.more === null
        ? html``
        : html`<p class="wm-ink" style="${text}margin:16px 0 0;">${words.more} ${link(`${publicUrl}/`, 'See them all in My work')}</p>`,
      button(`${publicUrl}/`, 'Open My work'),
    ],
    why: [...words.why, link(`${publicUrl}/sign-in`, 'Sign in to Waymark')],
  })
}

function sectionHtml({ title, lines }: Section): Html {
  return html`${heading(`${title} (${lines.length})`)}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${lines.map(lineHtml)}</table>`
}

function lineHtml({ heading: head, facts, late, place, href }: DigestLineText): Html {
  return html`<tr><td class="wm-line" style="padding:12px 0;border-bottom:1px solid ${light.line};word-break:break-word;">
<a href="${href}" class="wm-link" style="${text}display:block;font-weight:bold;color:${light.link};text-decoration:underline;">${head}</a>
<p class="wm-ink" style="${text}margin:2px 0 0;">${late && html`<strong class="wm-late" style="color:${light.late};">${late}</strong> `}${facts}</p>
<p class="wm-quiet" style="${quiet}margin:2px 0 0;">${place}</p>
</td></tr>`
}
