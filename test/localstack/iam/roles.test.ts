import { GetItemCommand, PutItemCommand, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from '@jest/globals'
import { aRole, aTable, getAtt } from '../support/assembly.ts'
import { aDynamoDbClient } from '../support/clients.ts'
import { aCloud } from '../support/cloud.ts'

const allow = (Action: string | string[], Resource: unknown = getAtt('Table'), more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
})

/** A client with the credentials of a role that has these statements. */
async function aClientWith(...statements: object[]) {
  const running = await aCloud({ Resources: { Table: aTable({ TableName: 'things' }), Role: aRole(statements) } })
  return aDynamoDbClient(running, running.cloud.resources('AWS::IAM::Role')[0]!.arn)
}

const Item = { pk: { S: 'a' } }
const put = new PutItemCommand({ TableName: 'things', Item })
const get = new GetItemCommand({ TableName: 'things', Key: Item })
const refused = { name: 'AccessDeniedException' }

describe('calls with the credentials of a role', () => {
  it('pass when the policy allows them, and fail when not', async () => {
    const client = await aClientWith(allow('dynamodb:PutItem'))

    await expect(client.send(put)).resolves.toBeDefined()
    await expect(client.send(get)).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('is not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb'),
    })
  })

  it('in a transaction need the action of each item', async () => {
    const transaction = new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName: 'things', Item } },
        {
          ConditionCheck: {
            TableName: 'things',
            Key: { pk: { S: 'b' } },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
      ],
    })
    const puts = await aClientWith(allow('dynamodb:PutItem'))
    const both = await aClientWith(allow(['dynamodb:PutItem', 'dynamodb:ConditionCheckItem']))

    await expect(puts.send(transaction)).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('dynamodb:ConditionCheckItem'),
    })
    await expect(both.send(transaction)).resolves.toBeDefined()
  })

  it('on an index need the index', async () => {
    const client = await aClientWith(allow('dynamodb:Query'))

    const query = client.send(
      new QueryCommand({
        TableName: 'things',
        IndexName: 'any',
        KeyConditionExpression: 'pk = :p',
        ExpressionAttributeValues: { ':p': { S: 'a' } },
      }),
    )

    await expect(query).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('table/things/index/any'),
    })
  })

  it('can be bound to leading keys', async () => {
    const own = { Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['a'] } } }
    const client = await aClientWith(allow(['dynamodb:PutItem', 'dynamodb:Query'], getAtt('Table'), own))
    const query = (key: string) =>
      new QueryCommand({
        TableName: 'things',
        KeyConditionExpression: '#k = :p',
        ExpressionAttributeNames: { '#k': 'pk' },
        ExpressionAttributeValues: { ':p': { S: key } },
      })

    await expect(client.send(put)).resolves.toBeDefined()
    await expect(client.send(query('a'))).resolves.toMatchObject({ Count: 1 })
    await expect(client.send(query('b'))).rejects.toMatchObject(refused)
    const other = new PutItemCommand({ TableName: 'things', Item: { pk: { S: 'b' } } })
    await expect(client.send(other)).rejects.toMatchObject(refused)
  })
})

describe('the AWS endpoint', () => {
  const call = (endpoint: string, key: string | undefined, target: string) =>
    fetch(endpoint, {
      method: 'POST',
      headers: {
        'x-amz-target': target,
        'content-type': 'application/x-amz-json-1.0',
        ...(key && { authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/eu-west-1/x/aws4_request` }),
      },
      body: '{}',
    })

  it.each<[string, string | undefined, string]>([
    ['an unknown access key', 'AKIASOMEBODY', 'UnrecognizedClientException'],
    ['no signature', undefined, 'MissingAuthenticationToken'],
  ])('refuses %s', async (_title, key, code) => {
    const { endpoint } = await aCloud({ Resources: { Role: aRole() } })

    const answer = await call(endpoint, key, 'DynamoDB_20120810.ListTables')

    expect(await answer.json()).toMatchObject({ __type: code })
  })

  it('names a service that it does not emulate', async () => {
    const { endpoint } = await aCloud({ Resources: { Role: aRole() } })

    const answer = await call(endpoint, 'local', 'Quantum_2026.Entangle')

    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({
      __type: 'UnknownOperationException',
      message: 'The local cloud does not emulate Quantum_2026:Entangle.',
    })
  })

  it('tells who is calling, in XML', async () => {
    const { endpoint } = await aCloud({ Resources: { Role: aRole() } })

    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/sts/aws4_request' },
      body: new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' }),
    })

    expect(await answer.text()).toContain('<Arn>arn:aws:iam::000000000000:root</Arn>')
  })
})
