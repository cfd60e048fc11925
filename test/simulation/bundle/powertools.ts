/** Takes the place of Powertools' logger and metrics: what functions say goes into the history. */
import type { Environment } from './environment.ts'

declare const __environment: Environment

export class Logger {
  appendKeys(): void {}
  resetKeys(): void {}
  debug(): void {}
  info(message: string, more?: unknown): void {
    __environment.log('info', message, more)
  }
  warn(message: string, more?: unknown): void {
    __environment.log('warn', message, more)
  }
  error(message: string, more?: unknown): void {
    __environment.log('error', message, more)
  }
}

export class Metrics {
  addMetric(): void {}
  addDimension(): void {}
  addDimensions(): void {}
  addMetadata(): void {}
  setDefaultDimensions(): void {}
  publishStoredMetrics(): void {}
  singleMetric(): Metrics {
    return this
  }
}

export const MetricUnit = /* @__PURE__ */ new Proxy({}, { get: (_, name) => name })
