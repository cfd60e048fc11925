/** Policy statements in a form that is quick to match. */
import { type Condition, parseConditions } from './conditions.ts'
import { wildcard } from './wildcard.ts'

export interface Statement {
  readonly effect: 'Allow' | 'Deny'
  matchesAction(action: string): boolean
  matchesResource(arn: string): boolean
  /** `*`, account root ARNs and role ARNs; undefined in identity policies. */
  readonly awsPrincipals?: readonly string[]
  readonly servicePrincipals?: readonly string[]
  readonly conditions: readonly Condition[]
}

type OneOrMany = string | readonly string[]
type PrincipalElement = '*' | Readonly<Record<string, OneOrMany>>

export interface PolicyDocument {
  readonly Statement: RawStatement | readonly RawStatement[]
}

export interface RawStatement {
  readonly Effect: 'Allow' | 'Deny'
  readonly Action?: OneOrMany
  readonly NotAction?: OneOrMany
  readonly Resource?: OneOrMany
  readonly NotResource?: OneOrMany
  readonly Principal?: PrincipalElement
  readonly NotPrincipal?: unknown
  readonly Condition?: Readonly<Record<string, Record<string, unknown>>>
}

const many = (value: OneOrMany | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value

function matcher(patterns: OneOrMany | undefined, except: OneOrMany | undefined, flags = '') {
  const tests = many(patterns ?? except).map((pattern) => wildcard(pattern, flags))
  const matches = (value: string) => tests.some((test) => test(value))
  return patterns === undefined && except !== undefined ? (value: string) => !matches(value) : matches
}

/** @param ownResource used where a resource policy names no resource, as for a function's permissions. */
export function parsePolicy(document: PolicyDocument, where: string, ownResource?: string): Statement[] {
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement]
  return statements.map((raw: RawStatement) => {
    if (raw.NotPrincipal !== undefined) throw new Error(`${where}: NotPrincipal is not emulated`)
    for (const resource of many(raw.Resource ?? raw.NotResource)) {
      if (resource.includes('${')) throw new Error(`${where}: the policy variable in ${resource} is not emulated`)
    }
    const { Principal } = raw
    return {
      effect: raw.Effect,
      matchesAction: matcher(raw.Action, raw.NotAction, 'i'),
      matchesResource: matcher(raw.Resource ?? (raw.NotResource ? undefined : ownResource), raw.NotResource),
      awsPrincipals: Principal === '*' ? ['*'] : Principal && many(Principal.AWS),
      servicePrincipals: Principal === '*' ? ['*'] : Principal && many(Principal.Service),
      conditions: parseConditions(raw.Condition ?? {}, where),
    }
  })
}
