import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A process of the bench's own, which it asks things of and ends. Should the bench die, it ends by itself. */
export type Child<Ready> = {
  pid: number
  ready: Ready
  ask: (question: string, about?: object) => Promise<unknown>
  end: () => Promise<void>
}

const END_DEADLINE_MS = 20_000

/**
 * Starts a file of this folder as a process, and waits until it says that it is ready.
 * @throws when it ends before that
 */
export async function startChild<Ready>(file: string, settings: object): Promise<Child<Ready>> {
  const process_ = spawn(process.execPath, [...process.execArgv, join(import.meta.dirname, file)], {
    // What it prints is for whoever watches: the bench's own standard output has nothing but rows.
    stdio: ['ignore', 2, 2, 'ipc'],
    env: { ...process.env, BENCH_SETTINGS: JSON.stringify(settings) },
  })
  const ended = once(process_, 'exit')
  const answers = new Map<number, PromiseWithResolvers<unknown>>()
  const ready = Promise.withResolvers<unknown>()
  answers.set(0, ready)
  process_.on('message', ({ number, answer, error }: Answer) => {
    const waiting = answers.get(number)
    answers.delete(number)
    if (error === undefined) waiting?.resolve(answer)
    else waiting?.reject(new Error(error))
  })
  process_.on('exit', () => {
    for (const { reject } of answers.values()) reject(new Error(`${file} ended before it answered.`))
  })
  const readiness = await ready.promise
  let asked = 0
  return {
    pid: process_.pid ?? 0,
    ready: readiness as Ready,
    ask: (question, about = {}) => {
      const answer = Promise.withResolvers<unknown>()
      answers.set(++asked, answer)
      process_.send({ number: asked, question, about })
      return answer.promise
    },
    end: async () => {
      if (process_.exitCode !== null || process_.signalCode !== null) return
      const timer = setTimeout(() => process_.kill('SIGKILL'), END_DEADLINE_MS)
      process_.disconnect()
      await ended
      clearTimeout(timer)
    },
  }
}

type Answer = { number: number; answer?: unknown; error?: string }
type Question = { number: number; question: string; about: never }

/** What the bench gave this process to start with. */
export const settingsOfChild: unknown = JSON.parse(process.env['BENCH_SETTINGS'] ?? '{}')

/**
 * Inside of such a process: says that it is ready, answers questions, and ends with the bench.
 * @param stop what has to be stopped first
 */
export function serveBench(
  ready: object,
  questions: Record<string, (about: never) => unknown>,
  stop: () => Promise<void>,
): void {
  process.on('message', (message: Question) => {
    const answer = async () => questions[message.question]?.(message.about)
    // oxlint-disable-next-line promise/prefer-await-to-then -- an event's listener can't wait
    answer().then(
      (given) => process.send?.({ number: message.number, answer: given }),
      (error: unknown) => process.send?.({ number: message.number, error: String(error) }),
    )
  })
  process.once('disconnect', () => {
    // oxlint-disable-next-line promise/prefer-await-to-then -- an event's listener can't wait
    void stop().finally(() => process.exit(0))
  })
  process.send?.({ number: 0, answer: ready })
}
