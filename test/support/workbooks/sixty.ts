import { on, type Told, xlsx } from './make.ts'

const owners = ['Jane Smith', 'MW', 'Head of Service', 'Priti Shah', 'T. Okoro', 'Jane  Smith', 'Sam Lee']
const fills = ['FF0000', 'FFC000', '00B050'] as const
const areas = ['1. Front door', '2. Help for families', '3. Children in care', '4. Leaving care']
const progress = [
  'Rota agreed with the unions in May.\nBegins in June.',
  'Completed. Next phase underway',
  'First course held for 12 managers; evidence: attendance list, 3 May',
  '',
  'On track',
  'Delayed by the move of the office',
]

const dueOf = (at: number): Told => {
  if (at % 13 === 4) return 'TBC'
  if (at % 17 === 6) return 'ongoing'
  if (at === 20) return '30 Sept 2027 (was June 2027)'
  if (at === 33) return '31/06/2027'
  if (at % 7 === 3) return 'Sept 2027'
  if (at % 11 === 5) return 'Q2 2027/28'
  return on(`2027-${String((at % 12) + 1).padStart(2, '0')}-28`)
}

const ownerOf = (at: number): Told => {
  if (at === 9) return 'LSCB'
  if (at === 27) return 'MW / Priti Shah'
  return owners[at % owners.length] ?? null
}

const rowOf = (at: number): Told[] => [
  `${Math.floor(at / 15) + 1}.${(at % 15) + 1}`,
  at % 15 === 0 ? (areas[Math.floor(at / 15)] ?? null) : null,
  at === 41
    ? `Write down what ${'every team does and '.repeat(14)}why`
    : `Do what paragraph ${at + 20} asks for`,
  ownerOf(at),
  dueOf(at),
  progress[at % progress.length] ?? null,
  { value: at % 9 === 0 ? 'Complete' : null, fill: fills[at % 3] ?? 'FF0000' },
]

/**
 * A tracker of sixty rows as a council keeps it: a title and a note above, areas merged over their rows, colours without
 * words, people by name, initials and post, dates in every form, a total, a key below and an older sheet beside it.
 */
export const sixtyRows = xlsx([
  {
    name: 'Tracker',
    rows: [
      ['Improvement plan tracker v7 FINAL'],
      ['Updated by the programme office each month'],
      [],
      ['Ref', 'Area for improvement', 'Action', 'Lead officer', 'By when', 'Progress', 'RAG'],
      ...Array.from({ length: 60 }, (_, at) => rowOf(at)),
      ['Total', null, 60],
      [],
      ['Key', 'Red: off track, amber: at risk, green: on track'],
    ],
    merges: [0, 1, 2, 3].map((area) => `B${5 + area * 15}:B${19 + area * 15}`),
    hiddenRows: [12],
  },
  { name: 'Old tracker', rows: [['Nothing is kept here any more']], hidden: true },
])
