import { section } from '#server/ui/html/components.ts'
import { button, tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'

type WaitingLine = {
  title: string
  href: string
  because: string
  state: string
  press: { text: string; href: string }
}

/** Something that waits for a person and is no action: what it is, why it waits, and the way to its form. */
export function waitingLine({ title, href, because, state, press }: WaitingLine): Html {
  return html`<li class="wm-action">
<div class="wm-action__main"><a class="govuk-link wm-action__title" href="${href}">${title}</a>
<p class="wm-action__because">${because}</p></div>
<div class="wm-action__facts">${tag(state)}</div>
<p class="wm-action__press">${button({
    text: html`${press.text}<span class="govuk-visually-hidden"> ${title}</span>`,
    href: press.href,
    look: 'secondary',
  })}</p>
</li>`
}

/** Such lines under their heading. */
export function listed(title: string, id: string, lines: readonly Html[], number = lines.length): Html {
  return section({ title, id, number, body: html`<ul class="wm-actions">${lines}</ul>` })
}
