import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  CHALLENGE_MINUTES,
  listPasskeys,
  type PasskeyShown,
  removePasskey,
  renamePasskey,
} from '#db/read/passkeys.ts'
import { findPerson } from '#db/read/people.ts'
import type { Deps } from '#server/deps.ts'
import type { SignedIn } from '#server/http/plugins/sessions.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema, textSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { type Drawn, type Form, formLoop } from '#server/ui/forms/form-loop.ts'
import { freshForm, readForm, typedValues } from '#server/ui/forms/forms.ts'
import { nextPath, withNext } from '#server/ui/next-path.ts'
import type { Web } from '#server/ui/web.ts'
import { browserInWords } from '#server/ui/words/browser-in-words.ts'
import { limits } from '#workflows/limits.ts'
import type { Passkeys } from './passkeys.ts'
import { faultInWords, passkeyNotAdded, passkeyView } from './view-passkeys.ts'

const nameForm = z.strictObject({
  name: textSchema('Enter a name that tells which passkey it is', limits.passkey.name),
})

/** `/account/passkeys`: adding a passkey, and what becomes of it. All of it needs a recent sign-in. */
export function passkeyAccountPages(
  app: FastifyInstance,
  { db }: Deps,
  web: Web,
  { passkeys, required }: { passkeys: Passkeys; required: boolean },
): void {
  const to = paths.account.at()
  const held = web.sessions.cookie('waymark-new-passkey', CHALLENGE_MINUTES * 60)

  app.post(paths.passkeysOptions.pattern, async (request, reply) => {
    web.sessions.checkForm(request)
    const person = await findPerson(db, (await mayAdd(request)).id)
    if (!person) throw signInFirst()
    const { holder, options } = await passkeys.askToAdd(person)
    reply.setCookie(held.name, holder, held.options)
    return reply.header('cache-control', 'no-store').send(options)
  })

  app.post(paths.passkeys.pattern, async (request, reply) => {
    web.sessions.checkForm(request)
    const who = await mayAdd(request)
    const { response, next } = typedValues(request)
    const fault = await passkeys.add({
      holder: request.cookies[held.name] ?? '',
      answer: response,
      personId: who.id,
      name: browserInWords(request.headers['user-agent']),
      // Said to the statement too, for two that are added at once.
      first: request.signedIn === null,
    })
    const { maxAge: _, ...gone } = held.options
    reply.clearCookie(held.name, gone)
    if (fault !== null) {
      request.log.info({ event: 'passkeyRefused', person: who.id, code: fault }, 'passkey not added')
      return web.show(request, reply, {
        title: 'The passkey was not added',
        status: 400,
        errors: [{ text: faultInWords(fault) }],
        body: passkeyNotAdded(
          request.signedIn
            ? { text: 'Back to your account', href: paths.account.at() }
            : { text: 'Try again', href: withNext(paths.signInPasskey.at(), nextPath(next)) },
        ),
      })
    }
    request.log.info({ event: 'passkeyAdded', person: who.id }, 'passkey added')
    await web.sessions.start(request, reply, who.id, { method: 'passkey', strong: true })
    const success = 'Your passkey is added. You can sign in with it from now on.'
    return web.seeOther(request, reply, nextPath(next), { success })
  })

  app.get(paths.passkey.pattern, web.signedInOnly, async (request, reply) =>
    draw(request, reply, { passkey: await own(request) }, { state: freshForm() }),
  )

  formLoop<Form & { passkey: PasskeyShown }>(app, web, paths.passkeyRename.pattern, {
    open: async (request) => {
      const [passkey, { id: personId }] = [await own(request), recentOnly(web.signedIn(request))]
      const send: Form['send'] = async (values) => {
        const read = readForm(nameForm, values, [], { name: passkey.name })
        if (!read.ok) return read
        const { name } = read.data
        if (!(await renamePasskey(db, personId, { id: passkey.id, name }))) throw noPasskey()
        return { ok: true, data: { to, success: `The passkey is called ‘${name}’ now.` } }
      }
      return { passkey, send }
    },
    draw,
  })

  formLoop<Form & { passkey: PasskeyShown }>(app, web, paths.passkeyRemove.pattern, {
    open: async (request) => {
      const [passkey, { id: personId, method }] = [await own(request), recentOnly(web.signedIn(request))]
      const send: Form['send'] = async () => {
        const keepOne = required && method !== 'singleSignOn'
        const done = await removePasskey(db, personId, { id: passkey.id, keepOne })
        if (done === 'none') throw noPasskey()
        if (done === 'last') return { ok: false, faults: { '': onlyOne } }
        request.log.info({ event: 'passkeyRemoved', person: personId }, 'passkey removed')
        const success = `The passkey ‘${passkey.name}’ is removed: nobody signs in with it any more. If it was lost, sign out everywhere else too.`
        return { ok: true, data: { to, success } }
      }
      return { passkey, send }
    },
    draw,
  })

  function draw(
    request: FastifyRequest,
    reply: FastifyReply,
    { passkey }: { passkey: PasskeyShown },
    { state, status, errors = [] }: Drawn,
  ): FastifyReply {
    return web.show(request, reply, {
      title: passkey.name,
      caption: 'Passkey',
      script: 'passkeys',
      back: { href: to, text: 'Back to your account' },
      status,
      ...(errors.length > 0 && { errors }),
      body: passkeyView({
        passkey,
        form: { ...state, values: { name: passkey.name, ...state.values } },
        recent: web.signedIn(request).recent,
        token: web.token(request),
      }),
    })
  }

  /** The passkey that the address names, where it is the caller's own. */
  async function own(request: FastifyRequest): Promise<PasskeyShown> {
    const { id } = request.params as { id: string }
    const mine = idSchema.safeParse(id).success ? await listPasskeys(db, web.signedIn(request).id) : []
    const passkey = mine.find((each) => each.id === id)
    if (!passkey) throw noPasskey()
    return passkey
  }

  /**
   * The person, who signed in a moment ago. Where a code alone is not enough, it is enough for the first passkey and
   * for no second one: a person who has one shows it.
   */
  async function mayAdd(request: FastifyRequest): Promise<SignedIn> {
    const who = web.whoAsks(request)
    if (!who) throw signInFirst()
    if (request.signedIn === null && (await listPasskeys(db, who.id)).length > 0) {
      throw new Problem(
        'strongSignInRequired',
        'You have a passkey. Use it to sign in, then add another one.',
      )
    }
    return recentOnly(who)
  }
}

const onlyOne = 'This is your only passkey, and you need one to sign in here. Add another one first.'

/** Refuses what could give a person lasting access who found a browser open. Throws the Problem that says what to do. */
export function recentOnly(who: SignedIn): SignedIn {
  if (who.recent) return who
  throw new Problem('signInAgain', 'You signed in more than 15 minutes ago. Sign in again, then do this.')
}

function signInFirst(): Problem {
  return new Problem('forbidden', 'Sign in first, then open the page again.')
}

function noPasskey(): Problem {
  return new Problem('notFound', 'It was removed already, or is not yours.')
}
