import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

const directives = {
  'default-src': "'none'",
  'style-src': "'self'",
  'img-src': "'self'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
}

/** The policy of the few pages with a script: our own file alone, which asks our own server alone. */
export const policyWithScript = Object.entries({
  ...directives,
  'script-src': "'self'",
  'connect-src': "'self'",
})
  .map((directive) => directive.join(' '))
  .join(';')

/** What browsers may do with our pages: nothing from elsewhere, no script, no frame. */
export async function registerSecurityHeaders(app: FastifyInstance, publicUrl: string): Promise<void> {
  // What a route says nothing about is about a person, and stays out of every cache.
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()')
  })
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: Object.fromEntries(Object.entries(directives).map(([name, value]) => [name, [value]])),
    },
    hsts: publicUrl.startsWith('https:') ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
  })
}
