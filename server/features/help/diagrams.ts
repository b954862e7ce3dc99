import { type Explained, machines } from './machines.ts'

type Edge = { from: string | null; to: string; events: string[] }

/** The ways between states: events that lead the same way share one. */
export function edgesOf({ initial, steps }: Explained): Edge[] {
  const edges: Edge[] = []
  for (const { event, ways } of steps) {
    for (const { from, to } of ways) {
      const same = edges.find((edge) => edge.from === from && edge.to === to)
      if (same) same.events.push(event)
      else edges.push({ from, to, events: [event] })
    }
  }
  return edges.some(({ from }) => from === null)
    ? edges
    : [{ from: null, to: initial, events: ['create'] }, ...edges]
}

/** A machine as a Mermaid state diagram. */
export function mermaidOf(machine: Explained): string {
  const lines = edgesOf(machine).map(
    ({ from, to, events }) => `  ${from ?? '[*]'} --> ${to}: ${events.join(', ')}`,
  )
  return ['stateDiagram-v2', ...lines].join('\n')
}

/** A machine in the language of Graphviz, from which its picture is drawn. */
export function dotOf(machine: Explained): string {
  const names = machine.states.map((state) => `  ${state} [label="${state}"]`)
  const edges = edgesOf(machine).map(
    ({ from, to, events }) => `  ${from ?? 'start'} -> ${to} [label="${events.join('\\n')}"]`,
  )
  return `digraph {
  rankdir=LR; bgcolor="transparent"; nodesep=0.35; ranksep=0.6
  node [shape=box, style="rounded,filled", fillcolor="#ffffff", color="#0b0c0c", fontcolor="#0b0c0c", fontname="Arial", fontsize=16]
  edge [color="#505a5f", fontcolor="#0b0c0c", fontname="Arial", fontsize=13]
  start [shape=circle, label="", width=0.2, fillcolor="#0b0c0c"]
${[...names, ...edges].join('\n')}
}
`
}

const introduction = `Each noun with a life has one flat state machine. This page is written from the machines and their requirements, and a test fails when it is not current. An event is refused with a code, a sentence and what is missing; \`GET /api/v1/{noun}/{id}/transitions\` says beforehand what you may do. Colour, overdue and stale are worked out and are no states.`

/** The document on all workflows, with a diagram and the rules of each, as kept under docs. */
export function workflowsDocument(): string {
  return `# Workflows

${introduction}

${machines.map(section).join('\n')}`
}

function section(machine: Explained): string {
  const rows = machine.steps.map(({ event, ways, who, conditions }) => {
    const way = waysInWords(ways)
    return `| ${event} | ${way} | ${who} | ${conditions.join(' ')} |`
  })
  return `## ${machine.noun}

${machine.says}

\`\`\`mermaid
${mermaidOf(machine)}
\`\`\`

| Event | From → to | Who | Asked for, or refused with |
|---|---|---|---|
${rows.join('\n')}
`
}

/** Where an event leads, in words: states that lead the same way share one phrase. */
export function waysInWords(ways: readonly { from: string | null; to: string }[]): string {
  if (ways.length > 1 && ways.every(({ from, to }) => from === to)) {
    return `${ways.map(({ from }) => from).join(', ')} (stays)`
  }
  const targets = [...new Set(ways.map(({ to }) => to))]
  return targets
    .map((to) => {
      const from = ways.filter((way) => way.to === to).map((way) => way.from ?? 'new')
      return `${from.join(', ')} → ${to}`
    })
    .join('; ')
}
