import type { FastifyInstance } from 'fastify'
import { listActions } from '#db/read/actions.ts'
import { failedInvitationsTo } from '#db/read/invitations.ts'
import { listMail } from '#db/read/mail.ts'
import { liveWorkOf } from '#db/read/people-list.ts'
import { MOST_ACTIONS } from '#db/read/read-actions.ts'
import type { Deps } from '#server/deps.ts'
import { whyRoleStands } from '#server/features/people/members/service.ts'
import { todayOf } from '#server/http/actor.ts'
import { paths } from '#server/paths.ts'
import { type Form, formLoop } from '#server/ui/forms/form-loop.ts'
import type { Web } from '#server/ui/web.ts'
import { isLive } from '#workflows/action/action-facts.ts'
import { historyFor } from './history/service.ts'
import { personHistory } from './history/view.ts'
import { whyIndispensable } from './indispensable.ts'
import { inviteAgain } from './invite-again.ts'
import { type PersonAt, personAt, personToKeep } from './person-at.ts'
import { changeRefused, mayChange, patchPerson } from './service.ts'
import { type Keeping, personView } from './view-person.ts'

/** One person of a plan: who they are, their role, and what they answer for. Administrators change it from here. */
export function personPage(app: FastifyInstance, deps: Deps, web: Web): void {
  app.get(paths.person.pattern, web.signedInOnly, async (request, reply) => {
    const at = await personAt(deps, web, request)
    const today = todayOf(deps)
    const list = { filter: { plan: [at.plan.id], owner: [at.person.id] }, sort: 'dueOn' as const, today }
    const [{ items }, work, history, invitations, mail, keeping] = await Promise.all([
      listActions(deps.db, at.actor.id, { ...list, limit: MOST_ACTIONS, after: null }),
      liveWorkOf(deps.db, at.person.id),
      historyFor(deps, at.actor, at.person.id),
      at.editable ? failedInvitationsTo(deps.db, [at.person.id]) : null,
      at.editable ? listMail(deps.db, at.actor.id, { ...failedTo(at), limit: 10, after: null }) : null,
      at.editable ? keepingOf(deps, at, web.token(request)) : null,
    ])
    return web.show(request, reply, {
      ...at.frame(at.person.name),
      body: personView(at, {
        owned: items.filter(({ facts }) => isLive(facts.state)),
        work: work.filter(({ planId }) => planId === at.plan.id),
        keeping,
        today,
        history: history && personHistory(history, at.person.id),
        uninvited: invitations?.get(at.person.id) ?? null,
        failed: mail?.items ?? [],
      }),
    })
  })

  press(paths.personBack.pattern, async ({ actor, person }) => {
    await patchPerson(deps, actor, person.id, { leftOn: null })
    return `${person.name} is back, and is mailed an invitation to sign in.`
  })

  press(paths.personInvite.pattern, async ({ actor, person }) => {
    await inviteAgain(deps, actor, person.id)
    return `An invitation goes to ${person.email} once more.`
  })

  /** A form that is a button alone. */
  function press(path: string, work: (at: PersonAt) => Promise<string>): void {
    formLoop(app, web, path, {
      open: async (request): Promise<Form> => {
        const at = await personToKeep(deps, web, request)
        return { send: async () => ({ ok: true, data: { to: at.home, success: await work(at) } }) }
      },
    })
  }
}

const failedTo = ({ person }: PersonAt) => ({ filter: { person: person.id, state: ['failed' as const] } })

/** What an administrator may do for the person, each with the reason where not. */
async function keepingOf(deps: Deps, { actor, plan, person }: PersonAt, token: string): Promise<Keeping> {
  const [may, roleStands, indispensable] = await Promise.all([
    mayChange(deps, actor, person.id),
    whyRoleStands(deps, actor, plan, person.id),
    whyIndispensable(deps, person.id),
  ])
  return {
    role: roleStands,
    entry: changeRefused(may, 'post'),
    leaving: changeRefused(may, 'all') ?? indispensable,
    access: changeRefused(may, 'all'),
    token,
  }
}
