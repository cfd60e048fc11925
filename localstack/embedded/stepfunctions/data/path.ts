/**
 * JSONPath as Step Functions uses it: `$.a['b'][0]`, `[-1]`, `[1:3]`, `[*]`, `..name`, `[?(@.a == 1)]`, and `$$` for the
 * context object. Paths are compiled once. https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
 */
import { type Filter, parseFilter } from './filter.ts'

type Segment =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number; readonly step: number }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'descend' }
  | { readonly kind: 'filter'; readonly filter: Filter }

export interface Path {
  readonly text: string
  readonly ofContext: boolean
  readonly segments: readonly Segment[]
  /** True when the path can only select one value (a "reference path"). */
  readonly definite: boolean
}

const compiled = new Map<string, Path>()

/** @throws Error when the text is not a path that is supported. */
export function compilePath(text: string): Path {
  let path = compiled.get(text)
  if (!path) {
    path = parsePath(text)
    compiled.set(text, path)
  }
  return path
}

function parsePath(text: string): Path {
  const fail = (): never => {
    throw new Error(`"${text}" is not a supported JSONPath`)
  }
  if (!text.startsWith('$')) fail()
  const ofContext = text.startsWith('$$')
  const segments: Segment[] = []
  let rest = text.slice(ofContext ? 2 : 1)
  while (rest) {
    if (rest.startsWith('..')) {
      segments.push({ kind: 'descend' })
      rest = rest[2] === '[' ? rest.slice(2) : `.${rest.slice(2)}`
    } else if (rest.startsWith('.*')) {
      segments.push({ kind: 'wildcard' })
      rest = rest.slice(2)
    } else if (rest.startsWith('.')) {
      const name = /^\.([^.[\]()'",\s]+)/.exec(rest) ?? fail()
      segments.push({ kind: 'name', name: name[1]! })
      rest = rest.slice(name[0].length)
    } else if (rest.startsWith('[?(')) {
      const end = closingBracket(rest)
      if (end < 0 || rest[end - 1] !== ')') fail()
      segments.push({ kind: 'filter', filter: parseFilter(rest.slice(3, end - 1)) })
      rest = rest.slice(end + 1)
    } else if (rest.startsWith('[')) {
      const end = closingBracket(rest)
      segments.push(end < 0 ? fail() : (parseBracket(rest.slice(1, end).trim()) ?? fail()))
      rest = rest.slice(end + 1)
    } else fail()
  }
  return { text, ofContext, segments, definite: segments.every(({ kind }) => kind === 'name' || kind === 'index') }
}

function closingBracket(text: string): number {
  let depth = 0
  let quote = ''
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!
    if (quote) {
      if (char === quote && text[i - 1] !== '\\') quote = ''
    } else if (char === "'" || char === '"') quote = char
    else if (char === '[') depth++
    else if (char === ']' && --depth === 0) return i
  }
  return -1
}

function parseBracket(inner: string): Segment | undefined {
  if (inner === '*') return { kind: 'wildcard' }
  const quoted = /^'((?:[^'\\]|\\.)*)'$|^"((?:[^"\\]|\\.)*)"$/.exec(inner)
  if (quoted) return { kind: 'name', name: (quoted[1] ?? quoted[2]!).replace(/\\(.)/g, '$1') }
  if (/^-?\d+$/.test(inner)) return { kind: 'index', index: Number(inner) }
  if (/^-?\d+(\s*,\s*-?\d+)+$/.test(inner)) return { kind: 'indexes', indexes: inner.split(',').map(Number) }
  const slice = /^(-?\d*):(-?\d*)(?::(\d+))?$/.exec(inner)
  if (!slice) return undefined
  return {
    kind: 'slice',
    step: Number(slice[3] ?? 1) || 1,
    ...(slice[1] ? { from: Number(slice[1]) } : {}),
    ...(slice[2] ? { to: Number(slice[2]) } : {}),
  }
}

/** The value at a path; undefined where nothing is there. Paths that can select several values give an array. */
export function query(text: string, input: unknown, context: unknown): unknown {
  const path = compilePath(text)
  let values: unknown[] = [path.ofContext ? context : input]
  for (const segment of path.segments) values = values.flatMap((value) => select(segment, value))
  return path.definite ? values[0] : values
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function select(segment: Segment, value: unknown): unknown[] {
  if (!isObject(value)) return segment.kind === 'descend' ? [value] : []
  const at = (index: number) => {
    const list = value as unknown as unknown[]
    const found = Array.isArray(value) ? list[index < 0 ? list.length + index : index] : undefined
    return found === undefined ? [] : [found]
  }
  switch (segment.kind) {
    case 'name':
      return !Array.isArray(value) && Object.hasOwn(value, segment.name) ? [value[segment.name]] : []
    case 'index':
      return at(segment.index)
    case 'indexes':
      return segment.indexes.flatMap(at)
    case 'slice':
      return Array.isArray(value)
        ? value.slice(segment.from, segment.to).filter((_, index) => index % segment.step === 0)
        : []
    case 'wildcard':
      return Object.values(value)
    case 'descend':
      return [value, ...Object.values(value).flatMap((child) => (isObject(child) ? select(segment, child) : []))]
    case 'filter':
      return Object.values(value).filter(segment.filter)
  }
}

/** A copy of `target` with `value` at the reference path, missing parents created. @throws Error where the path meets a non-object. */
export function assign(text: string, target: unknown, value: unknown): unknown {
  const set = (current: unknown, segments: readonly Segment[]): unknown => {
    const [head, ...tail] = segments
    if (!head) return value
    if (head.kind === 'index') {
      const list = current as unknown[]
      if (!Array.isArray(current) || head.index < 0 || head.index > list.length) throw new Error('no such index')
      return Object.assign([...list], { [head.index]: set(list[head.index], tail) })
    }
    if (head.kind !== 'name' || (current !== undefined && (!isObject(current) || Array.isArray(current))))
      throw new Error('not an object')
    return { ...current, [head.name]: set(current?.[head.name], tail) }
  }
  return set(target, compilePath(text).segments)
}
