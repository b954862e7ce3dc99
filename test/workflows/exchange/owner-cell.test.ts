import { describe, expect, test } from 'vitest'
import { ownerInCell } from '#workflows/exchange/people/owner-cell.ts'

describe('one person is read as the cell names them', () => {
  test.each<[string, string, string]>([
    ['Jane Smith', 'Jane Smith', 'name'],
    [' Jane\u00a0 Smith ', 'Jane Smith', 'name'],
    ['Lead: Jane Smith', 'Jane Smith', 'name'],
    ['Smith, Jane', 'Jane Smith', 'name'],
    ['Dr Amina Noor', 'Dr Amina Noor', 'name'],
    ["Siobhán O'Neill", "Siobhán O'Neill", 'name'],
    ['Ana de la Cruz', 'Ana de la Cruz', 'name'],
    ['Cllr J. Brown-Jones', 'Cllr J. Brown-Jones', 'name'],
    ['Jane', 'Jane', 'name'],
    ['jane.smith@council.example', 'jane.smith@council.example', 'name'],
    ['MW', 'MW', 'initials'],
    ['M.W.', 'M.W.', 'initials'],
    ['Head of Service MASH', 'Head of Service MASH', 'post'],
    ['Head of Quality, Safeguarding and Reviewing', 'Head of Quality, Safeguarding and Reviewing', 'post'],
    ['Assistant Director Children’s Social Care', 'Assistant Director Children’s Social Care', 'post'],
    ['Team Manager', 'Team Manager', 'post'],
    ['Chair of the LSCB', 'Chair of the LSCB', 'post'],
    ['DCS', 'DCS', 'post'],
    ['Principal Social Worker', 'Principal Social Worker', 'post'],
    ['Jane Smith (Head of Service)', 'Jane Smith', 'name'],
    ['Jane Smith, Head of Service', 'Jane Smith', 'name'],
    ['Head of Service - Jane Smith', 'Jane Smith', 'name'],
    ['Jane Smith (HoS)', 'Jane Smith', 'name'],
    ['jane smith', 'jane smith', 'unclear'],
  ])('%s', (text, name, kind) => {
    expect(ownerInCell(text)).toMatchObject({ is: 'read', name, kind })
  })
})

describe('who of several is accountable is asked', () => {
  test.each<[string, string[]]>([
    ['MW/YO', ['MW', 'YO']],
    ['MW / YO / JS', ['MW', 'YO', 'JS']],
    ['Jane Smith (HoS), Bob Jones (TM)', ['Jane Smith (HoS)', 'Bob Jones (TM)']],
    ['Jane Smith and Bob Jones', ['Jane Smith', 'Bob Jones']],
    ['Jane Smith & Bob Jones', ['Jane Smith', 'Bob Jones']],
    ['Jane Smith, Bob Jones, Ann Lee', ['Jane Smith', 'Bob Jones', 'Ann Lee']],
    ['Jane Smith\nBob Jones', ['Jane Smith', 'Bob Jones']],
    ['Hayley Flavell/ Arne Rose (tbc)', ['Hayley Flavell', 'Arne Rose']],
    ['Head of Service MASH/ SA Head of Service SASF', ['Head of Service MASH', 'SA Head of Service SASF']],
    ['Jane Smith / LSCB', ['Jane Smith']],
    ['Head of HR and Head of IT', ['Head of HR', 'Head of IT']],
    ['Team Managers', []],
    ['All social workers', []],
    ['TBC', []],
    ['To be appointed', []],
    ['Vacant', []],
    ['Various', []],
    ['Arne Rose (tbc)', ['Arne Rose']],
    ['Arne Rose?', ['Arne Rose']],
  ])('%s', (text, proposed) => {
    expect(ownerInCell(text)).toEqual({ is: 'asked', question: expect.stringMatching(/\?/), proposed })
  })
})

test.each([
  'Pan-Berkshire Training Sub-Group',
  'Improvement Board',
  'LSCB',
  'HR',
  'MASH Team',
  'Early Help Service',
  'Eastvale Council',
  'West Mercia Police',
  'SLT',
  'All staff',
  'Task and Finish Group',
  'Eastvale NHS Foundation Trust',
  'HR / IT',
])('%s is a body, which cannot own', (text) => {
  expect(ownerInCell(text)).toEqual({
    is: 'refused',
    because: expect.stringMatching(/one person. Name the person/),
  })
})

test.each(['', '-', 'n/a', 'None', '–'])('‘%s’ names nobody', (text) => {
  expect(ownerInCell(text)).toEqual({ is: 'none' })
})
