/** Whose doing an entry of a history is, and where a file told it, that it did. */
export function toldBy({
  actor,
  imported,
}: {
  actor: { name: string } | null
  imported?: { at: string }
}): string {
  const who = actor?.name ?? 'Waymark'
  return imported === undefined ? who : `${who}, as told by the file that the plan was loaded from`
}
