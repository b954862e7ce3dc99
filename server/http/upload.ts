import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'

/**
 * What is sent with a file, beside what a form has more fields for. Its content is known by a digest where the form is told from others; to ask for it throws
 * a problem where several files were sent.
 */
export type Upload = {
  _csrf: string
  _once: string
  name: string
  digest: string
  content: () => Buffer
}

/** Bytes that stand around a file in an upload by parts. */
const AROUND = 10_000

/**
 * Lets routes take a file as browsers and `curl -F` send it: by parts, in that named `file`.
 * @param most bytes that the file may have
 * @param textOf a field beside the file as it is taken, where that is not as it was sent
 */
export function takeUploads(
  app: FastifyInstance,
  most: number,
  textOf: (name: string, sent: string) => string = (_, sent) => sent,
): void {
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: most + AROUND },
    async (request: FastifyRequest, body: Buffer) => uploadIn(request, body, textOf),
  )
}

/** How many bytes a request says that it has; undefined where it does not say. */
export function lengthSent({ headers }: FastifyRequest): number | undefined {
  const length = Number(headers['content-length'])
  return Number.isSafeInteger(length) && length > 0 ? length : undefined
}

/** The parts of an upload. The platform's own parser reads them; a file is whole in memory, and small enough for it. */
async function uploadIn(
  { headers }: FastifyRequest,
  body: Buffer,
  textOf: (name: string, sent: string) => string,
): Promise<Upload> {
  try {
    const parts = await new Response(new Uint8Array(body), {
      headers: { 'content-type': headers['content-type'] ?? '' },
    }).formData()
    const text = (name: string) => {
      const part = parts.get(name)
      return typeof part === 'string' ? part : ''
    }
    const [file, ...others] = parts.getAll('file')
    const content = Buffer.from(file instanceof File ? await file.arrayBuffer() : new ArrayBuffer())
    return {
      ...fieldsOf(parts, textOf),
      _csrf: text('_csrf'),
      _once: text('_once'),
      name: file instanceof File ? file.name : '',
      digest: createHash('sha256').update(content).digest('hex'),
      content: () => {
        if (others.length > 0) throw moreThanOne()
        return content
      },
    }
  } catch {
    throw new Problem('invalidRequest', 'The file did not arrive whole. Send it again.')
  }
}

/** What a form sends beside its file, by the names of its fields. */
function fieldsOf(parts: FormData, textOf: (name: string, sent: string) => string): Record<string, string> {
  return Object.fromEntries(
    [...parts].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, textOf(name, value)] as const] : [],
    ),
  )
}

function moreThanOne(): Problem {
  const detail = 'Several files came at once, and none is kept. Send each by itself.'
  return new Problem('invalidRequest', detail, {
    errors: [{ pointer: '/file', code: 'fileNotAlone', detail }],
  })
}
