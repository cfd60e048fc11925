/** Small damages to a good body. */
import fc from 'fast-check'
import { hostileValue } from './hostile.ts'

interface Damage {
  readonly kind: 'replace' | 'remove' | 'add' | 'wrap' | 'repeat'
  /** Which of the value's places. */
  readonly at: number
  readonly value: unknown
}

const damage = (): fc.Arbitrary<Damage> =>
  fc.record({
    kind: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'wrap', 'repeat'),
    at: fc.nat(1000),
    value: hostileValue(),
  })

/** The value as it is, or with one or two damages. */
export const damaged = (good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      good,
      fc.oneof(
        { weight: 4, arbitrary: fc.constant([]) },
        { weight: 5, arbitrary: fc.array(damage(), { minLength: 1, maxLength: 2 }) },
      ),
    )
    .map(([value, damages]) => damages.reduce<unknown>(apply, structuredClone(value)))

type Holder = Record<string | number, unknown>

/** Every place in a value: who holds it, and under which name. */
function placesOf(value: unknown): [Holder, string | number][] {
  if (typeof value !== 'object' || value === null) return []
  const own = Object.keys(value).map((name): [Holder, string | number] => [value as Holder, name])
  return [...own, ...Object.values(value).flatMap(placesOf)]
}

function apply(root: unknown, { kind, at, value: drawn }: Damage): unknown {
  // The next damage may hit what this one put in: what is drawn from must stay as it is.
  const value = structuredClone(drawn)
  const places = placesOf(root)
  const place = places[at % Math.max(1, places.length)]
  if (!place) return kind === 'remove' ? root : value
  const [holder, name] = place
  if (kind === 'replace') holder[name] = value
  if (kind === 'wrap') holder[name] = [holder[name]]
  if (kind === 'repeat') holder[name] = [holder[name], holder[name]].flat()
  if (kind === 'add') set(holder, ['extra', '__proto__', 'id', 'role', 'version', 'total'][at % 6]!, value)
  if (kind === 'remove') {
    if (Array.isArray(holder)) holder.splice(Number(name), 1)
    else delete holder[name]
  }
  return root
}

/** As JSON.parse would: a field of that name, not the prototype. */
const set = (holder: Holder, name: string, value: unknown) =>
  Array.isArray(holder)
    ? holder.push(value)
    : Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true })
