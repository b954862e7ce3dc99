/** What a notice of one kind says. */
export type NoticeWords = {
  /** What happened, without the action: the subject adds that. */
  subject: string
  sentences: string[]
  /** The page of the action that it leads to. */
  page: 'action' | 'actionDecide' | 'actionUpdate'
  label: string
  /** Why the receiver gets it. */
  why: string
}
