import { describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { readHistory } from '#db/read/history.ts'
import { memberships, people } from '#db/schema/index.ts'
import { usePages } from '#test/support/pages.ts'
import { entryOf, listOf, newAddress, pageOf, roleOf } from '#test/support/plan-people.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { seenFaults } from '#test/support/seen-faults.ts'
import { get, mainText, post, protection } from '#test/support/visitor.ts'

const { app, visit, visitAs } = usePages({ now: '2026-11-23T10:00:00.000Z', demonstration: true })

async function open(plan: TestPlan, who: CastName, path: string) {
  const page = await visit(plan.people[who])
  await page.goto(app.url + path)
  return page
}

describe('the role of a person', () => {
  test('is changed, taken away and given again from their page', async () => {
    const plan = await givenPlan(app.db)
    const { member } = plan.people
    const page = await open(plan, 'administrator', pageOf(plan, 'member'))
    const choose = async (label: string) => {
      await press(page, 'a:has-text("Change role")')
      await page.check(`label:has-text("${label}")`)
      await press(page, 'text=Save the role')
      return mainText(page)
    }
    expect(await choose('Viewer')).toContain('The role of The member is viewer now.')
    expect(await roleOf(app.db, plan, member)).toBe('viewer')
    expect(await choose('remove them from the plan')).toContain(
      'The member has no role in this plan any more.',
    )
    expect(await roleOf(app.db, plan, member)).toBeUndefined()
    expect(await choose('Administrator')).toContain('The role of The member is administrator now.')
    expect(await roleOf(app.db, plan, member)).toBe('administrator')
    const history = await readHistory(app.db, plan.planId, { limit: 3 })
    expect(history.map(({ event }) => event)).toEqual(['addMember', 'removeMember', 'changeRole'])
  })

  test('stays where the plan would be without a chair, or where it is one’s own: each with its reason', async () => {
    const plan = await givenPlan(app.db)
    const cookie = await app.signInAs(plan.people.administrator)
    for (const [who, role, because] of [
      ['chair', 'chair', 'The plan is active and would be without a chair. Name another one first.'],
      [
        'administrator',
        'administrator',
        'Nobody changes their own role. Ask another administrator of the plan.',
      ],
    ] as const) {
      for (const path of [pageOf(plan, who), `${pageOf(plan, who)}/role`]) {
        const seen = await get(app, path, cookie)
        expect(seen.text).toContain(because)
        expect(seen.text).not.toContain('Save the role')
      }
      const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec((await get(app, '/', cookie)).text) ?? []
      for (const wanted of ['member', 'none']) {
        const fields = { _csrf: token, had: role, role: wanted }
        const sent = await post(app, `${pageOf(plan, who)}/role`, cookie, fields)
        expect([sent.status, sent.text.includes(because)]).toEqual([409, true])
      }
      expect(await roleOf(app.db, plan, plan.people[who])).toBe(role)
    }
  })

  test('is not overwritten where somebody else gave them another one meanwhile', async () => {
    const plan = await givenPlan(app.db)
    const { member } = plan.people
    const page = await open(plan, 'administrator', `${pageOf(plan, 'member')}/role`)
    await app.db.update(memberships).set({ role: 'viceChair' }).where(eq(memberships.personId, member))
    await page.check('label:has-text("Viewer")')
    await press(page, 'text=Save the role')
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('Their role is Vice-chair now')
    expect(await page.isChecked('input[value=viewer]')).toBe(true)
    expect(await roleOf(app.db, plan, member)).toBe('viceChair')
    await press(page, 'text=Save the role')
    expect(await roleOf(app.db, plan, member)).toBe('viewer')
  })

  test('is one of the list', async () => {
    const plan = await givenPlan(app.db)
    const cookie = await app.signInAs(plan.people.administrator)
    const path = `${pageOf(plan, 'member')}/role`
    const safe = await protection(app, path, cookie)
    const sent = await post(app, path, cookie, { ...safe, had: 'member', role: 'owner' })
    expect([sent.status, sent.text.includes('Choose a role')]).toEqual([400, true])
  })
})

describe('a person without a role', () => {
  test('is listed with what they own or contribute to, also when they lead, and not as a member', async () => {
    const plan = await givenPlan(app.db, [{}, {}, { ownerEmail: 'otherOwner' }])
    const page = await open(plan, 'member', listOf(plan))
    const rows = page.locator('section:has(#others) tbody tr')
    const others = (await rows.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '))
    expect(others).toEqual([
      expect.stringMatching(/The contributor.*Contributes to 3 actions/),
      expect.stringMatching(/The lead.*Leads P1/),
      expect.stringMatching(/The otherOwner.*Owns 1 action /),
      expect.stringMatching(/The owner.*Owns 2 actions/),
    ])
    expect(await page.locator('section:has(#members)').innerText()).not.toContain('The owner')
    expect(await page.locator('section:has(#members)').innerText()).toContain('The member')
  })

  test('who is added to own something needs none, and the page for adding says so', async () => {
    const plan = await givenPlan(app.db)
    const page = await open(plan, 'administrator', `${listOf(plan)}/new`)
    expect(await mainText(page)).toContain('Owning an action is enough to be a person of the plan')
  })
})

describe('the entry of a person', () => {
  test('is corrected, and a new address ends their sessions', async () => {
    const plan = await givenPlan(app.db)
    const theirs = await app.signInAs(plan.people.owner)
    const email = newAddress()
    const page = await open(plan, 'administrator', `${pageOf(plan, 'owner')}/edit`)
    await page.fill('#name', 'Olwen Hughes')
    await page.fill('#email', email)
    await page.selectOption('#agencyId', '')
    await page.fill('#newAgency', 'Her new agency')
    await press(page, 'button:has-text("Save")')
    expect(await mainText(page)).toContain('Saved: name, email address and agency.')
    expect(await mainText(page)).toContain('Her new agency')
    expect(await entryOf(app.db, plan.people.owner)).toMatchObject({
      name: 'Olwen Hughes',
      email,
      version: 2,
    })
    expect((await get(app, '/', theirs)).location).toContain('/sign-in')
    await page.goto(`${app.url}${pageOf(plan, 'owner')}/edit`)
    await press(page, 'button:has-text("Save")')
    expect(await mainText(page)).toContain('Nothing was changed.')
  })

  test('keeps its address where they are part of a plan that one does not administer', async () => {
    const [one, two] = [await givenPlan(app.db), await givenPlan(app.db)]
    await app.db
      .insert(memberships)
      .values({ planId: two.planId, personId: one.people.owner, role: 'member' })
    const { email } = await entryOf(app.db, one.people.owner)
    const cookie = await app.signInAs(one.people.administrator)
    const path = `${pageOf(one, 'owner')}/edit`
    const seen = await get(app, path, cookie)
    expect(seen.text).toContain('address and leaving are for others to change')
    expect(seen.text).not.toContain('name="email"')
    const safe = await protection(app, path, cookie)
    const sent = await post(app, path, cookie, { ...safe, name: 'Olwen Hughes', email: newAddress() })
    expect(sent.status).toBe(303)
    expect(await entryOf(app.db, one.people.owner)).toMatchObject({ name: 'Olwen Hughes', email })
  })

  test('of somebody who administers Waymark itself is left alone, with the reason', async () => {
    const plan = await givenPlan(app.db)
    await app.db.update(people).set({ administrator: true }).where(eq(people.id, plan.people.member))
    const cookie = await app.signInAs(plan.people.administrator)
    const seen = await get(app, `${pageOf(plan, 'member')}/edit`, cookie)
    expect(seen.text).toContain('You cannot change this entry')
    const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec((await get(app, '/', cookie)).text) ?? []
    const fields = { _csrf: token, version: '1', name: 'Mine now' }
    const sent = await post(app, `${pageOf(plan, 'member')}/edit`, cookie, fields)
    expect(sent.status).toBe(403)
    expect((await entryOf(app.db, plan.people.member)).name).toBe('The member')
  })

  test('takes no address that somebody else has, and no empty name', async () => {
    const plan = await givenPlan(app.db)
    const { email } = await entryOf(app.db, plan.people.chair)
    const page = await open(plan, 'administrator', `${pageOf(plan, 'owner')}/edit`)
    await page.fill('#email', email)
    await press(page, 'button:has-text("Save")')
    expect(await page.locator('#email-error').innerText()).toContain(
      `The chair (${email}) is listed with this address already`,
    )
    expect(await page.inputValue('#email')).toBe(email)
    await page.fill('#name', ' ')
    await press(page, 'button:has-text("Save")')
    expect(await page.locator('#name-error').innerText()).toContain('Enter their first name and surname')
  })

  test('loses nothing when somebody else changed it meanwhile, and shows both', async () => {
    const plan = await givenPlan(app.db)
    const path = `${pageOf(plan, 'owner')}/edit`
    const page = await open(plan, 'administrator', path)
    const cookie = await app.signInAs(plan.people.administrator)
    const { email, agencyId } = await entryOf(app.db, plan.people.owner)
    const safe = await protection(app, path, cookie)
    const other = { ...safe, name: 'The owner', email, agencyId: agencyId ?? '', post: 'Director of housing' }
    expect((await post(app, path, cookie, other)).status).toBe(303)
    await page.fill('#post', 'Head of housing')
    await press(page, 'button:has-text("Save")')
    const faults = await page.locator('.govuk-error-summary').innerText()
    expect(faults).toContain('Somebody changed this while you were typing')
    const sides = await page.locator('#meanwhile').innerText()
    expect(sides.replaceAll(/\s+/g, ' ')).toMatch(
      /Saved meanwhile Post Director of housing What you typed Post Head of housing$/,
    )
    expect(await page.inputValue('#post')).toBe('Head of housing')
    expect((await entryOf(app.db, plan.people.owner)).post).toBe('Director of housing')
    await press(page, 'button:has-text("Save")')
    expect((await entryOf(app.db, plan.people.owner)).post).toBe('Head of housing')
  })
})

test('who left with work undone is named on the list, with the way to hand it over', async () => {
  const plan = await givenPlan(app.db)
  await app.db.update(people).set({ leftOn: '2026-10-01' }).where(eq(people.id, plan.people.owner))
  const page = await open(plan, 'administrator', listOf(plan))
  expect(await mainText(page)).toContain('1 person left and still answers for something.')
  await press(page, 'text=Hand over the work of The owner')
  await page.fill('#reason', 'They left in October')
  await page.selectOption('#all', plan.people.member)
  await press(page, 'button:has-text("Hand over")')
  expect(await mainText(page)).toContain('1 of 1 piece of work handed over.')
  const seen = await get(app, listOf(plan), await app.signInAs(plan.people.member))
  expect(seen.text).not.toContain('Hand over the work')
})

describe('who does not administer the plan', () => {
  test('reads what somebody answers for, without addresses and without anything to press', async () => {
    const plan = await givenPlan(app.db, [{}, { ownerEmail: 'otherOwner', contributorEmails: ['owner'] }])
    const page = await open(plan, 'member', listOf(plan))
    expect(await mainText(page)).not.toContain('Add a person')
    await press(page, page.locator('main').getByRole('link', { name: 'The owner' }).first())
    const text = await mainText(page)
    expect(text).toContain('What P1.S1 commits to')
    expect(text).toContain('Contributes to')
    expect(text).not.toContain('@plan.example')
    expect(await page.locator('main form, main .govuk-button').count()).toBe(0)
    expect(text).not.toContain('Change')
    await page.goto(app.url + pageOf(plan, 'lead'))
    expect(await mainText(page)).toContain('The first priority')
  })

  test('changes nothing of it, and finds nobody who is not in the plan', async () => {
    const plan = await givenPlan(app.db)
    const paths = [`${listOf(plan)}/new`, `${pageOf(plan, 'member')}/edit`, `${pageOf(plan, 'member')}/role`]
    for (const [who, status] of [
      ['chair', 403],
      ['owner', 403],
      ['stranger', 404],
    ] as const) {
      const cookie = await app.signInAs(plan.people[who])
      const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec((await get(app, '/', cookie)).text) ?? []
      const fields = {
        _csrf: token,
        version: '1',
        had: 'member',
        role: 'chair',
        name: 'Me',
        email: newAddress(),
      }
      for (const path of paths) {
        expect((await get(app, path, cookie)).status).toBe(status)
        expect((await post(app, path, cookie, fields)).status).toBe(status)
      }
      for (const press of ['back', 'invite']) {
        const sent = await post(app, `${pageOf(plan, 'member')}/${press}`, cookie, fields)
        expect([press, sent.status]).toEqual([press, status])
      }
      expect((await get(app, pageOf(plan, 'stranger'), cookie)).status).toBe(404)
    }
    expect(await roleOf(app.db, plan, plan.people.member)).toBe('member')
    expect((await entryOf(app.db, plan.people.member)).version).toBe(1)
    const cookie = await app.signInAs(plan.people.administrator)
    expect((await get(app, `${listOf(plan)}/nobody`, cookie)).status).toBe(404)
    for (const path of paths) {
      expect((await post(app, path, cookie, { role: 'chair', name: 'Me' })).status).toBe(403)
      expect((await get(app, path)).location).toContain('/sign-in')
    }
  })
})

test('what people type is shown as text on each of these pages, whatever it holds', async () => {
  const hostile = `<script>globalThis.ran = true</script><img src=x onerror="globalThis.ran = true">"'`
  const plan = await givenPlan(app.db, [{ title: `Title ${hostile}` }, {}])
  const page = await visitAs(plan.people.administrator, { width: 1200, colorScheme: 'light' })
  await page.goto(`${app.url}${pageOf(plan, 'owner')}/edit`)
  await page.fill('#name', `Name ${hostile}`)
  await page.fill('#post', `Post ${hostile}`)
  await page.selectOption('#agencyId', '')
  await page.fill('#newAgency', `Agency ${hostile}`)
  await press(page, 'button:has-text("Save")')
  await page.goto(`${app.url}${pageOf(plan, 'owner')}/handover`)
  await page.fill('#reason', `Reason ${hostile}`)
  await page.selectOption(`#to-action-${plan.actions['P1.S1']}`, plan.people.member)
  await press(page, 'button:has-text("Hand over")')
  const result = new URL(page.url()).pathname
  expect(await mainText(page)).toContain(`Reason ${hostile}`)
  const paths = ['', '/edit', '/role', '/handover', '/leaving'].map((path) => pageOf(plan, 'owner') + path)
  for (const path of [listOf(plan), `${listOf(plan)}/new`, result, ...paths]) {
    await page.goto(app.url + path)
    expect([path, await page.evaluate('globalThis.ran')]).toEqual([path, undefined])
    expect([path, await page.locator('main script, main img[src="x"]').count()]).toEqual([path, 0])
  }
})

test('a form that does not say on which version it was opened is refused', async () => {
  const plan = await givenPlan(app.db)
  const cookie = await app.signInAs(plan.people.administrator)
  const path = `${pageOf(plan, 'owner')}/edit`
  const { _csrf = '' } = await protection(app, path, cookie)
  for (const version of ['', '0', '-1', '1.5', 'x']) {
    const sent = await post(app, path, cookie, { _csrf, version, name: 'Olwen Hughes' })
    expect([version, sent.status]).toEqual([version, 400])
  }
})

test('the pages of a person have no fault that axe can find on a phone in light and on a laptop in dark', async () => {
  const plan = await givenPlan(app.db, [{ dueOn: '2026-11-06' }, { contributorEmails: ['lead'] }])
  const page = await visitAs(plan.people.administrator)
  const see = async (path: string) => {
    await page.goto(app.url + path)
    return seenFaults(page)
  }
  const pressed = async (text: string) => {
    await press(page, `main button:has-text("${text}")`)
    return seenFaults(page)
  }
  for (const who of ['owner', 'lead', 'chair', 'administrator', 'member', 'stranger'] as const) {
    expect(await see(pageOf(plan, who))).toEqual([])
  }
  expect(await see(listOf(plan))).toEqual([])
  expect(await see(`${listOf(plan)}/new`)).toEqual([])
  expect(await pressed('Add this person')).toEqual([])
  expect(await page.title()).toMatch(/^Error: /)
  await page.fill('#email', newAddress())
  await page.fill('#name', 'Nia Price')
  await page.check('input[value=viewer]')
  expect(await pressed('Add this person')).toEqual([])
  expect(await mainText(page)).toContain('An invitation goes to')
  expect(await see(`${pageOf(plan, 'owner')}/edit`)).toEqual([])
  await page.fill('#name', '')
  expect(await pressed('Save')).toEqual([])
  expect(await see(`${pageOf(plan, 'member')}/role`)).toEqual([])
  expect(await see(`${pageOf(plan, 'chair')}/role`)).toEqual([])
  await app.db.update(people).set({ leftOn: '2026-10-01' }).where(eq(people.id, plan.people.member))
  expect(await see(pageOf(plan, 'member'))).toEqual([])
})
