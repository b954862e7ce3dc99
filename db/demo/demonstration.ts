import { join } from 'node:path'
import { z } from 'zod'
import { actionForm } from './action-form.ts'
import { decisionsForm } from './decision-form.ts'
import { measureForm } from './measure-form.ts'
import type { Names } from './names.ts'
import { boardForm, peopleForm, planForm, priorityForm } from './plan-forms.ts'
import { readDemoFile } from './read-file.ts'
import { registerForm } from './register-form.ts'
import { reportsForm } from './report-form.ts'

/** The demonstration as its files tell it. All days count from the day it is loaded. */
export type Demonstration = ReturnType<typeof readDemonstration>
export type DemoPlan = Demonstration['plan']
export type DemoPriority = DemoPlan['priorities'][number]

let read: Demonstration | null = null
let readPeople: z.output<typeof peopleForm> | null = null

/** The demonstration of this product, read once: an early help strategy of an invented place, told up to yesterday. */
export function demonstration(): Demonstration {
  return (read ??= readDemonstration(import.meta.dirname))
}

/** The people of the demonstration alone, in the order in which the sign-in page lists them. */
export function demoPeople() {
  return (readPeople ??= readDemoFile(join(import.meta.dirname, 'people.yaml'), peopleForm)).people
}

/**
 * Reads the files of a demonstration, each checked against its form and against what the others name.
 * @throws naming file, line and place of what does not fit
 */
export function readDemonstration(folder: string) {
  const file = <Form extends z.ZodType>(name: string, form: Form) => readDemoFile(join(folder, name), form)
  const { agencies, people } = file('people.yaml', peopleForm)
  const person = anyOf(people.map(({ key }) => key))
  const plan = file('plan.yaml', planForm({ person }))
  const priorities = file('priorities.yaml', z.array(priorityForm({ person })))
  const names: Names = {
    person,
    agency: anyOf(agencies.map(({ name }) => name)),
    recommendation: anyOf(plan.recommendations.map(({ ref }) => ref)),
    priority: anyOf(priorities.map(({ ref }) => ref)),
    refOf: (letters) =>
      z.string().regex(new RegExp(`^(${priorities.map(({ ref }) => ref).join('|')})\\.[${letters}]\\d+$`)),
  }
  const measures = file('measures.yaml', z.array(measureForm(names)))
  const actions = z.array(actionForm(names))
  return {
    agencies,
    people,
    plan: {
      ...plan,
      priorities: priorities.map((priority) => ({
        ...priority,
        measures: measures.filter(({ ref }) => ref.startsWith(`${priority.ref}.`)),
        actions: file(`actions/${priority.ref.toLowerCase()}.yaml`, actions),
      })),
    },
    board: file('meetings.yaml', boardForm({ person })),
    register: file('inspections.yaml', registerForm(names)),
    council: file('decisions.yaml', decisionsForm({ person })),
    reporting: file('reports.yaml', reportsForm(names)),
  }
}

function anyOf(names: string[]) {
  return z.enum(names)
}
