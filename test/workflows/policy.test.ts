import { describe, expect, test } from 'vitest'
import {
  mayAddActions,
  mayChangePerson,
  mayEditPlan,
  mayKeepPeople,
  type Role,
  roleLeftEmpty,
  roles,
  standingInPlan,
  standingInPriority,
  standingTowards,
} from '#workflows/engine/policy.ts'

const none = {
  personId: 'me',
  owner: false,
  contributor: false,
  lead: false,
  chair: false,
  viceChair: false,
  administrator: false,
}
const byRole = [...roles, null].map((role) => {
  const counts = role === 'chair' || role === 'viceChair' || role === 'administrator'
  return [role, counts ? { ...none, [role]: true } : none] as const
})
const action = { ownerId: 'owner', contributorIds: ['contributor', 'another'] }

describe('how a person stands', () => {
  test.each(byRole)('by the role %s alone', (role, standing) => {
    const me = { id: 'me', role }
    expect(standingInPlan(me)).toEqual(standing)
    expect(standingInPriority(me, 'lead')).toEqual(standing)
    expect(standingInPriority(me, 'me')).toEqual({ ...standing, lead: true })
    expect(standingTowards(me, action, 'lead')).toEqual(standing)
    expect(standingTowards(me, { ...action, ownerId: null }, null)).toEqual(standing)
  })

  test.each([
    ['owner', { ...action, ownerId: 'me' }, 'lead'],
    ['contributor', { ...action, contributorIds: ['another', 'me'] }, 'lead'],
    ['lead', action, 'me'],
  ] as const)('as the %s of an action, and by a role beside it', (name, of, leadId) => {
    for (const [role, standing] of byRole)
      expect(standingTowards({ id: 'me', role }, of, leadId)).toEqual({ ...standing, [name]: true })
  })
})

describe('what a person may keep', () => {
  test('the plan’s contents, its administrator', () => {
    expect([...roles, null].filter(mayEditPlan)).toEqual(['administrator'])
  })

  test('the actions of a priority, its lead and the plan’s administrator', () => {
    const able = [...roles, null].filter((role) => mayAddActions('me', role, 'lead'))
    expect(able).toEqual(['administrator'])
    expect([...roles, null].filter((role) => mayAddActions('me', role, 'me'))).toEqual([...roles, null])
  })

  test.each<[boolean, Role[]]>([
    [false, []],
    [false, ['chair', 'member']],
    [true, ['administrator']],
    [true, ['viewer', 'administrator', 'chair']],
  ])('people and agencies: %s, by the roles %j', (may, held) => {
    expect(mayKeepPeople(held)).toBe(may)
  })

  test.each<['all' | 'post' | 'nothing', string[], string[]]>([
    ['nothing', [], []],
    ['nothing', [], ['a']],
    ['nothing', ['b'], ['a']],
    ['all', ['a'], []],
    ['all', ['a'], ['a']],
    ['all', ['b', 'a'], ['a']],
    ['all', ['a', 'b'], ['a', 'b']],
    ['post', ['a'], ['a', 'b']],
    ['post', ['a'], ['b', 'a']],
  ])(
    '%s of a person’s entry, administering %j, where the person is part of %j',
    (what, administers, partOf) => {
      expect(mayChangePerson(administers, partOf)).toBe(what)
    },
  )
})

describe('the role left without anybody', () => {
  const member = (personId: string, role: Role) => ({ personId, role })
  const alone = roles.map((role) => member(role, role))

  test.each(roles)(
    'is the only %s’s own role where the plan cannot be without it, whatever they become',
    (role) => {
      const needed = role === 'administrator' || role === 'chair'
      for (const next of [...roles, null])
        expect(roleLeftEmpty(alone, role, next)).toBe(needed && next !== role ? role : null)
    },
  )

  test.each(roles)('is none where somebody else is %s as well', (role) => {
    const two = [...alone, member('second', role)]
    for (const person of [role, 'second']) expect(roleLeftEmpty(two, person, null)).toBeNull()
  })

  test('is none where the person is no member', () => {
    expect(roleLeftEmpty(alone, 'stranger', null)).toBeNull()
  })
})
