/** Those of the wanted fields that are other than they were: what a form that is sent whole really changes. */
export function changedFields<T extends object>(before: T, wanted: Partial<T>): Partial<T> {
  const same = (name: string) =>
    JSON.stringify(before[name as keyof T]) === JSON.stringify(wanted[name as keyof T])
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => !same(name))) as Partial<T>
}
