import { type Command, Option } from 'commander'
import { demonstrationConfig, productionConfig } from '#server/config.ts'
import { keepDemonstration, readDemonstration } from '#server/data-folder.ts'
import { type Running, start } from '#server/start.ts'
import { dayInWords, londonDay } from '#workflows/calendar.ts'
import { CommandError, clockOf, dataOption, folderOf } from './options.ts'

/** `demo` and `serve`: the commands that stay until they are stopped. */
export function serveCommands(program: Command): void {
  program
    .command('demo')
    .description('run Waymark with a demonstration plan; nothing has to be set up')
    .addOption(new Option('--port <port>', 'port of the pages and the API (3000, or PORT)'))
    .addOption(dataOption)
    .option('--fresh', 'throw away what the demonstration holds and begin again')
    .option('--now <instant>', 'start the clock there, such as 2026-11-30T07:59:30Z, and let it run on')
    .action(runDemonstration)

  program
    .command('serve')
    .description('run Waymark for real: needs its settings, see .env.example')
    .addOption(dataOption)
    .action(runServer)
}

async function runDemonstration(options: {
  port?: string
  data: string
  fresh?: true
  now?: string
}): Promise<void> {
  const clock = clockOf(options)
  const folder = folderOf(options)
  const environment = options.port === undefined ? process.env : { ...process.env, PORT: options.port }
  const config = demonstrationConfig(environment, await keepDemonstration(folder))
  const fresh = options.fresh === true
  const running = await start({ config, clock, folder, demonstration: true, fresh })
  print(`
Waymark is running, with its demonstration plan.

  Open        ${running.url}
  API         ${running.url}/api/docs
  Its clock   ${dayInWords(londonDay(clock.now()))}
  Stop        Ctrl+C: what you did stays in ${folder}
`)
  await untilTold(running)
}

async function runServer(options: { data: string }): Promise<void> {
  const folder = folderOf(options)
  const config = productionConfig(process.env)
  if (config.databaseUrl === null && (await readDemonstration(folder))) {
    throw new CommandError(
      `${folder} holds the demonstration. Give another folder with --data, or set DATABASE_URL.`,
    )
  }
  const running = await start({ config, clock: clockOf({}), folder, demonstration: false })
  print(`Waymark is running at ${running.url}, listening on port ${running.port}.`)
  await untilTold(running)
}

/** Stops in good order at the first signal; a second one does not wait. */
async function untilTold(running: Running): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1))
        resolve()
      })
    }
  })
  await running.stop()
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
