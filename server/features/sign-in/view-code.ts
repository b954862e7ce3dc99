import { CODE_MINUTES } from '#db/read/sign-in.ts'
import { paths } from '#server/paths.ts'
import { count, csrfField } from '#server/ui/html/components.ts'
import { button, buttonGroup, input } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { withNext } from '#server/ui/next-path.ts'
import { usePasskey, withoutPasskeys } from './view-passkeys.ts'

/** Other ways in that this server offers. */
export type Offered = {
  /** What single sign-on is called here; null where there is none. */
  singleSignOn: string | null
}

/** The form for the address; single sign-on, where there is one, before it. */
export function emailForm({
  email,
  next,
  offered,
  error,
  token,
}: {
  email: string
  next: string
  /** Of the session, for a person who is signed in already. */
  token: string
  offered: Offered
  error?: string | undefined
}): Html {
  return html`${offered.singleSignOn !== null && singleSignOn(offered.singleSignOn, next)}
<form class="wm-prose" method="post" action="${paths.signIn.at()}" novalidate>
${token && csrfField(token)}<input type="hidden" name="next" value="${next}">
${input({
  name: 'email',
  label: 'Email address',
  hint: 'The one that your invitation came to. We send a code there; there is no password.',
  type: 'email',
  autocomplete: 'email',
  spellcheck: false,
  value: email,
  error,
})}
${button({ text: 'Send me a code' })}
</form>
<div class="wm-prose"><h2 class="wm-section__title">Or with a passkey</h2>
<p class="wm-quiet">For those who have added one on their account page.</p>
${usePasskey({ next, token }, { text: 'Use a passkey', look: 'secondary' })}
${withoutPasskeys()}</div>`
}

/** The form for the code. It reads the same whether anybody has the address. */
export function codeForm({
  email,
  next,
  error,
  token,
}: {
  email: string
  next: string
  error?: string | undefined
  token: string
}): Html {
  return html`<div class="wm-prose">
<p>If ${
    email === '' ? 'that address' : html`<strong>${email}</strong>`
  } belongs to somebody here, an email with six digits is on its way. It takes a minute at most.</p>
<form method="post" action="${paths.signInCode.at()}" novalidate>
${token && csrfField(token)}<input type="hidden" name="next" value="${next}">
${input({
  name: 'code',
  label: 'Code',
  hint: `Six digits. Good for ${CODE_MINUTES} minutes, in this browser only.`,
  inputmode: 'numeric',
  autocomplete: 'one-time-code',
  spellcheck: false,
  classes: 'govuk-input--width-10',
  error,
})}
${button({ text: 'Sign in' })}
</form>
<h2 class="wm-section__title">No email?</h2>
<ul class="govuk-list govuk-list--bullet">
<li>Look in the folder for junk.</li>
<li>Check the address: it has to be the one that your invitation came to.</li>
<li>Ask your plan administrator whether you have been invited.</li>
</ul>
${again({ email, next, token })}
</div>`
}

/** When the code is used up, too old, or was asked for in another browser. */
export function codeOver(asked: Asked): Html {
  return html`<div class="wm-prose">
<p>A code is good for ${CODE_MINUTES} minutes and a few tries, and only in the browser that asked for it. This browser has none that is still good.</p>
${asked.email === '' ? buttonGroup(button({ text: 'Ask for a code', href: withNext(paths.signIn.at(), asked.next) })) : again(asked)}
</div>`
}

/** What a person is told who has to wait before they ask again. */
export function waitInWords(seconds: number): string {
  return `Wait ${count(seconds, 'second')}, then ask again`
}

type Asked = { email: string; next: string; token: string }

function again({ email, next, token }: Asked): Html | null {
  if (email === '') return null
  return html`<form method="post" action="${paths.signIn.at()}">
${token && csrfField(token)}<input type="hidden" name="next" value="${next}"><input type="hidden" name="email" value="${email}">
${button({ text: 'Send another code', look: 'secondary' })}
</form>`
}

function singleSignOn(name: string, next: string): Html {
  const href = withNext(paths.singleSignOn.at(), next)
  return html`<div class="wm-prose">${button({ text: `Sign in with ${name}`, href })}
<h2 class="wm-section__title">Or with a code by email</h2></div>`
}

/** When a person comes back from the single sign-on and is not let in. */
export function notVouchedFor(name: string, { code, next }: { code: string; next: string }): Html {
  const [what = '', then = ''] = reasons[code] ?? [
    `${name} did not confirm who you are, or did not answer in time.`,
    'Try again. If it happens again, sign in with a code by email and tell your administrator.',
  ]
  return html`<div class="wm-prose"><p>${what}</p><p>${then}</p>
${buttonGroup(button({ text: 'Back to sign in', href: withNext(paths.signIn.at(), next) }))}</div>`
}

const reasons: Record<string, [string, string]> = {
  notInvited: [
    'Your organisation knows you, but nobody has invited you to Waymark with that address.',
    'Ask your plan administrator for an invitation. If you were invited before and your account was made anew since, ask for another one.',
  ],
  addressNotVerified: [
    'Your organisation did not say that your address is verified, so it cannot be used to sign in.',
    'Sign in with a code by email, and tell your administrator.',
  ],
  noJourney: ['That took too long, or began in another browser.', 'Start again from the sign-in page.'],
  access_denied: [
    'You were not let through by your organisation.',
    'Try again, or sign in with a code by email.',
  ],
}
