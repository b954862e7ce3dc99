import type { FastifyInstance } from 'fastify'
import { textFault } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { asFault, type Faults, type Typed } from '#server/ui/forms/forms.ts'
import { happenedSince } from '#server/ui/forms/happened.ts'
import { button } from '#server/ui/html/govuk.ts'
import type { Web } from '#server/ui/web.ts'
import type { Answer } from '#workflows/exchange/reading/reading.ts'
import { limits } from '#workflows/limits.ts'
import { count } from '#workflows/words.ts'
import { closedImport, importAt } from './import-at.ts'
import { answersTo, type Question, questionsOf, TYPED } from './questions.ts'
import { changeImport, type ImportDeps, seeWholeImport } from './service.ts'
import { pickName, questionFields } from './view-questions.ts'
import { importHappened, nameOfField } from './words.ts'

/** Questions that a page asks at once; those after them come when these are answered. */
const MOST = 40

/** `/imports/:id/questions`: what is not clear in a spreadsheet, asked in one list. */
export function questionsPage(app: FastifyInstance, deps: ImportDeps, web: Web): void {
  formPage(app, web, paths.importQuestions.pattern, async (request) => {
    const at = await importAt(deps, web, request)
    const { actor, whole, home, frame } = at
    const { facts, kept } = whole
    /** What answers nothing is not kept: it is asked as it was before. */
    const withoutAnswers = async (questions: readonly Question[], changed: { version: number }) => {
      const answers = questions.flatMap((question) => answersTo(question, ''))
      if (answers.length === 0) return changed
      return changeImport(deps, actor, facts.id, { answers }, changed.version)
    }
    const all = kept === null ? [] : questionsOf(kept.reading)
    const asked = all.slice(0, MOST)
    const done = button({ text: 'Back to the import', href: home, look: 'secondary' })
    return {
      page: { ...frame(all.length === 0 ? 'Questions' : count(all.length, 'question')) },
      version: facts.version,
      initial: Object.fromEntries(
        asked.filter(({ isLong }) => isLong).map(({ name, original }) => [name, original]),
      ),
      ...(all.length === 0 && {
        closed: { title: 'Nothing is asked', text: 'Every row can be read as it stands.', next: done },
      }),
      labels: Object.fromEntries(
        asked.map(({ name, field, original }) => [name, `${nameOfField(field)} ‘${original}’`]),
      ),
      since: (since) => happenedSince(deps, facts.id, since, importHappened),
      ...closedImport(at),
      fields: (state) => questionFields(state, { asked, all: all.length, reading: kept?.reading ?? null }),
      send: async (values, version) => {
        const unsaid = unclear(values, asked)
        const given = asked.flatMap((question) => {
          const answer = question.name in unsaid ? null : answerIn(values, question)
          return answer === null ? [] : [{ question, answer }]
        })
        if (given.length === 0)
          return {
            ok: false,
            faults: Object.keys(unsaid).length > 0 ? unsaid : { [asked[0]?.name ?? '']: 'Answer a question' },
          }
        const answers: Answer[] = given.flatMap(({ question, answer }) => answersTo(question, answer))
        const changed = await changeImport(deps, actor, facts.id, { answers }, version)
        const { kept: now } = await seeWholeImport(deps, actor, facts.id)
        const open = new Map((now === null ? [] : questionsOf(now.reading)).map((each) => [each.name, each]))
        const useless = given.filter(({ question }) => open.has(question.name))
        const faults: Faults = {
          ...unsaid,
          ...Object.fromEntries(
            useless.map(({ question: { name }, answer }) => [
              name,
              asFault(`‘${shortened(answer)}’ does not answer it. ${open.get(name)?.question ?? ''}`),
            ]),
          ),
        }
        if (Object.keys(faults).length > 0) {
          const taken = await withoutAnswers(
            useless.map(({ question }) => question),
            changed,
          )
          return { ok: false, faults, status: 400, left: { values, version: taken.version } }
        }
        const left = open.size
        return {
          ok: true,
          data: {
            to: left > 0 ? paths.importQuestions.at(facts) : home,
            success:
              left > 0
                ? `Answered. ${count(left, 'question')} ${left === 1 ? 'is' : 'are'} left.`
                : 'Every question is answered.',
          },
        }
      },
    }
  })
}

/** What was chosen or typed for a question; null where nothing was. */
function answerIn(values: Typed, question: Question): string | null {
  const pick = values[pickName(question.name)]
  if (pick !== undefined && pick !== TYPED) return pick
  const typed = typedIn(values, question)
  return typed === '' ? null : typed
}

/** Questions of which it is said that the answer is typed, and it is not; and those with two answers. */
function unclear(values: Typed, asked: readonly Question[]): Faults {
  return Object.fromEntries(
    asked.flatMap((question) => {
      const { name } = question
      const [pick, typed] = [values[pickName(name)], typedIn(values, question)]
      const unfit = textFault(limits.import.answer, typed)
      if (unfit !== null) return [[name, asFault(unfit)]]
      if (pick === TYPED && typed === '') return [[name, 'Type the answer, or choose another']]
      const isTwo = pick !== undefined && pick !== TYPED && typed !== ''
      return isTwo ? [[name, 'Choose an answer or type one, not both']] : []
    }),
  )
}

function typedIn(values: Typed, { name, original, isLong }: Question): string {
  const typed = (values[name] ?? '').trim()
  return isLong && typed === original.trim() ? '' : typed
}

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
