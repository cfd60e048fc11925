import { expect, it } from '@jest/globals'
import { repeating } from '../../../client/index.ts'

/** Sends one request to a shop that gives these answers one after the other. @returns the last one's status and how many were asked for */
async function send(init: RequestInit, ...answers: Response[]): Promise<[status: number, requests: number]> {
  let requests = 0
  const fetch = repeating(async () => answers[requests++]!)
  const { status } = await fetch(new Request('https://shop.example/api/orders', init))
  return [status, requests]
}

const post = { method: 'POST', headers: { 'idempotency-key': 'k' }, body: '{}' }
const later = (status: number) => new Response(null, { status, headers: { 'retry-after': '0' } })
const created = () => new Response(null, { status: 201 })

it.each([429, 503, 409])('sends again after a %i that says when', async (status) => {
  expect(await send(post, later(status), later(status), created())).toEqual([201, 3])
})

it('sends a conflict that is no matter of time once', async () => {
  expect(await send(post, new Response(null, { status: 409 }), created())).toEqual([409, 1])
})

it('sends what must not happen twice once', async () => {
  expect(await send({ method: 'POST' }, later(503), created())).toEqual([503, 1])
})

it('gives up after some tries', async () => {
  expect(await send(post, ...Array.from({ length: 9 }, () => later(503)))).toEqual([503, 4])
})
