import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import type { Web } from '#server/web/web.ts'

/** Under way. */
export function outboxPages(_app: FastifyInstance, _deps: Deps, _web: Web): void {}
