import { describe, expect, it } from '@jest/globals'
import { iam } from '../../../localstack/embedded/iam/index.ts'
import type { Cloud, Principal, Resource } from '../../../localstack/embedded/types.ts'

const roleArn = 'arn:aws:iam::000000000000:role/worker'
const role: Principal = { kind: 'role', roleArn, label: 'it' }
const queueArn = 'arn:aws:sqs:eu-west-1:000000000000:jobs'
const keyArn = 'arn:aws:kms:eu-west-1:000000000000:key/k'
const topic: Principal = {
  kind: 'service',
  service: 'sns.amazonaws.com',
  sourceArn: 'arn:aws:sns:eu-west-1:000000000000:news',
}

const resource = (type: string, physicalId: string, arn: string, properties: object = {}): Resource => ({
  stack: 'Test',
  logicalId: physicalId,
  type,
  physicalId,
  arn,
  properties: properties as Record<string, unknown>,
  metadata: {},
})

/** IAM over a role with these statements, and further resources. */
async function anIam(statements: object[], ...more: Resource[]) {
  const policies = [{ PolicyDocument: { Statement: statements } }]
  const all = [resource('AWS::IAM::Role', 'worker', roleArn, { Policies: policies }), ...more]
  const access = iam()
  await access.prepare?.({
    region: 'eu-west-1',
    accountId: '000000000000',
    resources: (type: string) => all.filter((candidate) => candidate.type === type),
    find: (name: string) => all.find(({ arn, physicalId }) => arn === name || physicalId === name),
  } as unknown as Cloud)
  return {
    ...access,
    allows(principal: Principal, action: string, arn: string, context?: Record<string, string | string[]>) {
      try {
        access.authorize(principal, action, arn, context)
        return true
      } catch {
        return false
      }
    },
  }
}

const allow = (Action: unknown, Resource: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
})
const deny = (Action: unknown, Resource: unknown, more: object = {}) => ({ Effect: 'Deny', Action, Resource, ...more })
const table = 'arn:aws:dynamodb:eu-west-1:000000000000:table/things'

describe('identity policies', () => {
  it.each<[string, object[], string, string, boolean]>([
    ['nothing is allowed by default', [], 'dynamodb:GetItem', table, false],
    ['an exact action on an exact resource', [allow('dynamodb:GetItem', table)], 'dynamodb:GetItem', table, true],
    ['another action is not', [allow('dynamodb:GetItem', table)], 'dynamodb:PutItem', table, false],
    ['another resource is not', [allow('dynamodb:GetItem', table)], 'dynamodb:GetItem', `${table}2`, false],
    [
      'the table does not include its indexes',
      [allow('dynamodb:*', table)],
      'dynamodb:Query',
      `${table}/index/a`,
      false,
    ],
    ['wildcards match', [allow('dynamodb:*Item', `${table}/index/*`)], 'dynamodb:GetItem', `${table}/index/a`, true],
    ['actions ignore case', [allow('DynamoDB:getitem', table)], 'dynamodb:GetItem', table, true],
    ['a question mark is one character', [allow('*', `${table.slice(0, -1)}?`)], 'dynamodb:GetItem', table, true],
    ['deny wins', [allow('*', '*'), deny('dynamodb:GetItem', table)], 'dynamodb:GetItem', table, false],
    [
      'NotAction is all other actions',
      [{ Effect: 'Allow', NotAction: 'dynamodb:Delete*', Resource: '*' }],
      'dynamodb:GetItem',
      table,
      true,
    ],
    [
      'NotAction leaves its own out',
      [{ Effect: 'Allow', NotAction: 'dynamodb:Delete*', Resource: '*' }],
      'dynamodb:DeleteItem',
      table,
      false,
    ],
    [
      'NotResource is all other resources',
      [{ Effect: 'Allow', Action: '*', NotResource: table }],
      'dynamodb:GetItem',
      table,
      false,
    ],
  ])('%s', async (_title, statements, action, arn, expected) => {
    expect((await anIam(statements)).allows(role, action, arn)).toBe(expected)
  })

  it('refuse in the words of AWS', async () => {
    const access = await anIam([])

    expect(() => access.authorize(role, 'dynamodb:PutItem', table)).toThrow(
      'User: arn:aws:sts::000000000000:assumed-role/worker/it is not authorized to perform: dynamodb:PutItem on resource: ' +
        `${table} because no identity-based policy allows the dynamodb:PutItem action`,
    )
  })

  it('do not bind the operator', async () => {
    expect((await anIam([])).allows({ kind: 'root' }, 'dynamodb:PutItem', table)).toBe(true)
  })

  it('come from attached and managed policies as well', async () => {
    const attached = resource('AWS::IAM::Policy', 'p', 'p', {
      Roles: ['worker'],
      PolicyDocument: { Statement: [allow('sqs:SendMessage', queueArn)] },
    })
    const access = await anIam([], attached)

    expect(access.allows(role, 'sqs:SendMessage', queueArn)).toBe(true)
  })
})

