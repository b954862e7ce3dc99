import type { FastifyBaseLogger } from 'fastify'
import {
  type EditionFile,
  type EditionFileKind,
  type EditionForm,
  editionToMake,
  readEditionFile,
} from '#db/read/edition-files.ts'
import { editionsOf } from '#db/read/editions.ts'
import { readWordTemplate } from '#db/read/word-template.ts'
import { keepEditionFiles } from '#db/write/keep-edition-files.ts'
import type { Deps } from '#server/deps.ts'
import type { Renderer, RenderRefusal } from '#server/documents/render.ts'
import type { ReportDocument } from '#workflows/report/text/text-tree.ts'

/** How the making of an edition's files stands in this process. */
export type Making = 'idle' | 'making' | { refusal: string }

/** The files of editions: made once each by the renderer, and kept. */
export type EditionFiles = {
  /** A file as it is kept; null where it is not made yet. */
  read: (form: EditionForm, kind: EditionFileKind) => Promise<(EditionFile & { content: Buffer }) | null>
  /** Begins to make the files of an edition that are missing, where nobody does. Never rejects. */
  begin: (form: EditionForm) => void
  /** The same of an edition that was just issued, for all and for the public. */
  beginIssued: (edition: { reportId: string; number: number }) => void
  /** Makes what is missing, or waits for what is being made. Null once it is there, or why it is not, in words. Never rejects. */
  made: (form: EditionForm) => Promise<{ refusal: string } | null>
  standing: (form: EditionForm) => Making
  /** Settles once nothing is being made any more; the renderer has to be stopped before. */
  idle: () => Promise<void>
}

/** The features of reports need these besides what every feature has. */
export type ReportDeps = Deps & { editionFiles: EditionFiles }

/** Editions whose last making failed that are remembered: a page says why until somebody tries again. */
const MOST_REMEMBERED = 200

/** Times that an edition is made anew while texts are taken out of it. */
const MOST_TIMES = 3

/** Joins the renderer to the store of files. Of those that ask for the same edition at once, all wait for one. */
export function newEditionFiles(
  { db, clock, publicUrl }: Pick<Deps, 'db' | 'clock' | 'publicUrl'>,
  { renderer, log }: { renderer: Renderer; log: FastifyBaseLogger },
): EditionFiles {
  const running = new Map<string, Promise<{ refusal: string } | null>>()
  const failed = new Map<string, string>()
  const issuing = new Set<Promise<unknown>>()

  async function make(form: EditionForm): Promise<{ refusal: string } | null> {
    for (let times = 1; ; times++) {
      const edition = await editionToMake(db, form)
      if (edition === null) return null
      const made = await renderer.render(edition.contents as ReportDocument, {
        template: await readWordTemplate(db, edition.planId),
        site: publicUrl,
      })
      if ('refusal' in made) return refused(form, made)
      const { word, pdf, hashes } = made
      const files = [
        { kind: 'word', content: word, sha256: hashes.word },
        { kind: 'pdf', content: pdf, sha256: hashes.pdf },
      ] as const
      if (await keepEditionFiles(db, edition, files, clock.now())) return null
      if (times === MOST_TIMES) return { refusal: 'The report was changed while it was made: try again.' }
    }
  }

  function refused({ editionId }: EditionForm, { code, refusal, detail }: RenderRefusal) {
    if (code !== 'stopped') log.error({ editionId, code, detail }, 'an edition was not made into files')
    return { refusal }
  }

  function made(form: EditionForm): Promise<{ refusal: string } | null> {
    const key = keyOf(form)
    const before = running.get(key)
    if (before) return before
    failed.delete(key)
    const work = make(form)
      .catch((error: unknown) => {
        log.error({ err: error, editionId: form.editionId }, 'an edition was not made into files')
        return {
          refusal: 'The file could not be made: try again, and tell your administrator if it fails again.',
        }
      })
      .then((outcome) => {
        running.delete(key)
        if (outcome !== null) remember(key, outcome.refusal)
        return outcome
      })
    running.set(key, work)
    return work
  }

  function remember(key: string, refusal: string): void {
    const [oldest] = failed.keys()
    if (failed.size >= MOST_REMEMBERED && oldest !== undefined) failed.delete(oldest)
    failed.set(key, refusal)
  }

  async function makeIssued(reportId: string, number: number): Promise<void> {
    const edition = (await editionsOf(db, reportId)).find((each) => each.number === number)
    if (!edition) return
    await made({ editionId: edition.id, isPublic: false })
    if (edition.isPublic) await made({ editionId: edition.id, isPublic: true })
  }

  return {
    read: (form, kind) => readEditionFile(db, form, kind),
    begin: (form) => void made(form),
    made,
    beginIssued: ({ reportId, number }) => {
      const work: Promise<unknown> = makeIssued(reportId, number)
        .catch((error: unknown) => log.error({ err: error, reportId }, 'an edition was not made into files'))
        .finally(() => issuing.delete(work))
      issuing.add(work)
    },
    standing: (form) => {
      const key = keyOf(form)
      if (running.has(key)) return 'making'
      const refusal = failed.get(key)
      return refusal === undefined ? 'idle' : { refusal }
    },
    idle: async () => {
      while (issuing.size + running.size > 0) await Promise.all([...issuing, ...running.values()])
    },
  }
}

const keyOf = ({ editionId, isPublic }: EditionForm) => `${editionId} ${isPublic}`
