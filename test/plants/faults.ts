import { type ESTree, parseSync, Visitor } from 'vite'

/** A fault in a source text: what stands from `start` to `end` is replaced. */
export type Fault = { start: number; end: number; put: string }

const otherOperator: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '&&': '||',
  '||': '&&',
}
const otherMethod: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  findLast: 'find',
  max: 'min',
  min: 'max',
  floor: 'ceil',
  round: 'floor',
}
/** Calls that are left out: what they are called on stands in their place. */
const dropped = ['filter', 'trim', 'toLowerCase', 'abs']

/**
 * The faults that simple rules make of a source: another operator, a number one more or one less, a condition that
 * always or never holds, `some` for `every`, an entry of a list, a change or a step of a machine left out. Words that
 * people read are left as they are.
 */
export function faultsOf(source: string): Fault[] {
  const faults: Fault[] = []
  const text = (node: ESTree.Span) => source.slice(node.start, node.end)
  const replace = ({ start, end }: ESTree.Span, put: string) => faults.push({ start, end, put })

  const operator = (left: ESTree.Span, right: ESTree.Span, from: string) => {
    const to = otherOperator[from]
    const start = source.indexOf(from, left.end)
    if (to !== undefined && start < right.start) replace({ start, end: start + from.length }, to)
  }
  const either = (condition: ESTree.Span) => {
    replace(condition, 'true')
    replace(condition, 'false')
  }
  const answer = (node: ESTree.Node | null) => {
    if (node !== null && isCondition(node)) either(node)
  }
  /** Leaves one of several things out, with the comma that follows it. */
  const leaveOut = (node: ESTree.Span) => {
    const comma = /^\s*,/.exec(source.slice(node.end))
    replace({ start: node.start, end: node.end + (comma?.[0].length ?? 0) }, '')
  }

  new Visitor({
    BinaryExpression: ({ left, right, operator: from }) => operator(left, right, from),
    LogicalExpression(node) {
      if (node.operator === '??') replace(node, text(node.left))
      else operator(node.left, node.right, node.operator)
    },
    UnaryExpression(node) {
      if (node.operator === '!' || node.operator === '-') replace(node, text(node.argument))
    },
    Literal({ start, end, value }) {
      if (typeof value === 'boolean') replace({ start, end }, String(!value))
      if (typeof value !== 'number' && typeof value !== 'bigint') return
      const suffix = typeof value === 'bigint' ? 'n' : ''
      const number = Number(value)
      replace({ start, end }, `${number + 1}${suffix}`)
      if (number > 0) replace({ start, end }, `${number - 1}${suffix}`)
    },
    CallExpression(node) {
      if (node.callee.type !== 'MemberExpression' || node.callee.property.type !== 'Identifier') return
      const { object, property } = node.callee
      const [to, [first]] = [otherMethod[property.name], node.arguments]
      if (to !== undefined) replace(property, to)
      if (dropped.includes(property.name))
        replace(node, text(object) === 'Math' && first ? text(first) : text(object))
    },
    IfStatement: ({ test }) => either(test),
    ConditionalExpression: ({ test }) => either(test),
    ReturnStatement: ({ argument }) => answer(argument),
    ArrowFunctionExpression: ({ body }) => answer(body),
    ArrayExpression({ elements }) {
      for (const element of elements) if (element !== null) leaveOut(element)
    },
    ObjectExpression({ properties }) {
      const [first] = properties
      if (first?.type === 'SpreadElement') for (const each of properties.slice(1)) leaveOut(each)
    },
    Property({ key, value }) {
      if (key.type !== 'Identifier' || key.name !== 'on' || value.type !== 'ObjectExpression') return
      for (const each of value.properties) leaveOut(each)
    },
  }).visit(parseSync('source.ts', source).program)
  return faults.toSorted((a, b) => a.start - b.start || a.end - b.end)
}

const comparisons = ['<', '<=', '>', '>=', '===', '!==', 'in']

function isCondition(node: ESTree.Node): boolean {
  if (node.type === 'BinaryExpression') return comparisons.includes(node.operator)
  if (node.type === 'LogicalExpression') return node.operator !== '??'
  return node.type === 'UnaryExpression' && node.operator === '!'
}
