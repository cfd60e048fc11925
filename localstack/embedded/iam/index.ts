/** IAM: decides by the assembly's own policies whether a caller may do what it asks for. Also answers STS. */
import { randomBytes } from 'node:crypto'
import {
  AwsError,
  type Cloud,
  type ConditionContext,
  type Emulator,
  type Principal,
  type ResourceSupport,
} from '../types.ts'
import { collectPolicies, type Policies } from './policies.ts'
import type { Statement } from './statements.ts'

/** Access keys of the operator of this machine. */
const rootKeys = new Set(['root', 'local', 'test'])
const maxCachedDecisions = 20_000

export interface Iam extends Emulator {
  authorize: Cloud['authorize']
  credentialsFor: Cloud['credentialsFor']
  /** Throws UnrecognizedClientException for a key that nobody was given. */
  principalOf(accessKeyId: string | undefined): Principal
}

interface Candidates {
  readonly identity: readonly Statement[]
  readonly resource: readonly Statement[]
  /** Whether the answer is the same for every call: no statement has conditions. */
  readonly constant: boolean
  verdict?: boolean
}

export function iam(): Iam {
  const principals = new Map<string, Principal>()
  const credentials = new Map<string, Record<string, string>>()
  const decisions = new Map<string, Candidates>()
  let cloud: Cloud
  let policies: Policies

  function candidatesFor(principal: Principal, action: string, resourceArn: string): Candidates {
    const who =
      principal.kind === 'role' ? principal.roleArn : principal.kind === 'service' ? principal.service : 'root'
    const key = `${who}|${action}|${resourceArn}`
    const known = decisions.get(key)
    if (known) return known
    const relevant = (statement: Statement) => statement.matchesAction(action) && statement.matchesResource(resourceArn)
    const identity = principal.kind === 'role' ? policies.identity(principal.roleArn).filter(relevant) : []
    const resource = policies.resource(resourceArn).filter(relevant)
    const constant = [...identity, ...resource].every(({ conditions }) => conditions.length === 0)
    const candidates: Candidates = { identity, resource, constant }
    if (decisions.size >= maxCachedDecisions) decisions.clear()
    decisions.set(key, candidates)
    return candidates
  }

  function isAllowed(principal: Principal, action: string, resourceArn: string, context: ConditionContext): boolean {
    const candidates = candidatesFor(principal, action, resourceArn)
    if (candidates.verdict !== undefined) return candidates.verdict
    const values = { ...globalContext(principal), ...context }
    const verdict = decide(candidates, principal, action, (statement) =>
      statement.conditions.every((condition) => condition(values)),
    )
    if (candidates.constant) candidates.verdict = verdict
    return verdict
  }

  function decide(
    { identity, resource }: Candidates,
    principal: Principal,
    action: string,
    applies: (statement: Statement) => boolean,
  ): boolean {
    const root = `arn:aws:iam::${cloud.accountId}:root`
    const isNamed = ({ awsPrincipals = [], servicePrincipals = [] }: Statement) => {
      if (principal.kind === 'service')
        return servicePrincipals.some((name) => name === '*' || name === principal.service)
      if (principal.kind !== 'role') return false
      return awsPrincipals.some((name) => name === '*' || name === principal.roleArn)
    }
    const isAccount = ({ awsPrincipals = [] }: Statement) =>
      awsPrincipals.some((name) => name === root || name === cloud.accountId)
    const identityHits = identity.filter(applies)
    const direct = resource.filter((statement) => isNamed(statement) && applies(statement))
    if ([...identityHits, ...direct].some(({ effect }) => effect === 'Deny')) return false
    if (direct.some(({ effect }) => effect === 'Allow')) return true
    if (identityHits.length === 0) return false
    // A key's policy must let the account's IAM policies decide; other resources always do within one account.
    return !action.startsWith('kms:') || resource.some((statement) => isAccount(statement) && applies(statement))
  }

  function globalContext(principal: Principal): ConditionContext {
    const common = {
      // There is no TLS on the loopback interface, and nothing to protect there.
      'aws:SecureTransport': 'true',
      'aws:RequestedRegion': cloud.region,
      'aws:PrincipalIsAWSService': String(principal.kind === 'service'),
    }
    if (principal.kind === 'service') {
      const source: ConditionContext = principal.sourceArn ? { 'aws:SourceArn': principal.sourceArn } : {}
      return { ...common, ...source, 'aws:SourceAccount': cloud.accountId }
    }
    const arn: ConditionContext = principal.kind === 'role' ? { 'aws:PrincipalArn': principal.roleArn } : {}
    return { ...common, ...arn, 'aws:PrincipalAccount': cloud.accountId }
  }

  return {
    name: 'iam',
    resources,
    protocol: { kind: 'query', version: '2011-06-15', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
    async prepare(theCloud) {
      cloud = theCloud
      policies = collectPolicies(cloud)
    },
    authorize(principal, action, resourceArn, context = {}) {
      if (principal.kind === 'root' || isAllowed(principal, action, resourceArn, context)) return
      throw new AwsError(
        'AccessDeniedException',
        `User: ${describe(principal, cloud.accountId)} is not authorized to perform: ${action} on resource: ` +
          `${resourceArn} because no ${principal.kind === 'role' ? 'identity' : 'resource'}-based policy allows the ${action} action`,
      )
    },
    credentialsFor(roleArn, label) {
      const known = credentials.get(`${roleArn}|${label}`)
      if (known) return known
      const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`
      const issued = {
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: randomBytes(20).toString('hex'),
        AWS_SESSION_TOKEN: randomBytes(32).toString('hex'),
      }
      principals.set(accessKeyId, { kind: 'role', roleArn, label })
      credentials.set(`${roleArn}|${label}`, issued)
      return issued
    },
    principalOf(accessKeyId) {
      if (accessKeyId === undefined) {
        throw new AwsError('MissingAuthenticationToken', 'The request is not signed: use the access key "local".', 403)
      }
      const principal = principals.get(accessKeyId)
      if (principal) return principal
      if (rootKeys.has(accessKeyId)) return { kind: 'root' }
      throw new AwsError(
        'UnrecognizedClientException',
        'The security token included in the request is invalid. Tools of the operator use the access key "local".',
        400,
      )
    },
    async handle({ operation, principal }) {
      if (operation !== 'GetCallerIdentity') {
        throw new AwsError('InvalidAction', `The local cloud does not emulate sts:${operation}.`)
      }
      const Arn = describe(principal, cloud.accountId)
      return { body: { Arn, UserId: Arn.split('/').at(-1), Account: cloud.accountId } }
    },
  }
}

function describe(principal: Principal, accountId: string): string {
  if (principal.kind === 'root') return `arn:aws:iam::${accountId}:root`
  if (principal.kind === 'service') return principal.service
  return `arn:aws:sts::${accountId}:assumed-role/${principal.roleArn.split('/').at(-1)}/${principal.label}`
}

const policySupport: ResourceSupport = {
  honoured: ['PolicyDocument', 'PolicyName', 'RoleName', 'Roles'],
  identify: ({ generatedName }) => ({ physicalId: generatedName, arn: generatedName }),
}

const resources: Readonly<Record<string, ResourceSupport>> = {
  'AWS::IAM::Policy': policySupport,
  'AWS::IAM::RolePolicy': policySupport,
  'AWS::IAM::ManagedPolicy': {
    honoured: ['ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles'],
    ignored: { Description: 'Text only.' },
    identify(context) {
      const name = context.property('ManagedPolicyName') ?? context.generatedName
      const arn = `arn:aws:iam::${context.accountId}:policy${context.property('Path') ?? '/'}${name}`
      return { physicalId: arn, arn, attributes: { PolicyArn: arn } }
    },
  },
  'AWS::IAM::Role': {
    honoured: ['ManagedPolicyArns', 'Path', 'Policies', 'RoleName'],
    ignored: {
      AssumeRolePolicyDocument: 'Emulators act with the role that the template gives them.',
      Description: 'Text only.',
      MaxSessionDuration: 'Local credentials live as long as the process.',
    },
    identify(context) {
      const name = String(context.property('RoleName') ?? context.generatedName)
      const arn = `arn:aws:iam::${context.accountId}:role${context.property('Path') ?? '/'}${name}`
      return { physicalId: name, arn, attributes: { Arn: arn, RoleId: name } }
    },
  },
}
