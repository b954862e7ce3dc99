/** Refs as people write them: `P1.S1 to S10, P2.L1`. Only refs that follow one another are drawn together. */
export function refsInShort(refs: readonly string[]): string {
  const runs: Part[][] = []
  for (const ref of refs) {
    const part = partOf(ref)
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run && last && last.stem === part.stem && last.number !== null && part.number === last.number + 1)
      run.push(part)
    else runs.push([part])
  }
  return runs.flatMap(inWords).join(', ')
}

type Part = { ref: string; stem: string; number: number | null }

function partOf(ref: string): Part {
  const [, stem = ref, figures] = /^(.*?)(\d{1,9})$/.exec(ref) ?? []
  return { ref, stem, number: figures === undefined ? null : Number(figures) }
}

function inWords(run: Part[]): string[] {
  const first = run[0]
  const last = run.at(-1)
  if (!first || !last || run.length < 3) return run.map(({ ref }) => ref)
  return [`${first.ref} to ${last.ref.slice(last.stem.lastIndexOf('.') + 1)}`]
}
