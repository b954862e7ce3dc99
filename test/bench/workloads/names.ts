/** The workloads in the order in which they are measured: those that write come last. */
export const workloadNames = [
  'W1',
  'W1list',
  'W2',
  'W3',
  'W5',
  'W7',
  'W8',
  'W9',
  'W10',
  'plans',
  'search',
  'changes',
  'asAt',
  'timeline',
  'action',
  'reports',
  'report',
  'measures',
  'measure',
  'W4',
  'W6',
] as const

export type WorkloadName = (typeof workloadNames)[number]

/** Those that change the data, which are then measured on a copy that is thrown away. */
export const writing: ReadonlySet<string> = new Set<WorkloadName>(['W4', 'W6'])
