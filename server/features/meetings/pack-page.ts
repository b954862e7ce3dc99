import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { paths } from '#server/paths.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { meetingAt } from './meeting-at.ts'
import type { PackContents } from './pack.ts'
import { seePack } from './service.ts'
import { packView } from './view-pack.ts'

/** `/meetings/:id/pack/read`: what the board of a meeting reads, as it was frozen at the cut-off. */
export function packPage(app: FastifyInstance, deps: Deps, web: Web): void {
  app.get(paths.meetingPackRead.pattern, web.signedInOnly, async (request, reply) => {
    const { actor, meeting, frame } = await meetingAt(deps, web, request)
    if (meeting.packId === null)
      return web.show(request, reply, {
        ...frame('What the board reads'),
        body: html`<p>The pack has not been frozen yet. The plan administrator freezes it before the meeting.</p>`,
      })
    const { id: _, meetingId: __, ...contents } = await seePack(deps, actor, meeting.id)
    return web.show(request, reply, {
      ...frame('What the board reads'),
      wide: true,
      body: packView(contents as PackContents),
    })
  })
}
