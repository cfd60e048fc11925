/** Builds small CDK assemblies on disk, as synthesis would write them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TemplateResource {
  Type: string
  Properties?: object
  Condition?: string
}

export interface TestTemplate {
  Parameters?: object
  Mappings?: object
  Conditions?: object
  Resources?: Record<string, TemplateResource>
  Outputs?: object
}

/** @returns the folder of an assembly with these stacks; functions' code by asset key. */
export function anAssembly(stacks: Record<string, TestTemplate>, code: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'))
  const artifacts: Record<string, object> = {}
  for (const [name, template] of Object.entries(stacks)) {
    writeFileSync(join(folder, `${name}.template.json`), JSON.stringify(template))
    artifacts[name] = { type: 'aws:cloudformation:stack', properties: { templateFile: `${name}.template.json` } }
  }
  const files: Record<string, object> = {}
  for (const [key, source] of Object.entries(code)) {
    mkdirSync(join(folder, `asset.${key}`))
    writeFileSync(join(folder, `asset.${key}`, 'index.mjs'), source)
    files[key] = {
      source: { path: `asset.${key}`, packaging: 'zip' },
      destinations: { current: { bucketName: 'assets', objectKey: `${key}.zip` } },
    }
  }
  writeFileSync(join(folder, 'test.assets.json'), JSON.stringify({ files }))
  artifacts['test.assets'] = { type: 'cdk:asset-manifest', properties: { file: 'test.assets.json' } }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ version: '53.0.0', artifacts }))
  return folder
}

export const removeFolder = (folder: string) => rmSync(folder, { recursive: true, force: true })

export const getAtt = (logicalId: string, attribute = 'Arn') => ({ 'Fn::GetAtt': [logicalId, attribute] })
export const ref = (logicalId: string) => ({ Ref: logicalId })

/** A role that may do the given actions on the given resources. */
export const aRole = (statements: object[] = []): TemplateResource => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {},
    Policies: [
      {
        PolicyName: 'inline',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource: '*' }, ...statements],
        },
      },
    ],
  },
})

/** A function whose code is the asset of the same key, with the role `Role` unless told otherwise. */
export const aFunction = (asset: string, properties: object = {}): TemplateResource => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}' }, S3Key: `${asset}.zip` },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Role: getAtt('Role'),
    Timeout: 5,
    MemorySize: 128,
    ...properties,
  },
})

export const aTable = (properties: object = {}): TemplateResource => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    ...properties,
  },
})

/** An HTTP API named `api` with one route for each entry: route key → logical id of its function. */
export function anHttpApi(
  routes: Record<string, string>,
  options: { api?: object; stage?: object; route?: (routeKey: string) => object; permissions?: boolean } = {},
): Record<string, TemplateResource> {
  const resources: Record<string, TemplateResource> = {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP', ...options.api } },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: ref('Api'), StageName: '$default', AutoDeploy: true, ...options.stage },
    },
  }
  for (const [index, [routeKey, target]] of Object.entries(routes).entries()) {
    resources[`Integration${index}`] = {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: ref('Api'),
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: getAtt(target),
        PayloadFormatVersion: '2.0',
      },
    }
    resources[`Route${index}`] = {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: ref('Api'),
        RouteKey: routeKey,
        Target: { 'Fn::Join': ['', ['integrations/', ref(`Integration${index}`)]] },
        ...options.route?.(routeKey),
      },
    }
    if (options.permissions ?? true) resources[`Permission${index}`] = anApiPermission(target)
  }
  return resources
}

export const anApiPermission = (functionId: string): TemplateResource => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: getAtt(functionId),
    Principal: 'apigateway.amazonaws.com',
    SourceArn: {
      'Fn::Sub': 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/*',
    },
  },
})
