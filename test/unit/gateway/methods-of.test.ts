import { describe, expect, it } from '@jest/globals'
import { methodsOf } from '../../../functions/gateway/domain/methods-of.ts'
import { handler } from '../../../functions/gateway/fallback/handler.ts'
import { handler as getHealth } from '../../../functions/gateway/get-health/handler.ts'
import { send } from '../../support/http-event.ts'

const routes = ['GET /api/orders/{id}', 'GET /api/orders', 'POST /api/orders', 'PUT /api/orders/{id}/status']

describe('the methods of a path', () => {
  it('are those of every route that matches it', () => {
    expect(methodsOf('/api/orders', routes)).toEqual(['GET', 'POST'])
    expect(methodsOf('/api/orders/42', routes)).toEqual(['GET'])
    expect(methodsOf('/api/orders/42/status', routes)).toEqual(['PUT'])
  })

  it('are none for an unknown path', () => {
    for (const path of ['/', '/api', '/api/orders/', '/api/orders/42/', '/api/orders/42/status/x']) {
      expect(methodsOf(path, routes)).toEqual([])
    }
  })
})

describe('the gateway', () => {
  it('answers an unknown path as a problem', async () => {
    const { status, body, headers } = await send(handler, { path: '/nowhere' })
    expect([status, body.code]).toEqual([404, 'NOT_FOUND'])
    expect(headers['content-type']).toContain('application/problem+json')
    expect(headers['x-request-id']).toBe(body.requestId)
  })

  it('tells its health', async () => {
    expect((await send(getHealth, { path: '/health' })).body).toEqual({
      status: 'ok',
      version: '0.0.0',
      stage: 'local',
    })
  })
})
