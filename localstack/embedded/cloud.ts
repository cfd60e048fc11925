/** How the emulators meet: the resource graph, invocations, deliveries between services, and IAM. */
import type { Emulators } from './emulators.ts'
import type { CallFaults } from './faults/strike-call.ts'
import { functionName } from './lambda/function-config.ts'
import type { Store } from './store.ts'
import { AwsError, type Cloud, type Emulator, type Log, type Resource } from './types.ts'

interface CloudParts {
  readonly region: string
  readonly accountId: string
  readonly endpoint: string
  readonly resources: readonly Resource[]
  readonly emulators: Emulators
  readonly faults: CallFaults
  readonly store: Store
  readonly dataFolder: string
  readonly ephemeral: boolean
  readonly log: Log
  readonly assets: ReadonlyMap<string, string>
}

/** Which emulator takes a delivery, and the action that the caller needs, by the service in the target's ARN. */
const deliveries: Readonly<Record<string, { readonly emulator: string; readonly action: string }>> = {
  events: { emulator: 'events', action: 'events:PutEvents' },
  lambda: { emulator: 'lambda', action: 'lambda:InvokeFunction' },
  sns: { emulator: 'sns', action: 'sns:Publish' },
  sqs: { emulator: 'sqs', action: 'sqs:SendMessage' },
  states: { emulator: 'stepfunctions', action: 'states:StartExecution' },
}

export function createCloud(parts: CloudParts): Cloud {
  const { emulators, resources } = parts
  const { iam, lambda } = emulators
  const byType = Map.groupBy(resources, ({ type }) => type)
  const byName = indexByName(resources)
  const byEmulator = new Map(emulators.all.map((emulator): [string, Emulator] => [emulator.name, emulator]))

  return {
    region: parts.region,
    accountId: parts.accountId,
    endpoint: parts.endpoint,
    store: parts.store,
    dataFolder: parts.dataFolder,
    ephemeral: parts.ephemeral,
    log: parts.log,
    resources: (type) => byType.get(type) ?? [],
    find: (arnOrId) =>
      byName.get(arnOrId) ?? (arnOrId.includes(':function:') ? byName.get(functionName(arnOrId)) : undefined),
    assetPath: (objectKey) => parts.assets.get(objectKey),
    invoke: (functionArn, payload, options) => lambda.invoke(functionArn, payload, options),
    authorize: iam.authorize,
    credentialsFor: iam.credentialsFor,
    async deliver(delivery) {
      const { targetArn, principal } = delivery
      const service = targetArn.split(':')[2] ?? ''
      const route = deliveries[service]
      const emulator = route && byEmulator.get(route.emulator)
      if (!route || !emulator?.deliver) {
        throw new AwsError('ResourceNotFoundException', `The local cloud cannot deliver to ${targetArn}.`)
      }
      iam.authorize(principal, route.action, targetArn)
      await parts.faults.around(
        () => ({ service, operation: route.action.split(':')[1]! }),
        () => emulator.deliver!(delivery),
      )
    },
  }
}

/** By ARN and by physical id. Versions and aliases are left out: their ARNs lead to the function. */
function indexByName(resources: readonly Resource[]): Map<string, Resource> {
  const index = new Map<string, Resource>()
  const named = resources.filter(({ type }) => type !== 'AWS::Lambda::Version' && type !== 'AWS::Lambda::Alias')
  const isFunction = ({ type }: Resource) => type === 'AWS::Lambda::Function'
  for (const resource of [...named.filter(isFunction), ...named.filter((other) => !isFunction(other))]) {
    for (const name of [resource.arn, resource.physicalId]) if (!index.has(name)) index.set(name, resource)
  }
  return index
}
