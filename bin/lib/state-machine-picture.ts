/** A Mermaid flowchart of an Amazon States Language definition. */
import { readFileSync } from 'node:fs'

interface State {
  readonly Type: string
  readonly Next?: string
  /** Of a choice. */
  readonly Choices?: readonly { readonly Next: string }[]
  readonly Default?: string
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[]
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[]; readonly MaxAttempts?: number }[]
}

export interface Definition {
  readonly StartAt: string
  readonly States: Readonly<Record<string, State>>
}

const START = '<!-- picture: made by bin/state-machine-picture.ts -->'
const END = '<!-- /picture -->'

/** Reads a definition whose bare placeholders (numbers) make it JSON only after substitution. */
export function readDefinition(file: URL): Definition {
  return JSON.parse(readFileSync(file, 'utf8').replaceAll(/: \$\{\w+\}/g, ': 1')) as Definition
}

export function mermaidOf({ StartAt, States }: Definition): string {
  const lines = Object.entries(States).flatMap(([name, state]) => [
    ...shapeOf(name, state),
    ...nextOf(state).map((next) => `  ${name} --> ${next}`),
    ...catchersOf(name, state),
  ])
  return ['flowchart TD', `  Start((start)) --> ${StartAt}`, ...lines].join('\n')
}

/** @throws when the README has no place for it */
export function withPicture(readme: string, mermaid: string): string {
  const [start, end] = [readme.indexOf(START), readme.indexOf(END)]
  if (start < 0 || end < start) throw new Error(`The README needs the lines ${START} and ${END}`)
  return `${readme.slice(0, start + START.length)}\n\`\`\`mermaid\n${mermaid}\n\`\`\`\n${readme.slice(end)}`
}

function shapeOf(name: string, state: State): string[] {
  if (state.Type === 'Succeed' || state.Type === 'Fail') return [`  ${name}([${name}])`]
  return state.Type === 'Choice' ? [`  ${name}{${name}}`] : []
}

const nextOf = ({ Next, Default, Choices = [] }: State): string[] =>
  [Next, Default, ...Choices.map((choice) => choice.Next)].filter((next) => next !== undefined)

/** One dotted arrow per target, labelled with the outcomes that are named; `fault` stands for everything else. */
function catchersOf(name: string, state: State): string[] {
  const taken = new Set<string>()
  return (state.Catch ?? []).map((catcher) => {
    const own = catcher.ErrorEquals.filter((error) => error !== 'States.ALL')
    const isRest = own.length < catcher.ErrorEquals.length
    const outcomes = isRest ? [...own, ...neverRetried(state).filter((error) => !taken.has(error)), 'fault'] : own
    for (const error of own) taken.add(error)
    return `  ${name} -. "${outcomes.join(', ')}" .-> ${catcher.Next}`
  })
}

const neverRetried = (state: State): string[] =>
  (state.Retry ?? []).filter((retrier) => retrier.MaxAttempts === 0).flatMap((retrier) => retrier.ErrorEquals)
