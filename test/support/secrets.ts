/** Secrets Manager as far as the kit asks it: one secret with a current and a previous value, which a test may rotate. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Secret {
  rotate(value: string): void
  stop(): Promise<void>
}

/** Starts it and points the kit's cursor key at it. Await it before the first cursor. */
export async function startSecret(value = 'first-key'): Promise<Secret> {
  const versions: Record<string, string | undefined> = { AWSCURRENT: value }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { VersionStage = 'AWSCURRENT' } = JSON.parse(body) as { VersionStage?: string }
    const SecretString = versions[VersionStage]
    response.writeHead(SecretString === undefined ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' })
    response.end(
      JSON.stringify(SecretString === undefined ? { __type: 'ResourceNotFoundException' } : { SecretString }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    CURSOR_KEY_SECRET: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:cursor-key',
  })
  return {
    rotate(next) {
      versions.AWSPREVIOUS = versions.AWSCURRENT
      versions.AWSCURRENT = next
    },
    stop() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
