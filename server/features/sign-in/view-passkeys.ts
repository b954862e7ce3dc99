import type { PasskeyShown } from '#db/read/passkeys.ts'
import { paths } from '#server/paths.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import type { FormState } from '#server/ui/forms/forms.ts'
import { onceFields } from '#server/ui/forms/once.ts'
import { csrfField, moment, section, table } from '#server/ui/html/components.ts'
import { button, buttonGroup, summaryList } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { withNext } from '#server/ui/next-path.ts'
import type { PasskeyFault } from './passkeys.ts'

type Form = { next: string; token: string }

/** The button that signs in with a passkey. It shows itself where the browser can. */
export function usePasskey(form: Form, { text, look }: { text: string; look?: 'secondary' }): Html {
  return ceremony('use', form, button({ text, ...(look && { look }) }))
}

/** The button that adds a passkey. */
export function addPasskey(form: Form, { text, look }: { text: string; look?: 'secondary' }): Html {
  return ceremony('add', form, button({ text, ...(look && { look }) }))
}

/** Said where the buttons are not to be seen. */
export function withoutPasskeys(): Html {
  return html`<noscript><p class="wm-quiet">Passkeys need JavaScript, which is switched off in this browser. Everything else works without it.</p></noscript>
<p class="wm-quiet" data-without-passkeys hidden>This browser cannot use passkeys. Use a newer one, or another device.</p>`
}

/** The page for a person who has to show a passkey of theirs. */
export function useYours({ next, token, partiallySignedIn }: Form & { partiallySignedIn: boolean }): Html {
  return html`<div class="wm-prose">
<p>Your passkey is on the phone, computer or security key that you added it with. It asks for your finger, your face or your PIN.</p>
${usePasskey({ next, token }, { text: 'Use your passkey' })}
${withoutPasskeys()}
${lost()}
${partiallySignedIn && leave(token)}
</div>`
}

/** The page for a person who needs a passkey here and has none yet. */
export function addFirst({ next, token, recent }: Form & { recent: boolean }): Html {
  return html`<div class="wm-prose">
<p>A code by email is not enough to sign in here: your organisation asks for a passkey as well. You add it once, and it takes a minute.</p>
${whatItIs()}
${
  recent
    ? html`${addPasskey({ next, token }, { text: 'Add a passkey' })}${withoutPasskeys()}`
    : html`<p>You signed in more than 15 minutes ago. Sign in again first.</p>${buttonGroup(
        button({ text: 'Sign in again', href: withNext(paths.signIn.at(), next) }),
      )}`
}
${leave(token)}
</div>`
}

/** The passkeys of a person on their account page. */
export function passkeySection({
  passkeys,
  recent,
  token,
}: {
  passkeys: readonly PasskeyShown[]
  recent: boolean
  token: string
}): Html {
  const form = { next: paths.account.at(), token }
  return section({
    title: 'Passkeys',
    id: 'passkeys',
    number: passkeys.length,
    intro:
      'A passkey signs you in by your finger, face or PIN, and nobody can overhear it or talk you into giving it away.',
    body: html`${passkeys.length > 0 && passkeyTable(passkeys)}
${
  recent
    ? html`${addPasskey(form, { text: 'Add a passkey', look: 'secondary' })}${withoutPasskeys()}`
    : signInAgain({ form, what: 'add a passkey', withPasskey: passkeys.length > 0 })
}`,
  })
}

/** Said in the place of a form that needs a recent sign-in. */
export function signInAgain({
  form,
  what,
  withPasskey,
}: {
  form: Form
  what: string
  withPasskey: boolean
}): Html {
  return html`<div class="wm-prose"><p>To ${what}, sign in again: you did more than 15 minutes ago, and somebody else may be sitting here.</p>
${withPasskey && html`${usePasskey(form, { text: 'Use your passkey', look: 'secondary' })}${withoutPasskeys()}`}
${buttonGroup(button({ text: 'Sign in again', href: withNext(paths.signIn.at(), form.next), look: 'secondary' }))}</div>`
}

