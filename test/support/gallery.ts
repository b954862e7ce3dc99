import Fastify from 'fastify'
import { assetsPlugin } from '#server/http/plugins/assets.ts'
import { galleryPages } from '#test/support/gallery-pages.ts'

/** The policy that the pages must live under: no inline script, no inline style, nothing from elsewhere. */
export const contentPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

/**
 * Serves pages that use every component in realistic states, under the real policy, on a free loopback port.
 *
 * @param extra more pages by path, for a test's own planted faults
 */
export async function openGallery(
  extra: Record<string, () => string> = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const app = Fastify()
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', contentPolicy)
  })
  await app.register(assetsPlugin)
  for (const [path, draw] of Object.entries({ ...galleryPages, ...extra })) {
    app.get(path, (_request, reply) => reply.type('text/html; charset=utf-8').send(draw()))
  }
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const close = () => {
    // A test that fails leaves its page open, and with it a connection that would be waited for.
    app.server.closeAllConnections()
    return app.close()
  }
  return { url, close }
}
