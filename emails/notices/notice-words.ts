/** What a notice of one kind says. */
export type NoticeWords = {
  /** What happened, without the action: the subject adds that. */
  subject: string
  sentences: string[]
  /** The page it leads to, under that of the action: empty for the page itself. */
  page: '' | '/decide' | '/update'
  label: string
  /** Why the receiver gets it. */
  why: string
}
