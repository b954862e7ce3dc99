/** What of the plan can contradict a claim. */
export type Contradiction =
  /** An action or a priority that is rated red. */
  | 'red'
  /** An action or a priority that is rated amber. */
  | 'amber'
  | 'overdue'
  /** An action whose due date has moved. */
  | 'moved'
  | 'unfinished'
  /** A measure that misses its target. */
  | 'offTarget'
  /** A measure whose newest figure is worse than the one before. */
  | 'worse'
  /** A vacant post, or a measure of vacancies or agency staff that is not nought. */
  | 'vacant'

/** A claim that reports make, the words that make it, and what would contradict it. */
export type Claim = {
  code: string
  /** What the claim is called where it is asked about. */
  words: string
  /** Each a run of words; alternatives are parted by a bar, and `…` lets up to eight words of one clause between. */
  patterns: readonly string[]
  /** What contradicts it wherever it is said. */
  by: readonly Contradiction[]
  /** What contradicts it too where it is said of all, or of something by name. */
  strictly: readonly Contradiction[]
  /** Whether the words say by themselves that all is meant. */
  ofAll?: true
}

const be = 'is|are|was|were|be|been|remain|remains|stay|stays|staying|continue|continues'

/**
 * The claims that are looked for. The list is kept, and nothing is taken for a claim that is not on it. The order
 * matters: of two that begin at the same word, the first is meant.
 */
export const claims: readonly Claim[] = [
  {
    code: 'allComplete',
    words: 'that all is complete',
    patterns: [
      `all|every … actions|action|recommendations|milestones|work … complete|completed|finished|delivered|implemented|closed`,
      `everything … complete|completed|finished|delivered|implemented`,
      `no|zero actions|recommendations outstanding|open|remaining`,
      `no|zero outstanding actions|recommendations`,
    ],
    by: ['unfinished'],
    strictly: ['unfinished'],
    ofAll: true,
  },
  {
    code: 'targetsMet',
    words: 'that targets are met',
    patterns: [
      `all|every targets|target ${be} met|achieved|exceeded`,
      `all|every targets|target have been met|achieved|exceeded`,
      `meeting|met|achieved|exceeded all|every of|our|the|its targets|target`,
      `meeting|met|achieved|exceeded all|every targets|target`,
      `above|exceeding|meeting|meets target`,
    ],
    by: ['offTarget'],
    strictly: ['offTarget'],
  },
  {
    code: 'onTrack',
    words: 'that it is on track',
    patterns: [
      `on target|track|schedule|course`,
      `according to plan|schedule`,
      `going|goes to plan`,
      `${be} on time`,
    ],
    by: ['red', 'overdue'],
    strictly: ['amber', 'offTarget'],
  },
  {
    code: 'noDelays',
    words: 'that there are no delays',
    patterns: [
      `no|without|zero delay|delays|slippage`,
      `no|without|zero significant|major|further|known delay|delays|slippage`,
      `no|nothing overdue`,
      `no actions … overdue|delayed|late`,
      `nothing ${be} overdue|delayed|late`,
    ],
    by: ['overdue', 'moved'],
    strictly: ['overdue', 'moved'],
  },
  {
    code: 'fullyStaffed',
    words: 'that all posts are filled',
    patterns: [
      `fully|full staff|staffed|recruited|established`,
      `full complement`,
      `recruited to all|every vacancies|posts|vacancy|post`,
      `all|every vacancies|posts|vacancy|post … filled|recruited`,
      `no|zero vacancies|vacancy`,
    ],
    by: ['vacant'],
    strictly: ['vacant'],
  },
  {
    code: 'goodProgress',
    words: 'of good progress',
    patterns: [
      `good|excellent|strong|significant|great|steady|real|substantial progress`,
      `progress … good|excellent|strong`,
      `progressing|progresses|progressed well`,
    ],
    by: ['red', 'overdue'],
    strictly: ['amber', 'worse'],
  },
  {
    code: 'improving',
    words: 'of improvement',
    patterns: [
      `continue|continues|continued|continuing to improve`,
      `has|have|is|are improved|improving`,
      `has|have continued to improve`,
      `performance … improved|improving|improves`,
    ],
    by: [],
    strictly: ['worse'],
  },
  {
    code: 'noConcerns',
    words: 'that there are no concerns',
    patterns: [
      `no|without|zero concerns`,
      `no|without|zero significant|major|serious concerns|issues|risks|problems`,
    ],
    by: ['red'],
    strictly: ['amber'],
  },
]
