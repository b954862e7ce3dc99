import { readFile, stat } from 'node:fs/promises'
import type { Command } from 'commander'
import { seal } from '#db/history/seal.ts'
import { findPersonByEmail } from '#db/read/people.ts'
import { createPlan } from '#db/write/create-plan.ts'
import type { PlanDraft } from '#db/write/plan-draft.ts'
import { largestPlanFile } from '#server/import/file-text.ts'
import { readPlanFile } from '#server/import/read-plan-file.ts'
import { doubtsReport } from '#server/import/report.ts'
import { mailboxKey } from '#workflows/people/mailbox.ts'
import { clockOfFolder } from './data-folder.ts'
import { CommandError, dataOption, folderOf } from './options.ts'
import { withDatabase } from './with-database.ts'

/** `import`: a plan from a plan file, with everything doubtful said and nothing guessed. */
export function importCommand(program: Command): void {
  program
    .command('import')
    .argument('<file>', 'plan file, YAML or JSON; docs/plan-file.md describes it')
    .description('load a plan as a draft and report everything doubtful in it')
    .option('--plan <title>', "the plan's title, in place of the file's")
    .option('--administrator <email>', 'who becomes its administrator')
    .option('--check', 'report only, and write nothing')
    .addOption(dataOption)
    .action(importPlan)
}

type ImportOptions = { data: string; plan?: string; administrator?: string; check?: true }

async function importPlan(file: string, options: ImportOptions): Promise<void> {
  const text = await readText(file)
  const read = readPlanFile(text, { name: file, ...(options.plan !== undefined && { title: options.plan }) })
  process.stdout.write(`${doubtsReport(read.doubts, read.draft)}\n`)
  if (options.check) {
    process.stdout.write('\nNothing was written, because of --check.\n')
    return
  }
  const clock = await clockOfFolder(folderOf(options))
  const planId = await withDatabase(options, async ({ db }) => {
    const draft =
      options.administrator === undefined
        ? read.draft
        : await administered(db, read.draft, options.administrator)
    const ids = await createPlan(db, draft, { by: options.administrator ?? null, now: clock.now() })
    await seal(db, clock)
    return ids.plan
  })
  process.stdout.write(`\nLoaded as a draft: plan ${planId}.\n`)
  if (
    options.administrator === undefined &&
    !read.draft.members.some(({ role }) => role === 'administrator')
  ) {
    process.stdout.write(
      'It has no administrator, so nobody can complete it yet. Name one with --administrator <email>.\n',
    )
  }
}

async function administered(
  db: Parameters<typeof findPersonByEmail>[0],
  draft: PlanDraft,
  email: string,
): Promise<PlanDraft> {
  const inFile = draft.people.some((person) => mailboxKey(person.email) === mailboxKey(email))
  const person = inFile ? null : await findPersonByEmail(db, email)
  if (!inFile && !person) {
    throw new CommandError(
      `Nobody here or in the file has the address ${email}. See who there is with: people`,
    )
  }
  const known = person
    ? [{ name: person.name, email: person.email, post: person.post, agency: person.agency }]
    : []
  const others = draft.members.filter((member) => mailboxKey(member.email) !== mailboxKey(email))
  return {
    ...draft,
    people: [...draft.people, ...known],
    members: [...others, { email: person?.email ?? email, role: 'administrator' }],
  }
}

async function readText(file: string): Promise<string> {
  const found = await stat(file).catch(() => null)
  if (!found?.isFile()) throw new CommandError(`There is no file ${file}. Check its path.`)
  if (found.size > largestPlanFile)
    throw new CommandError(`${file} is larger than 2 MB. A plan file is text: split it.`)
  return readFile(file, 'utf8')
}
