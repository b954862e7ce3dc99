import { resolve } from 'node:path'
import { Option } from 'commander'
import { type Clock, clockFrom, machineClock } from '#db/connection/clock.ts'

/** Something the person at the command line has to do otherwise: shown as one clear line, without a trace. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

export const dataOption = new Option('--data <folder>', 'folder of the embedded database').default('data')

/** The folder of `--data`, from where the command was given. */
export function folderOf({ data }: { data: string }): string {
  return resolve(data)
}

/**
 * The clock of `--now`: it shows that moment at once and runs on.
 * @throws CommandError when it is no moment
 */
export function clockOf({ now }: { now?: string }): Clock {
  if (now === undefined) return machineClock
  if (
    !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(now) ||
    Number.isNaN(Date.parse(now))
  ) {
    throw new CommandError(`--now takes a moment such as 2026-11-30T07:59:30Z, not '${now}'.`)
  }
  return clockFrom(new Date(now).toISOString())
}
