import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type PersonListed, readPerson } from '#db/read/people-list.ts'
import type { Deps } from '#server/deps.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { type FormPage, formPage } from '#server/ui/forms/form-page.ts'
import { readForm, type Typed } from '#server/ui/forms/forms.ts'
import { meaningsOf } from '#server/ui/forms/options.ts'
import { button, insetText, type Option } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { agencyFaults, agencyMeant, agencyOptions } from './agency-choice.ts'
import { type PersonAt, personToKeep } from './person-at.ts'
import { emailInput, entryFields, entryLabels, nameInput, postInputs, theirEmail } from './person-form.ts'
import type { PersonPatch } from './schemas.ts'
import { changeRefused, mayChange, patchPerson } from './service.ts'

/** `/plans/:id/people/:personId/edit`: corrects name, address, post and agency, as far as one may. */
export function editPersonPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.personEdit.pattern, async (request) => {
    const at = await personToKeep(deps, web, request)
    const [entry, may, agencies] = await Promise.all([
      readPerson(deps.db, at.person.id),
      mayChange(deps, at.actor, at.person.id),
      agencyOptions(deps),
    ])
    if (!entry) throw new Problem('notFound', 'They are not listed any more.')
    const refused = changeRefused(may, 'post')
    return {
      ...form(at, entry, agencies, changeRefused(may, 'all')),
      ...(refused !== null && { closed: { title: 'You cannot change this entry', text: refused } }),
      send: (values, version) =>
        save(deps, at, { entry, agencies, mayReaddress: may === 'all' }, values, version),
    }
  })
}

type Known = { entry: PersonListed; agencies: readonly Option[]; mayReaddress: boolean }

function form(
  at: PersonAt,
  entry: PersonListed,
  agencies: readonly Option[],
  addressStands: string | null,
): Omit<FormPage, 'send'> {
  const saved = savedTyped(entry)
  return {
    page: at.frame(`Change the entry of ${at.person.name}`),
    initial: saved,
    version: entry.version,
    fields: (state) => html`${nameInput(state)}
${
  addressStands === null
    ? emailInput(state, 'A new address ends every session of theirs: they sign in again with it')
    : insetText(html`The address stays <span class="wm-typed">${entry.email}</span>. ${addressStands}`)
}
${postInputs(state, agencies)}
${button({ text: 'Save' })}`,
    labels: addressStands === null ? entryLabels : withoutAddress,
    choices: { agencyId: meaningsOf(agencies) },
  }
}

const { email: _, ...withoutAddress } = entryLabels

function savedTyped({ name, email, post, agencyId }: PersonListed): Typed {
  return { name, email, post, agencyId: agencyId ?? '' }
}

async function save(
  deps: Deps,
  { actor, home }: PersonAt,
  { entry, agencies, mayReaddress }: Known,
  values: Typed,
  version: number,
): ReturnType<FormPage['send']> {
  const schema = z.object({ ...entryFields, email: mayReaddress ? theirEmail : z.string().optional() })
  const read = readForm(schema, values, [], savedTyped(entry))
  const faults = {
    ...(read.ok ? {} : read.faults),
    ...agencyFaults(read.ok ? read.data : {}, agencies),
  }
  if (!read.ok || Object.keys(faults).length > 0) return { ok: false, faults }
  const { name, post = '' } = read.data
  const email = mayReaddress ? read.data.email : entry.email
  const agencyId = await agencyMeant(deps, actor, read.data)
  const wanted: PersonPatch = { name, email, post, agencyId }
  const changed = Object.entries(wanted).filter(
    ([field, value]) => value !== entry[field as keyof PersonListed],
  )
  if (changed.length === 0) return { ok: true, data: { to: home, success: 'Nothing was changed.' } }
  await patchPerson(deps, actor, entry.id, Object.fromEntries(changed), version)
  const said = changed.map(([field]) => entryLabels[field as keyof typeof entryLabels].toLowerCase())
  return { ok: true, data: { to: home, success: `Saved: ${new Intl.ListFormat('en-GB').format(said)}.` } }
}
