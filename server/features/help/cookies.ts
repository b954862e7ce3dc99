import { CHALLENGE_MINUTES } from '#db/read/passkeys.ts'
import { REMEMBERED_DAYS, type SessionLife } from '#db/read/sessions.ts'
import { CODE_MINUTES } from '#db/read/sign-in.ts'
import { DAYS_400 } from '#server/features/sign-in/service.ts'
import { JOURNEY_SECONDS } from '#server/features/sign-in/single-sign-on-pages.ts'
import { BANNER_SECONDS } from '#server/ui/forms/banner.ts'
import { count } from '#workflows/words.ts'

export type CookieTold = { name: string; purpose: string; lasts: string }

/** Every cookie that Waymark sets, in words, with its name as it is without the prefix for https. */
export function cookiesOf({ absoluteDays }: SessionLife): CookieTold[] {
  return [
    {
      name: 'waymark',
      purpose: 'Keeps you signed in, and for some days longer knows whose form it was that came too late',
      lasts: `${count(absoluteDays + REMEMBERED_DAYS, 'day')}, or until you sign out`,
    },
    {
      name: 'waymark-done',
      purpose: 'Carries what you have just done to the next page, which says so',
      lasts: `${count(BANNER_SECONDS, 'second')}, or until that page`,
    },
    {
      name: 'waymark-code',
      purpose:
        'Lets only the browser that asked for a sign-in code use it; holds the email address you typed',
      lasts: `${count(CODE_MINUTES, 'minute')}, or until you have signed in`,
    },
    {
      name: 'waymark-known',
      purpose: 'Shows that you have signed in with this browser before, so that others cannot slow you down',
      lasts: count(DAYS_400 / (24 * 60 * 60), 'day'),
    },
    {
      name: 'waymark-passkey',
      purpose: 'Lets only the browser that began to sign in with a passkey go on with it',
      lasts: `${count(CHALLENGE_MINUTES, 'minute')}, or until you have signed in`,
    },
    {
      name: 'waymark-new-passkey',
      purpose: 'Lets only the browser that began to add a passkey go on with it',
      lasts: `${count(CHALLENGE_MINUTES, 'minute')}, or until it is added`,
    },
    {
      name: 'waymark-journey',
      purpose: 'Lets only the browser that left for your organisation’s single sign-on come back from it',
      lasts: `${count(JOURNEY_SECONDS / 60, 'minute')}, or until you are back`,
    },
  ]
}
