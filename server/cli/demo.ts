import { type Command, Option } from 'commander'
import { demonstrationConfig } from '#server/config.ts'
import { dayInWords, londonDay } from '#workflows/calendar/calendar.ts'
import { holdsDemonstration, keepClock, keepDemonstration } from './data-folder.ts'
import { clockOf, dataOption, folderOf } from './options.ts'
import { untilStopped } from './until-stopped.ts'

/** `demo`: everything, with a demonstration plan and nothing to set up. */
export function demoCommand(program: Command): void {
  program
    .command('demo')
    .description('run Waymark with a demonstration plan; nothing has to be set up')
    .addOption(new Option('--port <port>', 'port of the pages and the API (3000, or PORT)'))
    .addOption(dataOption)
    .option('--fresh', 'throw away what the demonstration holds and begin again')
    .option('--now <instant>', 'start the clock there, such as 2026-11-30T07:59:30Z, and let it run on')
    .action(run)
}

async function run(options: { port?: string; data: string; fresh?: true; now?: string }): Promise<void> {
  const clock = clockOf(options)
  // It is told up to the moment it was asked for, however long a busy machine takes to load and to make the database.
  const began = clock.now()
  const folder = folderOf(options)
  const environment = options.port === undefined ? process.env : { ...process.env, PORT: options.port }
  const fresh = options.fresh === true
  const isFirst = !(await holdsDemonstration(folder))
  const config = demonstrationConfig(environment, await keepDemonstration(folder))
  if (isFirst || fresh)
    process.stdout.write('Making the demonstration, with its history: this takes some seconds, once.\n')
  const { start } = await import('#server/start.ts')
  const running = await start({ config, clock, folder, demonstration: true, began, fresh })
  await keepClock(folder, clock)
  process.stdout.write(`
Waymark is running, with its demonstration plan.

  Open        ${running.url}
  API         ${running.url}/api/docs
  Its clock   ${dayInWords(londonDay(clock.now()))}
  Stop        Ctrl+C: what you did stays in ${folder}

`)
  await untilStopped(running)
}
