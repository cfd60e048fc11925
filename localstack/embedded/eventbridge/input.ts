/** What a target gets of an event: the event, a constant, a part, or a filled template. */
import type { EventEnvelope } from './envelope.ts'

export interface InputSettings {
  readonly Input?: string
  readonly InputPath?: string
  readonly InputTransformer?: { readonly InputPathsMap?: Record<string, string>; readonly InputTemplate: string }
}

export interface RuleNames {
  readonly name: string
  readonly arn: string
}

/** @returns the payload as a JSON value. */
export function targetInput(settings: InputSettings, event: EventEnvelope, rule: RuleNames): unknown {
  if (settings.Input !== undefined) return JSON.parse(settings.Input)
  if (settings.InputPath !== undefined) return select(event, settings.InputPath)
  if (!settings.InputTransformer) return event
  const { InputPathsMap = {}, InputTemplate } = settings.InputTransformer
  const values = new Map<string, unknown>(
    Object.entries(InputPathsMap).map(([name, path]) => [name, select(event, path)]),
  )
  const { detail: _detail, ...withoutDetail } = event
  values.set('aws.events.rule-arn', rule.arn).set('aws.events.rule-name', rule.name)
  values.set('aws.events.event.ingestion-time', event.time)
  values.set('aws.events.event', withoutDetail).set('aws.events.event.json', event)
  return fill(InputTemplate, values)
}

/** @throws Error that says what is wrong with the settings; called once at start. */
export function assertInput(settings: InputSettings): void {
  if (settings.Input !== undefined) JSON.parse(settings.Input)
  const paths = Object.values(settings.InputTransformer?.InputPathsMap ?? {})
  for (const path of settings.InputPath ? [settings.InputPath, ...paths] : paths) segments(path)
}

/** Inside quotes a value is inserted as text, elsewhere as JSON. A template that is not JSON once filled is a text. */
function fill(template: string, values: Map<string, unknown>): unknown {
  let quoted = false
  const filled = template.replace(/\\.|"|<([\w.-]+)>/gs, (part, name: string | undefined) => {
    if (part === '"') quoted = !quoted
    if (name === undefined || !values.has(name)) return part
    const value = values.get(name)
    if (!quoted) return JSON.stringify(value ?? null)
    const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
    return JSON.stringify(text).slice(1, -1)
  })
  try {
    return JSON.parse(filled)
  } catch {
    return filled
  }
}

function select(value: unknown, path: string): unknown {
  let current = value
  for (const segment of segments(path)) {
    if (typeof current !== 'object' || current === null) return undefined
    current = Array.isArray(current) ? current[Number(segment)] : (current as Record<string, unknown>)[segment]
  }
  return current
}

function segments(path: string): string[] {
  const parts: string[] = []
  const rest = path.replace(
    /\.([\w$-]+)|\[(\d+)\]|\['([^']+)'\]|\["([^"]+)"\]/g,
    (_all, name, index, single, double) => {
      parts.push(name ?? index ?? single ?? double)
      return ''
    },
  )
  if (rest !== '$') throw new Error(`the path "${path}" is not supported; write $.field, $.list[0] or $['field']`)
  return parts
}
