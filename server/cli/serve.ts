import type { Command } from 'commander'
import { productionConfig } from '#server/config.ts'
import { readDemonstration } from '#server/data-folder.ts'
import { CommandError, clockOf, dataOption, folderOf } from './options.ts'
import { untilTold } from './until-told.ts'

/** `serve`: Waymark for real. */
export function serveCommand(program: Command): void {
  program
    .command('serve')
    .description('run Waymark for real: needs its settings, see .env.example')
    .addOption(dataOption)
    .action(run)
}

async function run(options: { data: string }): Promise<void> {
  const folder = folderOf(options)
  const config = productionConfig(process.env)
  if (config.databaseUrl === null && (await readDemonstration(folder))) {
    throw new CommandError(
      `${folder} holds the demonstration. Give another folder with --data, or set DATABASE_URL.`,
    )
  }
  const { start } = await import('#server/start.ts')
  const running = await start({ config, clock: clockOf({}), folder, demonstration: false })
  process.stdout.write(`Waymark is running at ${running.url}, listening on port ${running.port}.\n`)
  await untilTold(running)
}
