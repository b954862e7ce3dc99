import { describe, expect, test } from 'vitest'
import {
  codeOf,
  DatabaseAwayError,
  isDatabaseAway,
  isDatabaseBusy,
  mayHaveHappened,
  rootCause,
} from '#db/connection/errors.ts'

const sqlError = (code: string, severity = 'ERROR') =>
  Object.assign(new Error('of the server'), { code, severity })
const driverError = (code: string) => Object.assign(new Error('of the driver'), { code })
const systemError = (code: string) => Object.assign(new Error('of the system'), { code, syscall: 'connect' })
const wrapped = (cause: Error) => new Error('Failed query', { cause: new Error('once more', { cause }) })

describe('an error of the database', () => {
  test.each([
    ...['CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'CONNECTION_ENDED', 'CONNECT_TIMEOUT'].map(driverError),
    ...['ERR_STREAM_DESTROYED', 'ERR_SOCKET_CLOSED', 'ERR_SSL_WRONG_VERSION_NUMBER'].map(driverError),
    ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'].map(
      systemError,
    ),
    ...['57P01', '57P02', '57P03', '57P05', '53300', '25P04', '08006', '3D000', '28P01', '55000'].map(
      (code) => sqlError(code, 'FATAL'),
    ),
    sqlError('XX000', 'PANIC'),
  ])('$code of $message means that it is away, and a write may have happened', (error) => {
    expect([isDatabaseAway(wrapped(error)), mayHaveHappened(wrapped(error))]).toEqual([true, true])
    expect([codeOf(wrapped(error)), isDatabaseBusy(wrapped(error))]).toEqual([error.code, false])
  })

  test.each(['57014', '55P03', '40001', '40P01', '53100', '53200', '53400', '25006', '58030'])(
    '%s means that it is there but could not do this now, and nothing was written',
    (code) => {
      const error = wrapped(sqlError(code))
      expect([isDatabaseBusy(error), isDatabaseAway(error), mayHaveHappened(error)]).toEqual([
        true,
        false,
        false,
      ])
    },
  )

  test.each([sqlError('23505'), sqlError('42601'), driverError('UNDEFINED_VALUE'), new TypeError('ours')])(
    'that is a refusal or a fault of ours is neither: $message',
    (error) => {
      expect([
        isDatabaseAway(wrapped(error)),
        isDatabaseBusy(wrapped(error)),
        mayHaveHappened(error),
      ]).toEqual([false, false, false])
    },
  )

  test('that was never sent did not happen, whatever it was caused by', () => {
    const cause = systemError('ECONNRESET')
    const error = wrapped(new DatabaseAwayError('not reached', 'notDone', { cause }))
    expect([isDatabaseAway(error), mayHaveHappened(error), rootCause(error)]).toEqual([true, false, cause])
  })
})
