import type { Api } from './api.ts'

type Section = { id: string; kind: string; number: number; state: string; heading: string }

/** Answers `/transitions` of reports and sections as people of a plan do, and expects each to be taken. */
export function reportCycle(api: () => Api, planId: string) {
  const post = async (path: string, as: string, body: object) => {
    const { status, body: answer } = await api().post(path, { as, body, ifMatch: '*' })
    if (status > 201) throw new Error(`${path} answered ${status}: ${JSON.stringify(answer)}`)
    return answer
  }
  const sectionsOf = async (id: string, as: string): Promise<Section[]> =>
    (await api().get(`/reports/${id}/sections`, { as })).body.items
  return {
    sectionsOf,
    report: (id: string, as: string, event: object) => post(`/reports/${id}/transitions`, as, event),
    section: (id: string, as: string, event: object) => post(`/sections/${id}/transitions`, as, event),
    /** A report of a template, each section that people write given to an author in turn; not commissioned yet. */
    given: async (
      as: string,
      template: string,
      authors: readonly string[],
      more: object = {},
    ): Promise<{ id: string; toWrite: Section[] }> => {
      const body = { template, forOn: '2026-12-14', cutOffOn: '2026-11-22', ...more }
      const { id } = await post(`/plans/${planId}/reports`, as, body)
      const written = ['narrative', 'recommendations', 'signature']
      const toWrite = (await sectionsOf(id, as)).filter(({ kind }) => written.includes(kind))
      for (const [at, section] of toWrite.entries())
        await post(`/sections/${section.id}/transitions`, as, {
          event: 'reassign',
          authorId: authors[at % authors.length],
          dueOn: at === 0 ? '2026-11-20' : '2026-12-01',
        })
      return { id, toWrite }
    },
  }
}
