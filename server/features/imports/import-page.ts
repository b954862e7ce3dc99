import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '#server/http/problem.ts'
import { staleVersion } from '#server/http/refusals.ts'
import { paths } from '#server/paths.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { notAsShown } from '#server/ui/forms/version.ts'
import { button } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { importNow, summaryOf } from './carry-out.ts'
import { changedSince } from './changed-since.ts'
import { closedImport, type ImportAt, importAt, planTitle } from './import-at.ts'
import { dropImport, type ImportDeps } from './service.ts'
import type { ImportSummary } from './summary.ts'
import { followed } from './view-run.ts'
import { summaryView } from './view-summary.ts'

/** Rows up to which a press waits until all is written, which then takes less than a second. */
const FEW = 400

/** `/imports/:id/import`: what an import would make of its plan, and the press that writes all of it at once. */
export function importPage(app: FastifyInstance, deps: ImportDeps, web: Web): void {
  const opened = new WeakSet<FastifyRequest>()
  formPage(app, web, paths.importNow.pattern, async (request) => {
    const at = await importAt(deps, web, request)
    const { actor, whole, home, frame } = at
    const { facts } = whole
    const isLarge = facts.counts.rows > FEW
    // Of a large one the press is answered at once: what it makes is worked out where it is carried out.
    const isSent = isLarge && request.method === 'POST' && !opened.has(request)
    opened.add(request)
    const seen = isSent ? null : await summaryFor(deps, at)
    const sent = (request.body ?? {}) as { summaryDigest?: unknown; seenAt?: unknown }
    const isOther =
      seen !== null && !('because' in seen) && request.method === 'POST' && sent.summaryDigest !== seen.digest
    const since = isOther ? await changedSince(deps, facts.planId, sent.seenAt) : ''
    const back = button({ text: 'Back to the import', href: home, look: 'secondary' })
    return {
      page: frame(`What it makes of ‘${planTitle(whole)}’`),
      version: facts.version,
      ...(seen !== null &&
        'because' in seen && {
          closed: { title: 'It cannot be imported yet', text: seen.because, next: back },
        }),
      ...closedImport(at),
      overtaken: {
        changed:
          'What it makes of the plan has changed since you saw it. Nothing is written: look, then import it.',
        over: 'What it makes of the plan has changed since you saw it. Nothing is written.',
      },
      fields: () =>
        seen === null || 'because' in seen
          ? html``
          : html`${since}<input type="hidden" name="summaryDigest" value="${seen.digest}"><input type="hidden" name="seenAt" value="${deps.clock.now()}">
${summaryView(seen, planTitle(whole))}${button({ text: seen.isNew ? 'Make the plan' : 'Import it into the plan' })}`,
      send: async ({ summaryDigest }, version) => {
        if (summaryDigest === undefined) throw notAsShown()
        const carryOut = async () => importNow(deps, actor, facts.id, { ifVersion: version, summaryDigest })
        if (isLarge) {
          if (facts.version !== version) throw staleVersion(facts.version)
          deps.importRuns.begin(facts.id, carryOut)
          return { ok: true, data: { to: followed(facts) } }
        }
        try {
          await carryOut()
        } catch (error) {
          if (!(error instanceof Problem) || error.code !== 'conflict') throw error
          return { ok: false, faults: {}, status: error.status, overtaken: true }
        }
        const success = 'The spreadsheet is imported. What it made stands below.'
        return { ok: true, data: { to: home, success } }
      },
    }
  })
}

async function summaryFor(
  deps: ImportDeps,
  { actor, whole }: ImportAt,
): Promise<ImportSummary | { because: string }> {
  if (whole.kept === null) return { because: '' }
  try {
    return await summaryOf(deps, actor, whole)
  } catch (error) {
    if (error instanceof Problem && error.code === 'incomplete') return { because: error.message }
    throw error
  }
}

/** `/imports/:id/discard`: a spreadsheet that is not to be imported is not kept any longer. */
export function discardPage(app: FastifyInstance, deps: ImportDeps, web: Web): void {
  formPage(app, web, paths.importDiscard.pattern, async (request) => {
    const at = await importAt(deps, web, request)
    const { actor, whole, plan, frame } = at
    return {
      page: frame('Discard the spreadsheet'),
      version: whole.facts.version,
      ...closedImport(at, { shutToo: true }),
      fields: () =>
        html`<p>Its rows and your answers are not kept any longer. Nothing of it is in a plan.</p>${button({ text: 'Discard it', look: 'warning' })}`,
      send: async (_, version) => {
        await dropImport(deps, actor, whole.facts.id, version)
        const to = plan ? paths.plan.at(plan) : paths.plans.at()
        return { ok: true, data: { to, success: `‘${whole.facts.fileName}’ is discarded.` } }
      },
    }
  })
}
