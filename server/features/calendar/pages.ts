import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { calendarAddressOf, revokeCalendarAddress } from '#db/read/calendar-address.ts'
import type { Deps } from '#server/deps.ts'
import { recentOnly } from '#server/features/sign-in/passkey-account-pages.ts'
import { paths } from '#server/paths.ts'
import { type Drawn, type Form, formLoop } from '#server/ui/forms/form-loop.ts'
import type { Web } from '#server/ui/web.ts'
import { type NewCalendarAddress, newCalendarAddress } from './service.ts'
import { addressShownOnce, calendarView } from './view.ts'

/** `/account/calendar`: a person makes, renews and revokes the address at which their calendar program reads their dates. */
export function calendarPages(app: FastifyInstance, deps: Deps, web: Web): void {
  const { db, clock } = deps
  const to = paths.calendar.at()

  app.get(paths.calendar.pattern, web.signedInOnly, (request, reply) => draw(request, reply))

  formLoop(app, web, paths.calendarMake.pattern, {
    open: async (request): Promise<Form> => {
      const { id } = recentOnly(web.signedIn(request))
      let made: NewCalendarAddress | null = null
      return {
        // What is kept of it for a second press is that it was made, never the address.
        send: async () => {
          made = await newCalendarAddress(deps, id)
          return { ok: true, data: { to, success: madeAlready } }
        },
        shownOnce: () =>
          made && {
            title: 'The address of your calendar',
            back: { href: to, text: 'Back to your calendar' },
            body: addressShownOnce(made.url),
          },
      }
    },
    draw: (request, reply, _, drawn) => draw(request, reply, drawn),
  })

  formLoop(app, web, paths.calendarRevoke.pattern, {
    open: async (request): Promise<Form> => ({
      send: async () => {
        await revokeCalendarAddress(db, clock, web.signedIn(request).id)
        return {
          ok: true,
          data: { to, success: 'The address is revoked: no program reads your dates with it any more.' },
        }
      },
    }),
  })

  async function draw(
    request: FastifyRequest,
    reply: FastifyReply,
    { status, errors = [] }: Partial<Drawn> = {},
  ): Promise<FastifyReply> {
    const { id, recent } = web.signedIn(request)
    const madeAt = await calendarAddressOf(db, id)
    return web.show(request, reply, {
      title: 'Your calendar',
      back: { href: paths.account.at(), text: 'Your account' },
      ...(status !== undefined && { status }),
      ...(errors.length > 0 && { errors }),
      body: calendarView({ madeAt, recent, token: web.token(request) }),
    })
  }
}

const madeAlready =
  'The address was made already, and is shown once. Make a new one if you did not copy it: it replaces that one.'
