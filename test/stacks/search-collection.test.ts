import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { resourcesOf, type Template, templatesIn, templatesOf } from '../support/synthesized.ts'

const folder = mkdtempSync(join(tmpdir(), 'tradewind-assembly-'))
let templates: Template[]

beforeAll(() => {
  // In a process of its own: Jest needs twenty times as long to load the CDK.
  execFileSync(process.execPath, [join(import.meta.dirname, 'synthesize-search.ts'), folder])
  templates = templatesIn(folder)
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('A stage that searches by OpenSearch', () => {
  const allowed = (name: string) =>
    resourcesOf(templates, 'AWS::IAM::Policy')
      .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes(name))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)

  it('has one collection with encryption, network and access policies', () => {
    const collections = resourcesOf(templates, 'AWS::OpenSearchServerless::Collection')
    expect(collections.map(({ Properties }) => [Properties.Name, Properties.Type])).toEqual([
      ['tradewind-prod', 'SEARCH'],
    ])
    const types = resourcesOf(templates, 'AWS::OpenSearchServerless::SecurityPolicy')
    expect(types.map(({ Properties }) => Properties.Type).sort()).toEqual(['encryption', 'network'])
    expect(resourcesOf(templates, 'AWS::OpenSearchServerless::AccessPolicy')).toHaveLength(1)
  })

  it('lets the function that searches and the one that builds in, and nobody else', () => {
    const [access] = resourcesOf(templates, 'AWS::OpenSearchServerless::AccessPolicy')
    const principals = JSON.stringify(access!.Properties.Policy).match(/"Fn::GetAtt":\["(\w+)"/g) ?? []
    expect(principals.map((role) => role.replace(/.*\["(\w+?)Role.*/, '$1')).sort()).toEqual([
      'SearchProducts',
      'WorkersBuildIndex',
    ])
    const statements = [...allowed('SearchProducts'), ...allowed('WorkersBuildIndex'), ...allowed('RebuildSearch')]
    const collection = resourcesOf(templates, 'AWS::OpenSearchServerless::Collection')[0]!.id.split('/')[1]
    const onCollection = statements.filter(({ Action }) => [Action].flat().some((action) => action.startsWith('aoss:')))
    expect(onCollection).toEqual(
      Array(2).fill({ Action: 'aoss:APIAccessAll', Effect: 'Allow', Resource: { 'Fn::GetAtt': [collection, 'Arn'] } }),
    )
  })
})

describe('A stage with the embedded engine', () => {
  it('has no collection to pay for', () => {
    expect(templatesOf('prod').filter(({ text }) => text.includes('AWS::OpenSearchServerless'))).toEqual([])
  })
})
