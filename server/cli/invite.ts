import type { Command } from 'commander'
import { machineClock } from '#db/connection/clock.ts'
import { invite } from '#db/write/invite.ts'
import { emailSchema } from '#server/features/sign-in/email-address.ts'
import { freeTextSchema, textSchema } from '#server/http/schemas.ts'
import { limits } from '#workflows/limits.ts'
import { CommandError, dataOption } from './options.ts'
import { withDatabase } from './with-database.ts'

type Options = { data: string; name: string; post?: string; admin?: true }

/** `invite`: lets a person sign in. */
export function inviteCommand(program: Command): void {
  program
    .command('invite')
    .argument('<email>', 'the address that codes are mailed to, and that single sign-on knows them by')
    .description('let somebody sign in, and tell them by email; somebody who had left comes back')
    .requiredOption('--name <name>', 'first name and surname')
    .option('--post <post>', 'the post they hold')
    .option('--admin', 'they may start plans and invite people')
    .addOption(dataOption)
    .action(inviteSomebody)
}

async function inviteSomebody(email: string, options: Options): Promise<void> {
  const address = emailSchema.safeParse(email)
  if (!address.success)
    throw new CommandError(`'${email}' is no email address. Write it as name@council.example.`)
  const name = textSchema('Give a name with --name.', limits.person.name).safeParse(options.name)
  if (!name.success) throw new CommandError(`The name cannot be used: ${name.error.issues[0]?.message ?? ''}`)
  const post = freeTextSchema(limits.person.post).safeParse(options.post ?? '')
  if (!post.success) throw new CommandError(`The post cannot be used: ${post.error.issues[0]?.message ?? ''}`)
  const invited = await withDatabase(options, ({ db }) =>
    invite(db, machineClock, {
      email: address.data,
      name: name.data,
      administrator: options.admin === true,
      ...(options.post !== undefined && { post: post.data }),
    }),
  )
  const done = invited.isNew ? 'is invited' : 'was here already and is invited again'
  process.stdout.write(
    `${invited.name} <${invited.email}> ${done}. The email goes as soon as Waymark runs.\n`,
  )
}
