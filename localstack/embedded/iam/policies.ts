/** All policies of the assembly: by role for identities, by resource ARN for resource policies. */
import type { Cloud, Resource } from '../types.ts'
import { managedPolicy } from './managed-policies.ts'
import { type PolicyDocument, parsePolicy, type RawStatement, type Statement } from './statements.ts'

export interface Policies {
  identity(roleArn: string): readonly Statement[]
  resource(resourceArn: string): readonly Statement[]
}

/** An object is under the policy of its bucket; everything else has its own. */
const policyHolder = (arn: string) => (arn.startsWith('arn:aws:s3:::') ? arn.split('/')[0]! : arn)

class Multimap extends Map<string, Statement[]> {
  add(key: string, statements: readonly Statement[]) {
    this.set(key, [...(this.get(key) ?? []), ...statements])
  }
}

const at = ({ stack, logicalId }: Resource) => `${stack}/${logicalId}`
const strings = (value: unknown) =>
  Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)]

export function collectPolicies(cloud: Cloud): Policies {
  const identity = collectIdentityPolicies(cloud)
  const resource = collectResourcePolicies(cloud)
  return { identity: (arn) => identity.get(arn) ?? [], resource: (arn) => resource.get(policyHolder(arn)) ?? [] }
}

function collectIdentityPolicies(cloud: Cloud): Multimap {
  const byRole = new Multimap()
  const roles = cloud.resources('AWS::IAM::Role')
  const arnByName = new Map(roles.map((role) => [role.physicalId, role.arn]))
  const attach = (resource: Resource, names: unknown) => {
    const statements = parsePolicy(resource.properties.PolicyDocument as PolicyDocument, at(resource))
    for (const name of strings(names)) {
      const arn = arnByName.get(name)
      if (!arn) throw new Error(`${at(resource)}: the role ${name} is not part of the assembly`)
      byRole.add(arn, statements)
    }
    return statements
  }
  for (const policy of cloud.resources('AWS::IAM::Policy')) attach(policy, policy.properties.Roles)
  for (const policy of cloud.resources('AWS::IAM::RolePolicy')) attach(policy, policy.properties.RoleName)
  const managed = new Map(
    cloud.resources('AWS::IAM::ManagedPolicy').map((policy) => [policy.arn, attach(policy, policy.properties.Roles)]),
  )
  for (const role of roles) {
    const { Policies = [], ManagedPolicyArns = [] } = role.properties as {
      Policies?: { PolicyDocument: PolicyDocument }[]
      ManagedPolicyArns?: string[]
    }
    for (const { PolicyDocument } of Policies) byRole.add(role.arn, parsePolicy(PolicyDocument, at(role)))
    for (const arn of ManagedPolicyArns) {
      const known = managed.get(arn)
      const document = managedPolicy(arn, at(role))
      if (!known && !document) throw new Error(`${at(role)}: the policy ${arn} is not part of the assembly`)
      byRole.add(role.arn, known ?? parsePolicy(document!, arn))
    }
  }
  return byRole
}

function collectResourcePolicies(cloud: Cloud): Multimap {
  const byResource = new Multimap()
  const attach = (resource: Resource, document: unknown, targets: readonly string[]) => {
    for (const target of targets) {
      const arn = cloud.find(target)?.arn ?? target
      byResource.add(arn, parsePolicy(document as PolicyDocument, at(resource), arn))
    }
  }
  for (const resource of cloud.resources('AWS::Lambda::Permission')) {
    const named = String(resource.properties.FunctionName)
    const functionArn = cloud.find(named)?.arn
    const arn = named.startsWith('arn:') ? named : functionArn
    if (!arn) throw new Error(`${at(resource)}: the function ${named} is not part of the assembly`)
    byResource.add(arn, parsePolicy({ Statement: permissionStatement(resource, arn) }, at(resource)))
  }
  for (const resource of cloud.resources('AWS::SQS::QueuePolicy')) {
    attach(resource, resource.properties.PolicyDocument, strings(resource.properties.Queues))
  }
  for (const resource of cloud.resources('AWS::SNS::TopicPolicy')) {
    attach(resource, resource.properties.PolicyDocument, strings(resource.properties.Topics))
  }
  for (const resource of cloud.resources('AWS::SecretsManager::ResourcePolicy')) {
    attach(resource, resource.properties.ResourcePolicy, strings(resource.properties.SecretId))
  }
  for (const resource of cloud.resources('AWS::S3::BucketPolicy')) {
    const buckets = strings(resource.properties.Bucket).map((name) => `arn:aws:s3:::${name}`)
    attach(resource, resource.properties.PolicyDocument, buckets)
  }
  for (const resource of cloud.resources('AWS::KMS::Key')) {
    attach(resource, resource.properties.KeyPolicy ?? defaultKeyPolicy(cloud), [resource.arn])
  }
  for (const resource of cloud.resources('AWS::Events::EventBusPolicy')) {
    const { EventBusName = 'default', Statement } = resource.properties
    const arn = `arn:aws:events:${cloud.region}:${cloud.accountId}:event-bus/${EventBusName}`
    attach(resource, { Statement }, [cloud.find(String(EventBusName))?.arn ?? arn])
  }
  return byResource
}

function permissionStatement({ properties }: Resource, functionArn: string): RawStatement {
  const { Action, Principal, SourceArn, SourceAccount } = properties as Record<string, string | undefined>
  const principal = String(Principal)
  return {
    Effect: 'Allow',
    Action: Action ?? [],
    Resource: functionArn,
    Principal:
      principal === '*' ? '*' : principal.includes('.amazonaws.com') ? { Service: principal } : { AWS: principal },
    Condition: {
      ...(SourceArn && { ArnLike: { 'aws:SourceArn': SourceArn } }),
      ...(SourceAccount && { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
    },
  }
}

/** What KMS gives a key without a policy: the account's IAM policies decide. */
const defaultKeyPolicy = ({ accountId }: Cloud): PolicyDocument => ({
  Statement: { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'kms:*', Resource: '*' },
})
