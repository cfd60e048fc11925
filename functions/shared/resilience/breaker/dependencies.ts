/** Which breakers a function has follows from what it declares. Data only: stacks read it. */
import type { InternalFunction } from '../../../../contracts/internal-function.ts'
import type { Capability, FunctionDefinition } from '../../service.ts'

/** What lies outside, by the capability that leads there. */
const outside: Partial<Record<Capability, string>> = {
  'payment-provider': 'payment-provider',
  carrier: 'carrier',
  'send-email': 'mail',
  'send-sms': 'sms',
}

/** `catalog/quote-items` */
export const dependencyOf = ({ service, name }: Pick<InternalFunction, 'service' | 'name'>): string =>
  `${service}/${name}`

export const dependenciesOf = ({ calls = [], uses = [] }: Pick<FunctionDefinition, 'calls' | 'uses'>): string[] => [
  ...calls.map(dependencyOf),
  ...uses.flatMap((capability) => outside[capability] ?? []),
]

/** Partition key of a dependency's breaker in the table of each service that depends on it. */
export const breakerKey = (dependency: string): string => `BREAKER#${dependency}`

/** 1 when it opened or stayed open after a probe, 0 when it closed; by stage, service and dependency. */
export const BREAKER_METRIC = 'BreakerOpen'
