import { readImportContents } from '#db/read/imports.ts'
import { knownPeople } from '#db/read/known-people.ts'
import { readPerson } from '#db/read/people-list.ts'
import { planForImport } from '#db/read/plan-for-import.ts'
import { carryOutImport, type ImportDone } from '#db/write/change-import.ts'
import { orMovedOn } from '#db/write/commit.ts'
import { alreadyKnown, createPlan, type StepsBeside } from '#db/write/create-plan.ts'
import { planImport } from '#db/write/import-plan.ts'
import type { PlanDraft } from '#db/write/plan-draft.ts'
import { agenciesIn } from '#db/write/plan-ids.ts'
import type { Deps } from '#server/deps.ts'
import { draftOf } from '#server/exchange/draft-of.ts'
import { type Actor, todayOf } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { answersOf } from '#workflows/exchange/reading/answers.ts'
import type { Answer, Reading } from '#workflows/exchange/reading/reading.ts'
import type { ImportFacts } from '#workflows/import/import-facts.ts'
import { countsOfReading, whyNotYet } from '#workflows/import/ready.ts'
import { mailboxKey } from '#workflows/people/mailbox.ts'
import { sameName } from '#workflows/sameness.ts'
import { changed, type ImportDeps, type ImportWhole, optionsOf, seeImport, takenAlready } from './service.ts'
import { digestOf, requireSeen } from './summary-digest.ts'
import { type ImportSummary, resultOf } from './summary.ts'

type Planned = {
  summary: ImportSummary
  /** Writes it with further steps in the same statement; false where the plan has changed meanwhile. */
  write: (beside: (done: ImportDone) => StepsBeside) => Promise<boolean>
}

/**
 * What an import would make, as its rows are read now. Nothing is written.
 * @throws Problem 409 while a question is open or a row is refused, or where a text is too long with all that belongs to it
 */
export async function summaryOf(deps: Deps, actor: Actor, whole: ImportWhole): Promise<ImportSummary> {
  const { facts, kept, answers } = whole
  if (kept === null) throw takenAlready()
  const { summary } = await planned(deps, actor, facts, { reading: kept.reading, answers })
  return summary
}

/**
 * Imports a spreadsheet: all of it in one statement with the import itself, or nothing. Its rows are read once more, with
 * the people as they are known now.
 * @param summaryDigest of the summary that the person saw; left out, whatever it makes by now
 * @throws Problem as `summaryOf`, as its workflow refuses, and 409 where it would make something else than was seen
 */
export async function importNow(
  deps: ImportDeps,
  actor: Actor,
  id: string,
  { ifVersion, summaryDigest }: { ifVersion?: number | undefined; summaryDigest?: string | undefined } = {},
): Promise<ImportFacts> {
  const { facts } = await seeImport(deps, actor, id)
  // What is worked out of one version is written at that version alone.
  const context = {
    importId: id,
    actorId: actor.id,
    now: deps.clock.now(),
    ifVersion: ifVersion ?? facts.version,
  }
  const { workbook, answers } = await readImportContents(deps.db, id, 'all')
  const read = workbook && (await deps.planReader.reread(workbook, await optionsOf(deps, facts, answers)))
  if (read && 'refused' in read) throw new Problem('invalidRequest', read.refused)
  const once = answers.filter(({ row }) => row === undefined)
  const outcome = await carryOutImport(deps.db, context, once, async (beside) => {
    // Others imported or discarded it between the two reads, which the next decision finds.
    if (!read) return false
    const { summary, write } = await planned(deps, actor, facts, { reading: read.reading, answers })
    requireSeen(summary, summaryDigest)
    return write(beside)
  })
  return changed(outcome, context)
}

type Read = { reading: Reading; answers: readonly Answer[] }

async function planned(deps: Deps, actor: Actor, facts: ImportFacts, read: Read): Promise<Planned> {
  const open = whyNotYet(countsOfReading(read.reading))
  if (open.length > 0)
    throw new Problem('incomplete', open.join(' '), {
      errors: open.map((detail) => ({ pointer: '/answers', code: 'incomplete', detail })),
    })
  const draft = draftOf(read.reading, {
    title: facts.title,
    today: todayOf(deps),
    answers: answersOf(read.answers),
    known: await knownPeople(deps.db),
  })
  if ('wrong' in draft) throw new Problem('incomplete', draft.wrong.join(' '))
  return facts.planId === null
    ? newPlan(deps, actor, draft, read.reading)
    : intoPlan(deps, actor, { planId: facts.planId, draft, reading: read.reading })
}

async function newPlan(deps: Deps, actor: Actor, draft: PlanDraft, reading: Reading): Promise<Planned> {
  const self = await readPerson(deps.db, actor.id)
  if (!self) throw takenAlready()
  const known = await alreadyKnown(deps.db, draft, null)
  const told = {
    isNew: true,
    newPriorities: draft.priorities.map(({ ref }) => ref),
    newActions: draft.priorities.flatMap(({ actions }) => actions.map(({ ref }) => ref)),
    newRecommendations: draft.recommendations.map(({ ref }) => ref),
    newPeople: draft.people.flatMap((each) =>
      known.people.has(mailboxKey(each.email)) ? [] : [{ name: each.name, email: each.email }],
    ),
    newAgencies: agenciesIn(draft).filter((each) => !known.agencies.has(sameName(each))),
    newHorizons: draft.horizons.map(({ label }) => label),
    cells: [],
    unchanged: 0,
    gone: [],
  }
  const summary = { ...told, digest: digestOf(told, draft) }
  const { name, email, post } = self
  const own = mailboxKey(email)
  const whole: PlanDraft = {
    ...draft,
    known: { people: new Map([[own, self.id]]), agencies: new Map() },
    people: [
      ...draft.people.filter((each) => mailboxKey(each.email) !== own),
      { name, email, post, agency: null },
    ],
    members: [{ email, role: 'administrator' }],
  }
  return {
    summary,
    write: (beside) =>
      orMovedOn(async () => {
        await createPlan(deps.db, whole, {
          by: email,
          now: deps.clock.now(),
          beside: ({ plan }) => beside({ planId: plan, result: resultOf(summary, reading.skipped) }),
        })
        return true
      }),
  }
}

async function intoPlan(
  deps: Deps,
  actor: Actor,
  { planId, draft, reading }: { planId: string; draft: PlanDraft; reading: Reading },
): Promise<Planned> {
  const there = await planForImport(deps.db, planId)
  if (there === null) throw takenAlready()
  const { write, ...rest } = await planImport(deps.db, there, draft, { id: actor.id, now: deps.clock.now() })
  const told = { isNew: false, ...rest }
  const summary = { ...told, digest: digestOf(told, draft) }
  return { summary, write: (beside) => write(beside({ planId, result: resultOf(summary, reading.skipped) })) }
}
