/** The stages of an HTTP API: `$default` at the root, others under their name. */
import type { Resource } from '../types.ts'
import { createThrottle, type RouteSettings, type Throttle } from './throttle.ts'

export interface AccessLog {
  readonly logGroup: string
  readonly format: string
}

export interface Stage {
  readonly name: string
  readonly throttle: Throttle
  readonly variables?: Readonly<Record<string, string>>
  readonly accessLog?: AccessLog
}

export function createStages(resources: readonly Resource[]) {
  const stages = new Map(resources.map((resource) => [String(resource.properties.StageName), stageOf(resource)]))

  /** @returns the stage and the path within it that routes are matched against. */
  return function find(path: string): { stage: Stage; path: string } | undefined {
    const [, first = ''] = path.split('/')
    const named = stages.get(first)
    if (named) return { stage: named, path: path.slice(first.length + 1) || '/' }
    const stage = stages.get('$default')
    return stage && { stage, path }
  }
}

function stageOf({ properties }: Resource): Stage {
  const log = properties.AccessLogSettings as { DestinationArn?: string; Format?: string } | undefined
  return {
    name: String(properties.StageName),
    throttle: createThrottle(
      properties.DefaultRouteSettings as RouteSettings | undefined,
      properties.RouteSettings as Record<string, RouteSettings> | undefined,
    ),
    variables: properties.StageVariables as Record<string, string> | undefined,
    accessLog: log?.DestinationArn
      ? { logGroup: /log-group:([^:]+)/.exec(log.DestinationArn)?.[1] ?? log.DestinationArn, format: log.Format ?? '' }
      : undefined,
  }
}
