import type { S3Client } from '@aws-sdk/client-s3'
import { aRole, getAtt, type TemplateResource } from '../support/assembly.ts'
import { anS3Client } from '../support/clients.ts'
import { aCloud, type TestCloud } from '../support/cloud.ts'

export const Bucket = 'things'

export const aBucket = (properties: object = {}): TemplateResource => ({
  Type: 'AWS::S3::Bucket',
  Properties: { BucketName: Bucket, ...properties },
})

export const versioned = { VersioningConfiguration: { Status: 'Enabled' } }

/** A cloud with one bucket, and the operator's client. */
export async function aStore(properties: object = {}): Promise<{ s3: S3Client; running: TestCloud }> {
  const running = await aCloud({ Resources: { Bucket: aBucket(properties) } })
  return { s3: anS3Client(running), running }
}

/** A client with the credentials of a role that has these statements. */
export async function aRoleClient(statements: object[], more: Record<string, TemplateResource> = {}) {
  const running = await aCloud({ Resources: { Bucket: aBucket(), Role: aRole(statements), ...more } })
  const [role] = running.cloud.resources('AWS::IAM::Role')
  return { s3: anS3Client(running, role!.arn), operator: anS3Client(running) }
}

export const objectsOf = (prefix = '') => ({ 'Fn::Join': ['', [getAtt('Bucket'), `/${prefix}*`]] })
