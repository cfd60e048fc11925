/** Amazon API Gateway: HTTP APIs with Lambda integrations, one server for each. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Graph } from '../assembly/graph.ts'
import type { Cloud, Emulator } from '../types.ts'
import { accessLogLine } from './access-log.ts'
import { createApi, type Trace } from './api.ts'
import { resources } from './resource-support.ts'
import { type ApiServer, openApiServer } from './servers.ts'

export interface HttpApi extends Emulator {
  /** Opens the servers of all APIs. @param ports by API name; others get free ones. */
  open(graph: Graph, ports: Readonly<Record<string, number>>): Promise<void>
  /** Addresses by API name. */
  readonly urls: Readonly<Record<string, string>>
  /** Begins to answer. */
  serve(intercept: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>): void
}

export interface HttpApiOptions {
  /** Where access logs go. */
  writeLog(logGroup: string, line: string): void
}

export function httpApi({ writeLog }: HttpApiOptions): HttpApi {
  const servers = new Map<string, ApiServer>()
  const urls: Record<string, string> = {}
  let cloud: Cloud
  let apis: [ApiServer, ReturnType<typeof createApi>][] = []

  const key = (stack: string, logicalId: string) => `${stack}/${logicalId}`

  return {
    name: 'http-api',
    resources: resources((stack, logicalId) => servers.get(key(stack, logicalId))?.url ?? ''),
    urls,
    async open(graph, ports) {
      const declared = graph.declared('AWS::ApiGatewayV2::Api')
      const names = declared.map((api) => String(graph.property(api, 'Name') ?? api.logicalId))
      for (const name of Object.keys(ports)) {
        if (!names.includes(name)) {
          throw new Error(`A port is given for the API ${name}, but the assembly has ${names.join(', ') || 'none'}.`)
        }
      }
      for (const [index, api] of declared.entries()) {
        const name = names[index]!
        const server = await openApiServer(name, ports[name] ?? 0)
        servers.set(key(api.stack.name, api.logicalId), server)
        urls[name] = server.url
      }
    },
    async prepare(theCloud) {
      cloud = theCloud
      apis = cloud
        .resources('AWS::ApiGatewayV2::Api')
        .map((api) => [servers.get(key(api.stack, api.logicalId))!, createApi(cloud, api)])
    },
    serve(intercept) {
      for (const [server, api] of apis) {
        server.serve({
          intercept,
          async handle(request, gone) {
            const trace: Trace = {}
            const response = await api.handle(request, trace, gone)
            if (api.accessLog) {
              writeLog(api.accessLog.logGroup, accessLogLine(api.accessLog.format, request, response, trace))
            }
            return response
          },
        })
      }
    },
    views: {
      gateways: () => ({ items: apis.map(([server, api]) => ({ url: server.url, ...api.admission })) }),
    },
    async stop() {
      await Promise.all([...servers.values()].map((server) => server.stop()))
    },
  }
}
