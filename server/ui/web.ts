import type { FastifyReply, FastifyRequest } from 'fastify'
import { keepTyped, readTyped, type TypedText } from '#db/read/typed-text.ts'
import type { Deps } from '#server/deps.ts'
import { policyWithScript } from '#server/http/plugins/security-headers.ts'
import type { Sessions, SignedIn } from '#server/http/plugins/sessions.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { escapeHtml } from '#server/ui/html/html.ts'
import { type NavLink, type Page, page } from '#server/ui/html/layout.ts'
import { inWordsOf } from '#server/ui/words/served.ts'
import { type Day, londonDay } from '#workflows/calendar/calendar.ts'
import { newBanners } from './forms/banner.ts'
import { typedValues } from './forms/forms.ts'
import { doOnce, type Guard, type Under } from './forms/once.ts'
import { pageOf, withNext } from './next-path.ts'
import { bandOf, waysAtDay } from './past-day.ts'

/** A page as a feature describes it: who is signed in and where one can go is added here. */
export type Shown = Omit<Page, 'user' | 'nav' | 'today' | 'demo' | 'banner' | 'band'> & {
  status?: number | undefined
  /**
   * What of a page that knows past days is that of today, where it shows a past one. A page without it knows none, and
   * says so where it is asked for one.
   */
  ofToday?: string | undefined
  /** The day on which what it shows was fixed, where it never changes: printed at its head in place of today. */
  fixedOn?: Day | undefined
}

/** What all pages share. */
export type Web = ReturnType<typeof newWeb>

