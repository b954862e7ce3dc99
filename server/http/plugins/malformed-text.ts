import type { FastifyInstance } from 'fastify'
import { Problem } from '#server/http/problem.ts'

/**
 * Refuses text that no database can keep as it was sent: with the character NUL, or with half of a pair of
 * surrogates. It is looked for wherever text can come in, so that no field has to think of it.
 */
export function refuseMalformedText(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ params, query, body }) => {
    const pointer = unsound(params, '') ?? unsound(query, '') ?? unsound(body, '')
    if (pointer === null) return
    const detail = 'Take out characters that cannot be kept as text.'
    throw new Problem('invalidRequest', `${pointer}: ${detail}`, {
      errors: [{ pointer, code: 'unsoundText', detail }],
    })
  })
}

/** Where the first unsound text in a value is, as a JSON pointer; null where there is none. */
function unsound(value: unknown, at: string): string | null {
  if (typeof value === 'string') return isSound(value) ? null : at || '/'
  // A file is no text, and has millions of entries.
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return null
  for (const [key, inner] of Object.entries(value)) {
    const pointer = isSound(key) ? unsound(inner, `${at}/${escaped(key)}`) : `${at}/`
    if (pointer !== null) return pointer
  }
  return null
}

function isSound(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
