import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { tableAccessOf } from '../../functions/shared/http/route.ts'
import { breakerKey, dependenciesOf } from '../../functions/shared/resilience/breaker/dependencies.ts'
import { DEDUPLICATION_DAYS } from '../../functions/shared/subscriber.ts'
import { shopServices } from '../../stacks/services.ts'
import { resourcesOf, templatesOf } from '../support/synthesized.ts'

const prod = templatesOf('prod')
const dev = templatesOf('dev')
const local = templatesOf('local')
const runbookHeadings = [
  ...readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8').matchAll(/^#+ (.+)$/gm),
].map(([, heading]) => heading!.toLowerCase().replaceAll(' ', '-'))
const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id)

describe.each([
  ['local', local],
  ['dev', dev],
  ['prod', prod],
])('The %s stage', (stage, templates) => {
  it('keeps each stack below 400 resources, where CloudFormation ends at 500', () => {
    for (const { name, resources } of templates)
      expect([name, Object.keys(resources).length <= 400]).toEqual([name, true])
  })

  it('gives every function a role of its own, a timeout, memory, tracing and the Lambda runtime that runs locally', () => {
    const functions = resourcesOf(templates, 'AWS::Lambda::Function')
    const roles = functions.map(({ id, Properties }) => `${id.split('/')[0]} ${JSON.stringify(Properties.Role)}`)
    expect(new Set(roles).size).toBe(functions.length)
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
        Timeout: expect.any(Number),
        MemorySize: expect.any(Number),
        LoggingConfig: { LogGroup: expect.anything() },
      })
    }
    expect(resourcesOf(templates, 'AWS::Lambda::Alias')).toHaveLength(functions.length)
    expect(functions.length).toBeGreaterThan(60)
  })

  it('keeps logs for a stated time', () => {
    const groups = resourcesOf(templates, 'AWS::Logs::LogGroup')
    expect(ids(groups.filter(({ Properties }) => !Properties.RetentionInDays))).toEqual([])
  })

  it('makes tables on demand, recoverable, encrypted, with TTL and a stream', () => {
    const tables = resourcesOf(templates, 'AWS::DynamoDB::Table')
    expect(tables.length).toBeGreaterThanOrEqual(8)
    for (const { Properties } of tables) {
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      })
    }
  })

  it('keeps buckets private, encrypted, over TLS only, and lets go of replaced files', () => {
    const buckets = resourcesOf(templates, 'AWS::S3::Bucket')
    const policies = resourcesOf(templates, 'AWS::S3::BucketPolicy')
    expect(policies).toHaveLength(buckets.length)
    for (const { Properties } of buckets) {
      expect(Properties.BucketEncryption).toBeDefined()
      expect(new Set(Object.values(Properties.PublicAccessBlockConfiguration))).toEqual(new Set([true]))
      expect(JSON.stringify(Properties.LifecycleConfiguration)).toMatch(/NoncurrentDays|ExpirationInDays/)
    }
    for (const { Properties } of policies) {
      expect(JSON.stringify(Properties)).toContain('{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"')
    }
  })

  it('allows no action "*" and no resource "*" but for the calls that have no resource to name', () => {
    // Tracing, log delivery of Step Functions, and text messages to a telephone number: AWS offers nothing narrower.
    const withoutResource =
      /^(xray:|logs:(Create|Get|Update|Delete|List)LogDeliver|logs:(Put|Describe)(ResourcePolic|LogGroups)|sns:Publish$)/
    const policies = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) => resourcesOf(templates, type))
    const statements = policies.flatMap(({ id, Properties }) =>
      (Properties.PolicyDocument.Statement as { Action: string | string[]; Resource: unknown }[]).map((statement) => ({
        id,
        actions: [statement.Action].flat(),
        resources: [statement.Resource].flat(),
      })),
    )
    const wide = statements.filter(
      ({ actions, resources }) =>
        actions.some((action) => action.endsWith('*')) ||
        (resources.includes('*') && actions.some((action) => !withoutResource.test(action))),
    )
    expect(statements.length).toBeGreaterThan(100)
    expect(ids(wide)).toEqual([])
    const managed = resourcesOf(templates, 'AWS::IAM::Role').filter(({ Properties }) => Properties.ManagedPolicyArns)
    expect(ids(managed)).toEqual([])
  })

  it('gives every queue a dead-letter queue, and waits six times the function’s timeout before it delivers again', () => {
    const queues = resourcesOf(templates, 'AWS::SQS::Queue')
    const deadLetters = queues.filter(({ id }) => id.includes('DeadLetters'))
    const work = queues.filter(({ id }) => !id.includes('DeadLetters'))
    expect(ids(work.filter(({ Properties }) => !Properties.RedrivePolicy))).toEqual([])
    expect(deadLetters.length).toBeGreaterThanOrEqual(work.length)
    expect(ids(queues.filter(({ Properties }) => !Properties.SqsManagedSseEnabled))).toEqual([])
    expect(work.every(({ Properties }) => Properties.VisibilityTimeout >= 60)).toBe(true)
  })

  it('keeps back what a subscriber asks to have later, and nothing else', () => {
    const wanted = shopServices.flatMap(({ name, subscribers = [] }) =>
      subscribers.flatMap((each) => (each.delaySeconds ? [[`${name}-on-${each.name}`, each.delaySeconds]] : [])),
    )
    const held = resourcesOf(templates, 'AWS::SQS::Queue')
      .filter(({ Properties }) => Properties.DelaySeconds !== undefined)
      .map(({ Properties }) => [Properties.QueueName.replace(`tradewind-${stage}-`, ''), Properties.DelaySeconds])
    expect(wanted).toHaveLength(1)
    expect(held).toEqual(wanted)
  })

  it('remembers handled events for longer than they may be replayed from the archive', () => {
    const [archive] = resourcesOf(templates, 'AWS::Events::Archive')
    expect(DEDUPLICATION_DAYS).toBeGreaterThan(archive!.Properties.RetentionDays)
  })

  it('gathers messages for whom a subscriber says so, and delivers all others at once', () => {
    const wanted = shopServices.flatMap(({ name, subscribers = [] }) =>
      subscribers.flatMap(({ name: subscriber, batchSize, batchingWindowSeconds }) =>
        batchingWindowSeconds ? [[`${name}-on-${subscriber}`, batchSize, batchingWindowSeconds]] : [],
      ),
    )
    const queues = resourcesOf(templates, 'AWS::SQS::Queue')
    const gathered = resourcesOf(templates, 'AWS::Lambda::EventSourceMapping')
      .filter(({ Properties }) => Properties.MaximumBatchingWindowInSeconds !== undefined)
      .map(({ id: mapping, Properties: { EventSourceArn, BatchSize, MaximumBatchingWindowInSeconds } }) => {
        const queueId = `${mapping.split('/')[0]}/${EventSourceArn['Fn::GetAtt'][0]}`
        const queue = queues.find(({ id }) => id === queueId)!
        const name = queue.Properties.QueueName.replace(`tradewind-${stage}-`, '')
        return [name, BatchSize, MaximumBatchingWindowInSeconds]
      })
    expect(wanted.length).toBeGreaterThan(0)
    expect(gathered).toEqual(wanted)
  })

  it('keeps what a checkout carries, such as its task token, out of the logs', () => {
    const machines = resourcesOf(templates, 'AWS::StepFunctions::StateMachine')
    expect(machines).toHaveLength(2)
    for (const { Properties } of machines) {
      expect(Properties.LoggingConfiguration).toMatchObject({ IncludeExecutionData: false })
    }
  })

  it('lets no function scan a table', () => {
    const granted = resourcesOf(templates, 'AWS::IAM::Policy').flatMap(({ id, Properties }) =>
      (Properties.PolicyDocument.Statement as { Action: string | string[] }[]).map(({ Action }) => ({ id, Action })),
    )
    expect(granted.some(({ Action }) => [Action].flat().includes('dynamodb:Query'))).toBe(true)
    expect(granted.filter(({ Action }) => [Action].flat().some((action) => /Scan|PartiQL/.test(action)))).toEqual([])
  })

  it('relays each outbox again from the first event that was refused, for 23 hours, and then keeps what is left', () => {
    const mappings = resourcesOf(templates, 'AWS::Lambda::EventSourceMapping')
    const relays = mappings.filter(({ Properties }) => Properties.StartingPosition)
    expect(relays.length).toBeGreaterThanOrEqual(8)
    for (const { Properties } of relays) {
      expect(Properties).toMatchObject({
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRecordAgeInSeconds: 23 * 3600,
        DestinationConfig: { OnFailure: { Destination: expect.anything() } },
      })
      // Absent means that only the age ends the attempts.
      expect(Properties.MaximumRetryAttempts).toBeUndefined()
    }
  })

  it('deploys in one run: every parameter has a default, and what stacks export comes from the platform and the authorizer', () => {
    const exporters = new Set<string>()
    for (const { name, text } of templates) {
      const { Parameters = {} } = JSON.parse(text) as { Parameters?: Record<string, { Default?: unknown }> }
      const open = Object.entries(Parameters).filter(([, { Default }]) => Default === undefined)
      expect([name, open]).toEqual([name, []])
      for (const [, exporter] of text.matchAll(/"Fn::ImportValue":\s*"([\w-]+):/g)) exporters.add(exporter!)
    }
    expect([...exporters].map((name) => name.replace(/^tradewind-[a-z]+-/, '')).sort()).toEqual(['platform', 'users'])
  })

  it('lets every alarm say what it costs the customer, and link a heading of the runbook that exists', () => {
    const alarms = resourcesOf(templates, 'AWS::CloudWatch::Alarm')
    expect(alarms.length).toBeGreaterThan(5)
    for (const { Properties } of alarms) {
      expect(Properties.AlarmDescription).toMatch(/^.{30,}\. Runbook: docs\/runbook\.md#[\w-]+$/)
      expect(runbookHeadings).toContain(Properties.AlarmDescription.split('#')[1])
    }
  })

  it('gives every function that has breakers their items of its service’s table, and no others where it may not write', () => {
    const functions = resourcesOf(templates, 'AWS::Lambda::Function')
    const statements = resourcesOf(templates, 'AWS::IAM::Policy').flatMap(({ id, Properties }) =>
      (Properties.PolicyDocument.Statement as { Condition?: object }[]).map((statement) => ({ id, ...statement })),
    )
    const readers = shopServices
      .filter(({ table }) => table)
      .flatMap(({ name, routes }) =>
        routes
          .filter((route) => tableAccessOf(route) !== 'write' && dependenciesOf(route).length > 0)
          .map((route) => ({
            name: `tradewind-${stage}-${name}-${route.name}`,
            keys: dependenciesOf(route).map(breakerKey),
          })),
      )
    expect(readers.length).toBeGreaterThanOrEqual(3)
    for (const { name, keys } of readers) {
      const { Environment } = functions.find(({ Properties }) => Properties.FunctionName === name)!.Properties
      expect([name, Environment.Variables.TABLE_NAME]).toEqual([name, expect.anything()])
      const condition = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': keys } }
      const own = statements.filter(({ Condition }) => JSON.stringify(Condition) === JSON.stringify(condition))
      expect([name, own.length > 0]).toEqual([name, true])
      expect(own[0]).toMatchObject({ Action: ['dynamodb:GetItem', 'dynamodb:PutItem'] })
    }
  })

  it('watches every breaker, and keeps its alarm while nobody calls', () => {
    const alarms = resourcesOf(templates, 'AWS::CloudWatch::Alarm').filter(
      ({ Properties }) => Properties.MetricName === 'BreakerOpen',
    )
    const dependencies = alarms.map(
      ({ Properties }) => Properties.Dimensions.find(({ Name }: { Name: string }) => Name === 'dependency').Value,
    )
    expect(dependencies).toEqual(
      expect.arrayContaining(['payment-provider', 'carrier', 'mail', 'sms', 'catalog/quote-items']),
    )
    for (const { Properties } of alarms) {
      expect(Properties.TreatMissingData).toBe('ignore')
      // As `countMetric` writes them, or it would watch what nobody counts.
      const dimensions = Properties.Dimensions.map(({ Name }: { Name: string }) => Name)
      expect(dimensions.sort()).toEqual(['dependency', 'service', 'stage'])
    }
  })

  it('throttles the API and logs accesses without tokens or bodies', () => {
    const stages = resourcesOf(templates, 'AWS::ApiGatewayV2::Stage')
    for (const { Properties } of stages) {
      expect(Properties.DefaultRouteSettings.ThrottlingRateLimit).toBeDefined()
      expect(Properties.AccessLogSettings.Format).not.toMatch(/authorization|body|query/i)
    }
  })

  it('gives every route with a rate limit its figures and a table to count in', () => {
    const limited = shopServices.flatMap(({ name, routes }) =>
      routes.filter(({ rateLimit }) => rateLimit).map((route) => `tradewind-${stage}-${name}-${route.name}`),
    )
    const functions = resourcesOf(templates, 'AWS::Lambda::Function')
    const parameters = templates.flatMap(({ text }) =>
      Object.entries((JSON.parse(text) as { Parameters?: Record<string, { Default?: unknown }> }).Parameters ?? {}),
    )
    expect(limited.length).toBeGreaterThanOrEqual(5)
    for (const name of limited) {
      const { Variables } = functions.find(({ Properties }) => Properties.FunctionName === name)!.Properties.Environment
      const parameter = parameters.find(([id]) => id === Variables.RATE_LIMIT.Ref)
      expect([name, parameter?.[1].Default]).toEqual([name, expect.stringMatching(/^\d+\/\d+$/)])
      expect(Variables.TABLE_NAME).toBeDefined()
    }
  })

  it('throttles no route that does not exist, where API Gateway refuses the whole stage', () => {
    const edge = templates.find(({ name }) => name === `tradewind-${stage}-edge`)!
    const throttled = [...edge.text.matchAll(/"((?:GET|POST|PUT|DELETE) \/[^"]+)":/g)].map(([, key]) => key!)
    const keys = resourcesOf(templates, 'AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties.RouteKey)
    expect(throttled.length).toBeGreaterThan(8)
    expect(throttled.filter((key) => !keys.includes(key))).toEqual([])
  })
})

describe('The prod stage', () => {
  it('keeps tables, buckets, keys and secrets when a stack is deleted', () => {
    const kept = ['DynamoDB::Table', 'S3::Bucket', 'KMS::Key', 'SecretsManager::Secret'].flatMap((type) =>
      resourcesOf(prod, `AWS::${type}`),
    )
    expect(ids(kept.filter(({ DeletionPolicy }) => DeletionPolicy !== 'Retain'))).toEqual([])
  })

  it('has no simulators, no test accounts and no command to make them', () => {
    const text = prod.map((template) => template.text).join('')
    expect(prod.map(({ name }) => name).join()).not.toMatch(/simulator/)
    expect(text).not.toMatch(/create-account|simulators|Tradewind-Local-1|demo-picture/)
    // The same search finds them where they belong.
    expect(dev.map((template) => template.text).join('')).toMatch(/create-account/)
  })
})

describe('Access that the templates grant', () => {
  it('names the authorizer on every route that is not public', () => {
    const routes = resourcesOf(local, 'AWS::ApiGatewayV2::Route').filter(({ id }) => !id.includes('simulators'))
    const open = routes
      .filter(({ Properties }) => Properties.AuthorizationType === 'NONE')
      .map(({ Properties }) => Properties.RouteKey)
    expect(open.filter((key: string) => !publicRoutes.some((pattern) => pattern.test(key)))).toEqual([])
  })

  const publicRoutes = [
    /^GET \/(health|openapi\.json|docs)$/,
    /^GET \/\.well-known\/jwks\.json$/,
    /^GET \/demo\//,
    /^\$default$/,
    /^POST \/api\/users\/(register|login|refresh|password\/(forgot|reset))$/,
    /^GET \/api\/(products|storefront)/,
    /^GET \/api\/inventory\/(\{productId\}|alerts)$/,
    /^POST \/api\/(payments|shipping)\/callback$/,
    /^GET \/api\/storefront\/(home|products\/\{id\})$/,
  ]
})