/** What all pages share: who is signed in, the frame around a page, and the way on after a form. */
export function newWeb(deps: Deps, sessions: Sessions) {
  const { clock, demonstration, publicUrl } = deps
  const filled = new Set<string>()
  const banners = newBanners(sessions.formToken, publicUrl.startsWith('https:'))

  /** The document of a page, with the frame that this request's person sees. */
  function draw(
    request: FastifyRequest,
    { ofToday, fixedOn, ...shown }: Omit<Shown, 'status'> & Pick<Page, 'band'>,
    banner?: string,
  ): string {
    const { signedIn, pastDay } = request
    const today = londonDay(clock.now())
    const serves = shown.section?.serves ?? shown.serves ?? ''
    const drawn = page({
      ...shown,
      today: fixedOn ?? ((ofToday !== undefined && pastDay?.day) || today),
      nav: navigation(request, demonstration),
      ...(signedIn && { user: { name: signedIn.name, signOutToken: sessions.formToken(signedIn) } }),
      ...(demonstration && { demo: { now: today } }),
      ...(banner !== undefined && { banner }),
    })
    return inWordsOf(drawn, escapeHtml(serves))
  }

  async function askToSignIn(request: FastifyRequest, reply: FastifyReply, next: string): Promise<void> {
    const path = (request.partiallySignedIn ? paths.signInPasskey : paths.signIn).at()
    await reply.redirect(withNext(path, next), 303)
  }

  async function typedBySpent(request: FastifyRequest): Promise<string | null> {
    const spent = await sessions.spent(request)
    if (spent === null) return null
    const { version } = request.body as { version?: unknown }
    const values = { ...typedValues(request), ...(typeof version === 'string' && { version }) }
    return keepTyped(deps.db, clock, spent.personId, { address: request.url, values })
  }

  /** What this person typed, where it is kept under an id. */
  async function typedUnder(request: FastifyRequest, id: unknown): Promise<TypedText | null> {
    const asked = idSchema.safeParse(id)
    if (!asked.success || !request.signedIn) return null
    return readTyped(deps.db, clock, request.signedIn.id, asked.data)
  }

  return {
    draw,
    sessions,
    typedUnder,

    /** Notes that the page of a route shows its form filled with what is kept under `?typed=`. */
    fillsForms: (pattern: string): void => void filled.add(pattern),
    /** Whether there is such a page at an address. */
    isFilledAt: (path: string): boolean => [...filled].some((pattern) => patternOf(pattern).test(path)),
    /** What this person typed into the form of this page, which is asked for by `?typed=`; null where nothing is kept. */
    typedInto: async (request: FastifyRequest): Promise<Record<string, string> | null> => {
      const kept = await typedUnder(request, (request.query as { typed?: unknown }).typed)
      return kept !== null && pathOf(kept.address) === pathOf(request.url) ? kept.values : null
    },

    /** Options of a route that only a signed-in person may open; others are asked to sign in and come back. */
    signedInOnly: {
      preHandler: async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
        if (!request.signedIn) await askToSignIn(request, reply, pageOf(request.url))
      },
    },

    /** The same of a form that is sent. What was typed while a session ran out is kept, and shown after signing in. */
    formOnly: {
      preHandler: async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
        if (request.signedIn) return
        const kept = await typedBySpent(request)
        await askToSignIn(request, reply, kept === null ? pageOf(request.url) : paths.typed.at({ id: kept }))
      },
    },

    /** Who is signed in, on a route with `signedInOnly`. */
    signedIn: (request: FastifyRequest): SignedIn => {
      if (request.signedIn) return request.signedIn
      throw new Problem('forbidden', 'Sign in first, then open the page again.')
    },

    /** Who is signed in, or has yet to show more than a code; only for the pages on which they do. */
    whoAsks: (request: FastifyRequest): SignedIn | null => request.signedIn ?? request.partiallySignedIn,

    /** The token for the forms of a page. */
    token: (request: FastifyRequest): string => {
      const who = request.signedIn ?? request.partiallySignedIn
      return who ? sessions.formToken(who) : ''
    },

    /** Does what a form asks for once, however often it is pressed. */
    once: <T, Undone extends { ok: false }>(
      request: FastifyRequest,
      guard: Guard<T>,
      work: (under: Under) => Promise<{ ok: true; data: T } | Undone>,
    ) => doOnce(deps, request, guard, work),

    /** Sends a page. What was done just before, with `seeOther`, is said at its top. */
    show: (request: FastifyRequest, reply: FastifyReply, { status = 200, ...shown }: Shown): FastifyReply => {
      const banner = shown.errors?.length ? undefined : banners.take(request, reply)
      if (shown.script) reply.header('content-security-policy', policyWithScript)
      return reply
        .code(status)
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
        .send(draw(request, onItsDay(request, shown), banner))
    },

    /**
     * Goes on to a page after a form has done its work.
     * @param path one of our own
     * @param success what was done, said at the top of that page
     */
    seeOther: (
      request: FastifyRequest,
      reply: FastifyReply,
      path: string,
      { success }: { success?: string } = {},
    ): FastifyReply => {
      if (success !== undefined) banners.carry(request, reply, success)
      return reply.header('cache-control', 'no-store').redirect(path, 303)
    },
  }
}

/** A page that is asked for on a past day, with the band that says what it shows, and ways that keep the day. */
function onItsDay<P extends Omit<Shown, 'status'>>({ pastDay, url }: FastifyRequest, shown: P) {
  if (!pastDay) return shown
  return { ...shown, ...waysAtDay(shown, pastDay), band: bandOf(pastDay, url, shown.ofToday) }
}

const pathOf = (address: string): string => address.split('?')[0] ?? ''
const patternOf = (pattern: string): RegExp => new RegExp(`^${pattern.replaceAll(/:\w+/g, '[^/]+')}$`)

function navigation({ signedIn, url }: FastifyRequest, demonstration: boolean): NavLink[] {
  const help = { href: paths.helpRating.at(), text: 'Help' }
  const links = signedIn
    ? [
        { href: paths.myWork.at(), text: 'My work' },
        { href: paths.plans.at(), text: 'Plans' },
        ...(demonstration ? [{ href: paths.outbox.at(), text: 'Outbox' }] : []),
        help,
      ]
    : [{ href: paths.signIn.at(), text: 'Sign in' }, help]
  const [path = '/'] = url.split('?')
  return links.map(({ href, text }) => ({ href, text, current: isWithin(path, href) }))
}

function isWithin(path: string, href: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
}
