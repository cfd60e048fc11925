import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { search } from '../../functions/search/service.ts'
import { PlatformStack } from '../../stacks/platform-stack.ts'
import { ServiceStack } from '../../stacks/service-stack.ts'
import { type StageSettings, stages } from '../../stacks/settings.ts'

const bundles = mkdtempSync(join(tmpdir(), 'tradewind-bundles-'))
for (const path of [
  ...search.routes.map(({ name }) => name),
  ...search.workers!.map(({ name }) => `workers/${name}`),
  ...search.subscribers!.map(({ name }) => `on/${name}`),
  ...(search.schedules ?? []).map(({ name }) => `schedules/${name}`),
  'relay',
]) {
  mkdirSync(join(bundles, 'search', path), { recursive: true })
  writeFileSync(join(bundles, 'search', path, 'index.mjs'), '')
}
afterAll(() => rmSync(bundles, { recursive: true }))

function templateWith(searchEngine: StageSettings['searchEngine']): Template {
  const settings = { ...stages.prod, searchEngine }
  const app = new App({ analyticsReporting: false, outdir: mkdtempSync(join(bundles, 'cdk.out-')) })
  const platform = new PlatformStack(app, 'platform', settings)
  return Template.fromStack(
    new ServiceStack(app, 'search', { settings, platform, service: search, bundles, authorizerId: 'a' }),
  )
}

describe('A stage that searches by OpenSearch', () => {
  const template = templateWith('opensearch')
  const allowed = (name: string) =>
    Object.values(template.findResources('AWS::IAM::Policy'))
      .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes(name))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)

  it('has one collection with encryption, network and access policies', () => {
    template.hasResourceProperties('AWS::OpenSearchServerless::Collection', { Name: 'tradewind-prod', Type: 'SEARCH' })
    const types = Object.values(template.findResources('AWS::OpenSearchServerless::SecurityPolicy'))
    expect(types.map(({ Properties }) => Properties.Type).sort()).toEqual(['encryption', 'network'])
    template.resourceCountIs('AWS::OpenSearchServerless::AccessPolicy', 1)
  })

  it('lets the function that searches and the one that builds in, and nobody else', () => {
    const [access] = Object.values(template.findResources('AWS::OpenSearchServerless::AccessPolicy'))
    const principals = JSON.stringify(access!.Properties.Policy).match(/"Fn::GetAtt":\["(\w+)"/g) ?? []
    expect(principals.map((role) => role.replace(/.*\["(\w+?)Role.*/, '$1')).sort()).toEqual([
      'SearchProducts',
      'WorkersBuildIndex',
    ])
    const statements = [...allowed('SearchProducts'), ...allowed('WorkersBuildIndex'), ...allowed('RebuildSearch')]
    const collection = Object.keys(template.findResources('AWS::OpenSearchServerless::Collection'))[0]!
    const onCollection = statements.filter(({ Action }) => [Action].flat().some((action) => action.startsWith('aoss:')))
    expect(onCollection).toEqual(
      Array(2).fill({ Action: 'aoss:APIAccessAll', Effect: 'Allow', Resource: { 'Fn::GetAtt': [collection, 'Arn'] } }),
    )
  })
})

describe('A stage with the embedded engine', () => {
  it('has no collection to pay for', () => {
    const resources = Object.values(templateWith('embedded').toJSON().Resources as Record<string, { Type: string }>)
    expect(resources.filter(({ Type }) => Type.startsWith('AWS::OpenSearchServerless'))).toEqual([])
  })
})
