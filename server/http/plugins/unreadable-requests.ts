import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { newId } from '#db/connection/ids.ts'
import { Problem, problemBody } from '#server/http/problem.ts'

/** How long a request may take to arrive, and how often it is looked whether one has taken longer. */
export type ArrivalLimit = { requestMs: number; lookEveryMs: number }

/** Node looks every 30 seconds unless told, so that a limit of 30 would end a request after up to 60. */
export const usualArrivalLimit: ArrivalLimit = { requestMs: 30_000, lookEveryMs: 2_000 }

/** The limit as options of the server. */
export function arrivalOptions({ requestMs, lookEveryMs }: ArrivalLimit) {
  return {
    requestTimeout: requestMs,
    http: {
      requestTimeout: requestMs,
      headersTimeout: requestMs,
      connectionsCheckingInterval: lookEveryMs,
      // Refused by `refuseWithoutHost`, because Node's own refusal says nothing.
      requireHostHeader: false,
    },
  }
}

/** Refuses requests that HTTP/1.1 does not allow to be without a host. */
export function refuseWithoutHost(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ raw }) => {
    if (raw.httpVersion === '1.1' && raw.headers.host === undefined)
      throw new Problem('invalidRequest', "Send the header 'Host', as HTTP/1.1 asks for.")
  })
}

/**
 * Answers what never became a request, because it came too slowly, is no HTTP or has too many headers: for
 * `clientErrorHandler`. It is not known what was asked for, so pages get the problem of the API too.
 */
export function answerUnreadableRequest(
  error: Error & { code?: string },
  socket: Socket,
  log: FastifyBaseLogger,
): void {
  if (socket.destroyed || socket.writableEnded) return
  // A client that has had the beginning of an answer cannot be given another.
  const answering = (socket as { _httpMessage?: { headersSent: boolean } | null })._httpMessage?.headersSent
  if (error.code === 'ECONNRESET' || !socket.writable || answering) return void socket.destroy()
  const problem = problemOf(error.code)
  const id = newId()
  log.info({ reqId: id, code: problem.code, cause: error.code }, 'what came was no request')
  socket.end(answerOf(problem, id))
  // Closed at once, an answer would be lost on a client that is still sending.
  setTimeout(() => socket.destroy(), LINGER_MS).unref()
}

const LINGER_MS = 500

function problemOf(code: string | undefined): Problem {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem(
        'requestTimeout',
        'The request did not arrive whole in time, and nothing was changed. Send it again, all of it at once.',
      )
    case 'HPE_HEADER_OVERFLOW':
      return new Problem(
        'headersTooLarge',
        'The address and headers are larger than 16 KB. Send fewer or shorter ones; in a browser, delete the cookies of this site.',
      )
    default:
      return new Problem(
        'invalidRequest',
        'What was sent is not well-formed HTTP/1.1. Check the request line, the headers and the length of the body.',
      )
  }
}

function answerOf(problem: Problem, id: string): string {
  const body = JSON.stringify(problemBody(problem, id))
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
    '',
    body,
  ].join('\r\n')
}
