import { type Command, Option } from 'commander'
import { productionConfig } from '#server/config.ts'
import type { Part } from '#server/start.ts'
import { holdsDemonstration } from './data-folder.ts'
import { settingsHere } from './env-file.ts'
import { CommandError, clockOf, dataOption, folderOf } from './options.ts'
import { untilStopped } from './until-stopped.ts'

/** `serve`: Waymark for real. */
export function serveCommand(program: Command): void {
  program
    .command('serve')
    .description('run Waymark for real: reads its settings from .env, see .env.example')
    .addOption(dataOption)
    .addOption(
      new Option('--only <part>', 'run the pages and the API alone, or the emails alone').choices([
        'web',
        'sender',
      ]),
    )
    .action(run)
}

async function run(options: { data: string; only?: Part }): Promise<void> {
  const folder = folderOf(options)
  const config = productionConfig(settingsHere())
  if (config.databaseUrl === null && (await holdsDemonstration(folder))) {
    throw new CommandError(
      `${folder} holds the demonstration. Give another folder with --data, or set DATABASE_URL.`,
    )
  }
  const { start } = await import('#server/start.ts')
  const running = await start({
    config,
    clock: clockOf({}),
    folder,
    demonstration: false,
    only: options.only,
  })
  process.stdout.write(
    options.only === 'sender'
      ? 'Waymark is running, and sends emails. It serves no pages.\n'
      : `Waymark is running at ${running.url}, listening on port ${running.port}.\n`,
  )
  await untilStopped(running)
}
