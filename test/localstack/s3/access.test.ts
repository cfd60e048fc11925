import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { describe, expect, it } from '@jest/globals'
import { getAtt, ref } from '../support/assembly.ts'
import { aRoleClient, Bucket, objectsOf } from './support.ts'

const allow = (Action: string | string[], Resource: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
})
const put = (Key: string) => new PutObjectCommand({ Bucket, Key, Body: '1' })
const get = (Key: string) => new GetObjectCommand({ Bucket, Key })
const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } }

describe('A role', () => {
  it('may do with objects what its policy allows, under the keys it allows', async () => {
    const { s3, operator } = await aRoleClient([
      allow('s3:PutObject', objectsOf('mine/')),
      allow('s3:GetObject', objectsOf()),
    ])
    await operator.send(put('theirs/a'))

    await expect(s3.send(put('mine/a'))).resolves.toBeDefined()
    await expect(s3.send(get('theirs/a'))).resolves.toBeDefined()
    await expect(s3.send(put('theirs/b'))).rejects.toMatchObject({
      ...denied,
      message: expect.stringContaining('is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::things/'),
    })
  })

  it('that may not list gets no 404 to learn from', async () => {
    const reader = await aRoleClient([allow('s3:GetObject', objectsOf())])
    const lister = await aRoleClient([allow('s3:GetObject', objectsOf()), allow('s3:ListBucket', getAtt('Bucket'))])

    await expect(reader.s3.send(get('none'))).rejects.toMatchObject(denied)
    await expect(lister.s3.send(get('none'))).rejects.toMatchObject({ name: 'NoSuchKey' })
  })

  it('may list the prefix that a condition names, and no other', async () => {
    const { s3 } = await aRoleClient([
      allow('s3:ListBucket', getAtt('Bucket'), { Condition: { StringLike: { 's3:prefix': 'mine/*' } } }),
    ])

    await expect(s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'mine/' }))).resolves.toBeDefined()
    await expect(s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'theirs/' }))).rejects.toMatchObject(denied)
    await expect(s3.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject(denied)
  })

  it('needs both sides of a copy, and each object of many deletions', async () => {
    const { s3, operator } = await aRoleClient([
      allow(['s3:PutObject', 's3:DeleteObject'], objectsOf('mine/')),
      allow('s3:GetObject', objectsOf('mine/')),
    ])
    for (const key of ['mine/a', 'theirs/a']) await operator.send(put(key))
    const copy = (from: string) => s3.send(new CopyObjectCommand({ Bucket, Key: 'mine/b', CopySource: from }))

    await expect(copy(`${Bucket}/mine/a`)).resolves.toBeDefined()
    await expect(copy(`${Bucket}/theirs/a`)).rejects.toMatchObject(denied)
    const Objects = [{ Key: 'mine/a' }, { Key: 'theirs/a' }]
    const { Deleted, Errors } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))

    expect(Deleted).toEqual([{ Key: 'mine/a' }])
    expect(Errors).toMatchObject([{ Key: 'theirs/a', Code: 'AccessDenied' }])
  })

  it('is let in and kept out by the policy of the bucket', async () => {
    const role = getAtt('Role')
    const policy = (...Statement: object[]) => ({
      Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: ref('Bucket'), PolicyDocument: { Statement } } },
    })
    const onlyTls = {
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 's3:*',
      Resource: [getAtt('Bucket'), objectsOf()],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }
    const open = { Effect: 'Allow', Principal: { AWS: role }, Action: 's3:PutObject', Resource: objectsOf() }
    const closed = { ...open, Effect: 'Deny', Resource: objectsOf('closed/') }
    const { s3 } = await aRoleClient([], policy(onlyTls, open, closed))

    await expect(s3.send(put('a'))).resolves.toBeDefined()
    await expect(s3.send(put('closed/a'))).rejects.toMatchObject(denied)
    await expect(s3.send(get('a'))).rejects.toMatchObject(denied)
  })
})