/** One passkey: what it is called, and how to be rid of it. */
export function passkeyView({
  passkey,
  form,
  recent,
  token,
}: {
  passkey: PasskeyShown
  form: FormState
  recent: boolean
  token: string
}): Html {
  return html`${summaryList({
    rows: [
      { key: 'Added', value: moment(passkey.createdAt) },
      { key: 'Last used', value: passkey.usedAt === null ? 'Never' : moment(passkey.usedAt) },
    ],
  })}
${
  recent
    ? html`<form class="wm-prose" method="post" action="${paths.passkeyRename.at(passkey)}" novalidate>${onceFields(token)}
${fieldsOf(form).line('name', { label: 'Name', hint: 'Such as: My phone' })}
${button({ text: 'Rename it', look: 'secondary' })}
</form>
${section({
  title: 'Remove it',
  id: 'remove',
  intro:
    'Nobody can sign in with it after that. What your device keeps of it does no harm; you can remove it there too.',
  body: html`<form method="post" action="${paths.passkeyRemove.at(passkey)}">${onceFields(token)}${button({
    text: 'Remove this passkey',
    look: 'warning',
  })}</form>`,
})}`
    : signInAgain({
        form: { next: paths.account.at(), token },
        what: 'rename or remove it',
        withPasskey: true,
      })
}`
}

/** After an answer that was not taken. */
export function passkeyNotAdded(on: { text: string; href: string }): Html {
  return html`<div class="wm-prose"><p>Nothing was changed. If your device says that it holds a passkey for Waymark now, you can remove it there.</p>
${buttonGroup(button(on))}</div>`
}

/** What was wrong with a passkey, and what to do. */
export function faultInWords(fault: PasskeyFault): string {
  return faults[fault]
}

const faults: Record<PasskeyFault, string> = {
  over: 'That took too long, or began in another browser. Try again.',
  unsound: 'Your device did not prove that it is you. Try again, and let it check your finger, face or PIN.',
  unknown: 'Waymark does not know this passkey. Use another one, or sign in with a code by email.',
  counter:
    'This passkey seems to have been copied, so it is not taken. Sign in another way, remove it and tell your administrator.',
  tooMany: 'You have as many passkeys as you can have, or this one already. Remove one that you do not use.',
}

function passkeyTable(passkeys: readonly PasskeyShown[]): Html {
  return table({
    caption: 'Passkeys',
    captionHidden: true,
    columns: [{ heading: 'Name' }, { heading: 'Added' }, { heading: 'Last used' }, { heading: 'Change it' }],
    rowHeadings: true,
    rows: passkeys.map(({ id, name, createdAt, usedAt }) => [
      name,
      moment(createdAt),
      usedAt === null ? 'Never' : moment(usedAt),
      html`<a class="govuk-link" href="${paths.passkey.at({ id })}">Rename or remove<span class="govuk-visually-hidden"> ${name}</span></a>`,
    ]),
  })
}

const sentTo = {
  use: { answer: paths.signInPasskey.at(), options: paths.signInPasskeyOptions.at() },
  add: { answer: paths.passkeys.at(), options: paths.passkeysOptions.at() },
}

// Hidden until the script has found out that the browser can do it.
function ceremony(kind: 'add' | 'use', { next, token }: Form, press: Html): Html {
  const { answer, options } = sentTo[kind]
  return html`<form method="post" action="${answer}" data-passkey="${kind}" data-options="${options}" hidden>
${token && csrfField(token)}<input type="hidden" name="next" value="${next}"><input type="hidden" name="response" value="">
<p class="govuk-error-message" role="alert"></p>
${press}
</form>`
}

// A person who is not in yet has no header to sign out in.
function leave(token: string): Html {
  return html`<form method="post" action="${paths.signOut.at()}">${csrfField(token)}<button class="wm-linkish"
    type="submit">Leave without signing in</button></form>`
}

function whatItIs(): Html {
  return html`<ul class="govuk-list govuk-list--bullet">
<li>It is kept on your phone, your computer or a security key, not here.</li>
<li>You confirm it with your finger, your face or a PIN. That stays on your device.</li>
<li>After that you sign in with it alone, without waiting for an email.</li>
</ul>`
}

function lost(): Html {
  return html`<h2 class="wm-section__title">Lost it?</h2>
<p>Ask the person who runs Waymark for you to invite you again. That takes your old passkeys away, and you add a new one.</p>`
}
