import type { Page } from 'playwright-core'

/** How a form is filled in: with nothing, with what no field takes, or with what all of them take. */
export type Filling = 'empty' | 'faulty' | 'sound'

/** What is typed, and which choices are made, by the name of the field. */
export type Typed = Record<string, string>

/** Part of what is typed into fields for text. */
export const MINE = 'What I typed'

/**
 * Fills in a form of the page, and gives what is in its fields then; null where it has no field. What is there
 * already and right stays in a sound filling, except text.
 */
export async function fillIn(page: Page, action: string, filling: Filling): Promise<Typed | null> {
  return page.evaluate<Typed | null>(`(${fill})(${JSON.stringify(action)}, '${filling}')`)
}

/** What stands in the fields of a form; null where it has none, or is not there. */
export async function typedIn(page: Page, action: string): Promise<Typed | null> {
  return page.evaluate<Typed | null>(`(${read})(${JSON.stringify(action)})`)
}

/** Whether a form says what its sender had seen, so that it can be overtaken. */
export async function isVersioned(page: Page, action: string): Promise<boolean> {
  return page.evaluate<boolean>(
    `[...(${need})(${JSON.stringify(action)}).elements].some(({ name }) => /^(version|had)\\b/.test(name))`,
  )
}

/** Sends a form with its last button, and gives the status of the page that comes. */
export async function send(page: Page, action: string): Promise<number> {
  const [answer] = await Promise.all([
    page.waitForNavigation(),
    page.evaluate(`{
      const form = (${need})(${JSON.stringify(action)})
      form.noValidate = true
      if (form.dataset.passkey) form.submit()
      else form.requestSubmit([...form.querySelectorAll('button:not([type=button])')].at(-1))
    }`),
  ])
  return answer?.status() ?? 0
}

const find = `(action) => [...document.forms].find((each) => each.getAttribute('action').split('?')[0] === action)`
const need = `(action) => (${find})(action) ?? (() => { throw new Error('There is no form for ' + action) })()`

const read = `(action) => {
  const form = (${find})(action)
  const fields = [...(form?.elements ?? [])].filter((each) => each.matches('input:not([type=hidden]), select, textarea'))
  const choice = (field) => field.matches('[type=radio], [type=checkbox]')
  if (fields.length === 0) return null
  return Object.fromEntries(fields.map((field) =>
    choice(field) ? [field.name + ' ' + field.value, String(field.checked)] : [field.name, field.value]))
}`

// A radio button that opens fields is chosen rather than another: those fields are then to be filled in too.
const fill = `(action, filling) => {
  const form = (${need})(action)
  const part = (name) => /-(day|month|year)$/.exec(name)?.[1]
  const texts = {
    empty: () => '',
    faulty: (field) =>
      field.matches('textarea') ? '${MINE} <b>here</b>. '.repeat(/sections.*write/.test(action) ? 5000 : 500).trim()
      : part(field.name) ? { day: '31', month: '2', year: '2027' }[part(field.name)]
      : '${MINE} <b>"here"</b> & there. '.repeat(16).trim(),
    sound: ({ name, value, inputMode }) =>
      part(name) ? value || { day: '5', month: '11', year: /forecastOn|^dueOn/.test(name) && !action.includes('milestones') ? '2027' : '2026' }[part(name)]
      : /^(numeric|decimal)$/.test(inputMode) && value === '' ? value
      : /^(startsAt|endsAt)$/.test(name) ? value
      : name === 'runLength' ? '6'
      : name === 'callInHour' ? '12'
      : /^\\d+$/.test(value) ? String(Number(value) + 1)
      : /email/i.test(name) ? 'what.i.typed@plan.example'
      : /url$/i.test(name) ? value || 'https://documents.example/typed'
      : /ref$|newAgency/i.test(name) ? value
      : '${MINE}',
  }
  const choices = {
    empty: () => false,
    faulty: (field, group) => field.type === 'checkbox' || field === (group.findLast((each) => each.hasAttribute('data-aria-controls')) ?? group.at(-1)),
    sound: (field, group) => field.type === 'checkbox' ? field.checked || field.name === 'action' : group.find((each) => each.checked) === field || field === group[0] && (field.name === 'role' || !group.some((each) => each.checked)),
  }
  const picks = {
    empty: (list) => list.options[0].value === '' ? 0 : list.selectedIndex,
    faulty: (list) => list.options.length - 1,
    sound: (list) => list.value === '' && list.options.length > 1 ? 1 : list.selectedIndex,
  }
  for (const field of form.elements) {
    if (field.matches('[type=hidden], [type=file], button, fieldset')) continue
    if (field.matches('select')) field.selectedIndex = picks[filling](field)
    else if (field.matches('[type=radio], [type=checkbox]'))
      field.checked = choices[filling](field, [...form.elements].filter((each) => each.name === field.name))
    else field.value = texts[filling](field)
  }
  return (${read})(action)
}`