describe('conditions', () => {
  const withCondition = (Condition: object) => [allow('dynamodb:GetItem', table, { Condition })]

  it.each<[string, object, Record<string, string | string[]>, boolean]>([
    ['StringEquals holds', { StringEquals: { 'app:tier': 'gold' } }, { 'app:tier': 'gold' }, true],
    ['StringEquals fails on a missing key', { StringEquals: { 'app:tier': 'gold' } }, {}, false],
    ['IfExists holds on a missing key', { StringEqualsIfExists: { 'app:tier': 'gold' } }, {}, true],
    [
      'StringNotEquals holds on another value',
      { StringNotEquals: { 'app:tier': 'gold' } },
      { 'app:tier': 'tin' },
      true,
    ],
    ['StringLike takes wildcards', { StringLike: { 'app:tier': 'go*' } }, { 'app:tier': 'gold' }, true],
    ['any of the values will do', { StringEquals: { 'app:tier': ['tin', 'gold'] } }, { 'app:tier': 'gold' }, true],
    ['all operators must hold', { StringEquals: { a: '1' }, StringLike: { b: '2' } }, { a: '1', b: '3' }, false],
    ['Bool compares booleans', { Bool: { 'aws:SecureTransport': 'true' } }, {}, true],
    ['Null asks for absence', { Null: { 'app:tier': 'true' } }, {}, true],
    ['NumericLessThan compares numbers', { NumericLessThan: { n: '10' } }, { n: '9' }, true],
    [
      'ForAllValues binds every value',
      { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['u1'] } },
      { 'dynamodb:LeadingKeys': ['u1', 'u2'] },
      false,
    ],
    [
      'ForAllValues holds when all match',
      { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['u1'] } },
      { 'dynamodb:LeadingKeys': ['u1'] },
      true,
    ],
    [
      'ForAnyValue needs one',
      { 'ForAnyValue:StringEquals': { 'dynamodb:LeadingKeys': ['u1'] } },
      { 'dynamodb:LeadingKeys': ['u2', 'u1'] },
      true,
    ],
  ])('%s', async (_title, condition, context, expected) => {
    const access = await anIam(withCondition(condition))

    expect(access.allows(role, 'dynamodb:GetItem', table, context)).toBe(expected)
  })

  it('with an operator that is not emulated stop the start', async () => {
    const start = anIam(withCondition({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }))

    await expect(start).rejects.toThrow('the condition operator IpAddress is not emulated')
  })
})

describe('resource policies', () => {
  const queue = resource('AWS::SQS::Queue', 'http://127.0.0.1/0/jobs', queueArn)
  const queuePolicy = (...Statement: object[]) =>
    resource('AWS::SQS::QueuePolicy', 'qp', 'qp', { Queues: [queue.physicalId], PolicyDocument: { Statement } })

  it('let a service act for a source', async () => {
    const statement = allow('sqs:SendMessage', queueArn, {
      Principal: { Service: 'sns.amazonaws.com' },
      Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:000000000000:news' } },
    })
    const access = await anIam([], queue, queuePolicy(statement))

    expect(access.allows(topic, 'sqs:SendMessage', queueArn)).toBe(true)
    expect(
      access.allows({ ...topic, sourceArn: 'arn:aws:sns:eu-west-1:000000000000:other' }, 'sqs:SendMessage', queueArn),
    ).toBe(false)
    expect(access.allows({ kind: 'service', service: 'events.amazonaws.com' }, 'sqs:SendMessage', queueArn)).toBe(false)
  })

  it('may allow a role that has no policy of its own', async () => {
    const access = await anIam([], queue, queuePolicy(allow('sqs:*', queueArn, { Principal: { AWS: roleArn } })))

    expect(access.allows(role, 'sqs:SendMessage', queueArn)).toBe(true)
  })

  it('may deny what the role is allowed, though not for plain HTTP, which is all there is here', async () => {
    const enforceTls = deny('sqs:*', queueArn, {
      Principal: { AWS: '*' },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    })
    const denyAll = deny('sqs:SendMessage', queueArn, { Principal: '*' })

    expect(
      (await anIam([allow('sqs:*', '*')], queue, queuePolicy(enforceTls))).allows(role, 'sqs:SendMessage', queueArn),
    ).toBe(true)
    expect(
      (await anIam([allow('sqs:*', '*')], queue, queuePolicy(denyAll))).allows(role, 'sqs:SendMessage', queueArn),
    ).toBe(false)
  })

  it('of a key must let IAM decide before the policy of a role counts', async () => {
    const key = (KeyPolicy?: object) => resource('AWS::KMS::Key', 'k', keyArn, KeyPolicy && { KeyPolicy })
    const account = allow('kms:*', '*', { Principal: { AWS: 'arn:aws:iam::000000000000:root' } })
    const nobody = allow('kms:*', '*', { Principal: { AWS: 'arn:aws:iam::000000000000:role/other' } })
    const may = [allow('kms:Sign', keyArn)]

    expect((await anIam(may, key({ Statement: [account] }))).allows(role, 'kms:Sign', keyArn)).toBe(true)
    expect((await anIam(may, key({ Statement: [nobody] }))).allows(role, 'kms:Sign', keyArn)).toBe(false)
    expect((await anIam([], key({ Statement: [account] }))).allows(role, 'kms:Sign', keyArn)).toBe(false)
    expect((await anIam(may, key())).allows(role, 'kms:Sign', keyArn)).toBe(true)
  })
})
