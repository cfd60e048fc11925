/** CloudWatch's embedded metric format: metrics that functions write as log lines. The newest value of each is kept. */

export interface MetricView {
  readonly namespace: string
  readonly name: string
  readonly unit: string | undefined
  readonly dimensions: Readonly<Record<string, string>>
  readonly value: number
  readonly at: string
  /** Values seen since the start. */
  readonly count: number
}

interface Directive {
  readonly Namespace?: string
  readonly Dimensions?: readonly (readonly string[])[]
  readonly Metrics?: readonly { readonly Name: string; readonly Unit?: string }[]
}
interface MetricLine {
  readonly _aws?: { readonly Timestamp?: number; readonly CloudWatchMetrics?: readonly Directive[] }
  readonly [member: string]: unknown
}

/** Metrics with different dimensions kept; a dimension that takes any value must not fill the memory. */
const MOST_METRICS = 1000

export class EmbeddedMetrics {
  readonly #newest = new Map<string, MetricView>()

  /** Takes the metrics out of a log line; any other line has none. */
  read(line: string): void {
    // Most lines are not: they are not parsed for it.
    if (!line.includes('"_aws"')) return
    for (const metric of metricsIn(line)) {
      const key = JSON.stringify([metric.namespace, metric.name, metric.dimensions])
      const count = (this.#newest.get(key)?.count ?? 0) + 1
      this.#newest.delete(key)
      this.#newest.set(key, { ...metric, count })
      if (this.#newest.size > MOST_METRICS) this.#newest.delete(this.#newest.keys().next().value!)
    }
  }

  /** By name. */
  list(): MetricView[] {
    const order = ({ namespace, name, dimensions }: MetricView) =>
      `${namespace} ${name} ${Object.values(dimensions).join(' ')}`
    return [...this.#newest.values()].sort((a, b) => order(a).localeCompare(order(b)))
  }
}

function metricsIn(line: string): Omit<MetricView, 'count'>[] {
  const document = parsed(line)
  const at = new Date(document?._aws?.Timestamp ?? Date.now()).toISOString()
  return (document?._aws?.CloudWatchMetrics ?? []).flatMap(({ Namespace = '', Dimensions = [[]], Metrics = [] }) =>
    Dimensions.flatMap((names) =>
      Metrics.flatMap(({ Name, Unit }) => {
        // Several values of one metric come as a list.
        const value = [document?.[Name]].flat().at(-1)
        if (typeof value !== 'number') return []
        const dimensions = Object.fromEntries(names.map((name) => [name, String(document?.[name])]))
        return { namespace: Namespace, name: Name, unit: Unit, dimensions, value, at }
      }),
    ),
  )
}

function parsed(line: string): MetricLine | undefined {
  try {
    return JSON.parse(line.slice(line.indexOf('{'))) as MetricLine
  } catch {
    return undefined
  }
}
