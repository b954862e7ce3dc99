import type { ApiSessionShown, ApiTokenShown } from '#db/read/api-access.ts'
import type { PasskeyShown } from '#db/read/passkeys.ts'
import type { SessionShown } from '#db/read/sessions.ts'
import type { SignInMethod } from '#db/schema/session.ts'
import { paths } from '#server/paths.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import type { FormState } from '#server/ui/forms/forms.ts'
import { onceFields } from '#server/ui/forms/once.ts'
import { count, moment, section, table } from '#server/ui/html/components.ts'
import { button, summaryList, tag, warningText } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { passkeySection, signInAgain } from './view-passkeys.ts'

/** How long an API token may be good, by days. */
export const lifetimes: Record<string, string> = { '30': '30 days', '90': '90 days', '365': 'A year' }

/** Who one is here, where one is signed in, and which programs one has given a token. */
export function accountView({
  person,
  sessionId,
  browsers,
  programs,
  tokens,
  passkeys,
  recent,
  form,
  token,
}: {
  person: { name: string; email: string }
  sessionId: string
  browsers: readonly SessionShown[]
  programs: readonly ApiSessionShown[]
  tokens: readonly ApiTokenShown[]
  passkeys: readonly PasskeyShown[]
  /** Signed in a few minutes ago. */
  recent: boolean
  form: FormState
  token: string
}): Html {
  const elsewhere = browsers.length > 1
  return html`${summaryList({
    rows: [
      { key: 'Name', value: person.name },
      { key: 'Email address', value: person.email },
    ],
  })}
<p class="wm-quiet">Your plan administrator changes these.</p>
<p><a class="govuk-link" href="${paths.ownEmails.at()}">Your emails, and a deputy while you are away</a></p>
<p><a class="govuk-link" href="${paths.calendar.at()}">Your dates in your own calendar</a></p>
${section({
  title: 'Where you are signed in',
  id: 'sessions',
  number: browsers.length + programs.length,
  intro:
    'A session ends after 7 days without use, and after 30 days in any case. End any that you do not recognise, then tell your plan administrator.',
  body: html`${sessionTable([...browsers.map((each) => browserRow(each, sessionId, token)), ...programs.map((each) => programRow(each, token))])}
${
  elsewhere &&
  html`<form method="post" action="${paths.sessionsEnd.at()}">${onceFields(token)}${button({
    text: 'Sign out everywhere else',
    look: 'secondary',
    name: 'session',
    value: 'others',
  })}</form>`
}`,
})}
${passkeySection({ passkeys, recent, token })}
${section({
  title: 'API tokens',
  id: 'tokens',
  number: tokens.length,
  intro:
    'For programs that read or change the plan in your name. Make one for each program, so that you can revoke it alone.',
  body: html`${tokens.length > 0 && tokenTable(tokens, token)}${
    recent
      ? newToken(form, token)
      : signInAgain({ form: { next: paths.account.at(), token }, what: 'make a token', withPasskey: false })
  }`,
})}`
}

/** A token that was just made: the only page that ever shows it. */
export function tokenShownOnce({
  name,
  token,
  expiresAt,
}: {
  name: string
  token: string
  expiresAt: string
}): Html {
  return html`<div class="wm-prose">
${warningText('Copy it now. It is not kept here, and cannot be shown again.')}
<p>${name}, good until ${moment(expiresAt)}:</p>
<p><code class="wm-code">${token}</code></p>
<p>A program exchanges it for access at <code class="wm-code">POST /api/v1/auth/token</code> with <code
  class="wm-code">{"grant": "apiToken", "token": "…"}</code>.</p>
</div>`
}

function sessionTable(rows: readonly (Html | string)[][]): Html {
  return table({
    caption: 'Where you are signed in',
    captionHidden: true,
    columns: [{ heading: 'Where' }, { heading: 'Since' }, { heading: 'Last used' }, { heading: 'End it' }],
    rowHeadings: true,
    rows,
  })
}

const methods: Record<SignInMethod, string> = {
  demonstration: 'from the list of the demonstration',
  emailCode: 'with a code by email',
  singleSignOn: 'with single sign-on',
  passkey: 'with a passkey',
}

function browserRow(session: SessionShown, sessionId: string, token: string): (Html | string)[] {
  const { id, browser, method, createdAt, seenAt } = session
  const here = id === sessionId
  return [
    html`${browser || 'A browser'}${here && html` ${tag('This one')}`}<br><span class="wm-quiet">${methods[method]}</span>`,
    moment(createdAt),
    moment(seenAt),
    here ? 'Sign out at the top' : ender(id, browser || 'a browser', token),
  ]
}

function programRow({ id, program, createdAt, seenAt }: ApiSessionShown, token: string): (Html | string)[] {
  const name = program || 'A program'
  return [
    html`${name}<br><span class="wm-quiet">a program, with a code by email</span>`,
    moment(createdAt),
    moment(seenAt),
    ender(id, name, token),
  ]
}

function ender(id: string, name: string, token: string): Html {
  return html`<form method="post" action="${paths.sessionsEnd.at()}">${onceFields(token)}<button class="wm-linkish" type="submit"
  name="session" value="${id}">End <span class="govuk-visually-hidden">${name}</span></button></form>`
}

function tokenTable(tokens: readonly ApiTokenShown[], token: string): Html {
  return table({
    caption: 'API tokens',
    captionHidden: true,
    columns: [
      { heading: 'Name' },
      { heading: 'May' },
      { heading: 'Good until' },
      { heading: 'Last used' },
      { heading: 'Revoke it' },
    ],
    rowHeadings: true,
    rows: tokens.map(({ id, name, scope, expiresAt, lastUsedAt }) => [
      name,
      scope === 'read' ? 'read' : 'read and change',
      moment(expiresAt),
      lastUsedAt === null ? 'Never' : moment(lastUsedAt),
      html`<form method="post" action="${paths.tokensRevoke.at()}">${onceFields(token)}<button class="wm-linkish" type="submit"
  name="token" value="${id}">Revoke <span class="govuk-visually-hidden">${name}</span></button></form>`,
    ]),
  })
}

function newToken(form: FormState, token: string): Html {
  const field = fieldsOf(form)
  return html`<form class="wm-prose" method="post" action="${paths.tokens.at()}" novalidate>${onceFields(token)}
<h3 class="govuk-heading-s">Make a token</h3>
${field.line('name', { label: 'What will use it?', hint: `Such as: Power BI dashboard. You can have ${count(20, 'token')}.` })}
${field.oneOf('scope', {
  label: 'What may it do?',
  items: [
    { value: 'read', text: 'Read what you may read' },
    { value: 'write', text: 'Read and change what you may' },
  ],
})}
${field.oneOf('days', { label: 'How long is it good?', inline: true, items: Object.entries(lifetimes).map(([value, text]) => ({ value, text })) })}
${button({ text: 'Make a token', look: 'secondary' })}
</form>`
}
