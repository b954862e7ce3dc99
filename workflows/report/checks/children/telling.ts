/** Something in a passage by which a child or another person may be known; characters from `from` up to `to`. */
export type Telling = { kind: 'few' | 'named' | 'nhsNumber' | 'caseNumber'; from: number; to: number }
