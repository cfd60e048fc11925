import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  deleteObject,
  getObject,
  headObject,
  listObjects,
  ObjectChanged,
  putObject,
} from '../../../functions/shared/objects.ts'
import { type RunningCloud, startCloud } from '../../../localstack/embedded/index.ts'
import { aBucket, Bucket, objectsOf, versioned } from '../../localstack/s3/support.ts'
import { anAssembly, aRole, getAtt, removeFolder } from '../../localstack/support/assembly.ts'

const allow = (Action: string[], Resource: unknown) => ({ Effect: 'Allow', Action, Resource })

let running: RunningCloud
let assembly: string

/** A bucket in a local cloud, with the rights that `objects: 'write'` gives. */
beforeAll(async () => {
  const Role = aRole([
    allow(['s3:ListBucket'], getAtt('Bucket')),
    allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], objectsOf()),
  ])
  assembly = anAssembly({ Test: { Resources: { Bucket: aBucket(versioned), Role } } })
  running = await startCloud({ assembly, ephemeral: true })
  const { cloud } = running
  const [role] = cloud.resources('AWS::IAM::Role')
  Object.assign(process.env, cloud.credentialsFor(role!.arn, 'tester'), {
    AWS_REGION: cloud.region,
    AWS_ENDPOINT_URL: cloud.endpoint,
    BUCKET_NAME: Bucket,
  })
})

afterAll(async () => {
  const { s3 } = await import('../../../functions/shared/clients/s3.ts')
  s3.destroy()
  await running.stop()
  removeFolder(assembly)
})

const text = (content: Awaited<ReturnType<typeof getObject>>) =>
  typeof content === 'object' ? Buffer.from(content.body).toString() : content

describe('Files of a service', () => {
  it('are written, read, listed and deleted', async () => {
    const { etag } = await putObject('index/a.json', '{"a":1}', { contentType: 'application/json' })

    expect(text(await getObject('index/a.json'))).toBe('{"a":1}')
    expect(await headObject('index/a.json')).toEqual({ etag, size: 7, lastModified: expect.any(Date) })
    expect(await listObjects('index/')).toEqual([
      { key: 'index/a.json', etag, size: 7, lastModified: expect.any(Date) },
    ])

    await deleteObject('index/a.json')
    expect(await getObject('index/a.json')).toBeUndefined()
    expect(await headObject('index/a.json')).toBeUndefined()
  })

  it('are not sent again to who has them', async () => {
    const { etag } = await putObject('a', '1')

    expect(await getObject('a', { unless: etag })).toBe('unchanged')
    await putObject('a', '2')
    expect(text(await getObject('a', { unless: etag }))).toBe('2')
  })

  it('are never overwritten by who has not seen the last content', async () => {
    const { etag } = await putObject('b', '1', { ifMatch: null })

    await expect(putObject('b', '2', { ifMatch: null })).rejects.toBeInstanceOf(ObjectChanged)
    await putObject('b', '2', { ifMatch: etag })
    await expect(putObject('b', '3', { ifMatch: etag })).rejects.toBeInstanceOf(ObjectChanged)
    await expect(putObject('gone', '3', { ifMatch: etag })).rejects.toBeInstanceOf(ObjectChanged)
  })
})
