/** Subscription filter policies: over message attributes, or over the body with the language of event patterns. */
import { matches } from '../event-pattern.ts'

/** As on the wire: binary values in base64. */
export interface MessageAttribute {
  readonly DataType: string
  readonly StringValue?: string
  readonly BinaryValue?: string
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>

export function passesFilter(
  policy: Record<string, unknown> | undefined,
  filtersBody: boolean,
  message: { body: string; attributes: MessageAttributes },
): boolean {
  if (!policy) return true
  if (!filtersBody)
    return matches(
      policy,
      Object.fromEntries(Object.entries(message.attributes).map(([name, value]) => [name, plain(value)])),
    )
  try {
    return matches(policy, JSON.parse(message.body))
  } catch {
    return false // a body that is not JSON matches no policy
  }
}

function plain({ DataType, StringValue }: MessageAttribute): unknown {
  if (DataType.startsWith('Number')) return Number(StringValue)
  if (!DataType.startsWith('String.Array')) return StringValue
  try {
    return JSON.parse(StringValue ?? '[]')
  } catch {
    return StringValue
  }
}
