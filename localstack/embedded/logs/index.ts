/** CloudWatch Logs: the newest lines of each log group and the metrics in them, in memory, for the console. */
import type { Emulator } from '../types.ts'
import { EmbeddedMetrics } from './embedded-metrics.ts'

const keptLines = 500
const keptCharacters = 4_000

export interface Logs extends Emulator {
  write(group: string, line: string): void
}

export function logs(): Logs {
  const groups = new Map<string, { at: number; line: string }[]>()
  const metrics = new EmbeddedMetrics()

  return {
    name: 'logs',
    resources: {
      'AWS::Logs::LogGroup': {
        honoured: ['LogGroupName'],
        ignored: {
          BearerTokenAuthenticationEnabled: 'Log lines are written by the local cloud only.',
          DataProtectionPolicy: 'Log lines stay on this machine.',
          DeletionProtectionEnabled: 'Log lines live as long as the process.',
          FieldIndexPolicies: 'Log lines are not indexed.',
          KmsKeyId: 'Log lines are not encrypted.',
          LogGroupClass: 'It changes the price only.',
          ResourcePolicyDocument: 'Log delivery is not authorised locally.',
          RetentionInDays: `The last ${keptLines} lines are kept.`,
        },
        identify(context) {
          const name = String(context.property('LogGroupName') ?? context.generatedName)
          const arn = `arn:aws:logs:${context.region}:${context.accountId}:log-group:${name}:*`
          return { physicalId: name, arn, attributes: { Arn: arn } }
        },
      },
    },
    write(group, line) {
      metrics.read(line)
      const lines = groups.get(group) ?? []
      groups.set(group, lines)
      lines.push({ at: Date.now(), line: line.slice(0, keptCharacters) })
      if (lines.length > keptLines) lines.shift()
    },
    views: {
      metrics: () => ({ items: metrics.list() }),
      logs({ query }) {
        const group = query.get('group')
        if (!group) return { items: [...groups].map(([name, lines]) => ({ name, lines: lines.length })) }
        const lines = groups.get(group) ?? []
        return { items: lines.map(({ at, line }) => ({ at: new Date(at).toISOString(), line })).reverse() }
      },
    },
  }
}
