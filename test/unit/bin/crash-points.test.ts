import { describe, expect, it } from '@jest/globals'
import { crashAt, effectsOf, followersIn, pointName, pointsOf } from '../../../bin/lib/crash-matrix/points.ts'
import { summaryOf } from '../../../bin/lib/crash-matrix/report.ts'
import { scenarios } from '../../../bin/lib/crash-matrix/scenarios.ts'

const call = (name: string, operation: string, service = 'dynamodb', hits = 2) => ({
  function: `tradewind-local-${name}`,
  service,
  operation,
  hits,
  firstAt: '2026-11-28T12:00:00.000Z',
})

const watching = { purchases: 2, payingSince: '2026-11-28T12:00:00.500Z', all: false }

describe('the points of the crash matrix', () => {
  it('are the writes of what moves an order, not reads and not what only follows', () => {
    const seen = [
      call('orders-place-order', 'TransactWriteItems'),
      call('orders-place-order', 'GetItem'),
      call('orders-on-record-timeline', 'BatchWriteItem'),
      call('orders-on-start-checkout', 'StartExecution', 'states'),
      { service: 'sqs', operation: 'SendMessage', hits: 40, firstAt: '2026-11-28T12:00:01.000Z' },
    ]

    const names = (all: boolean) => pointsOf(effectsOf('paid', seen, { ...watching, all })).map(pointName)

    expect(names(false)).toEqual([
      'before orders-place-order TransactWriteItems',
      'after orders-place-order TransactWriteItems',
      'before orders-on-start-checkout states:StartExecution',
      'after orders-on-start-checkout states:StartExecution',
      'before from service to service sqs:SendMessage',
      'after from service to service sqs:SendMessage',
    ])
    expect(names(true)).toContain('before orders-on-record-timeline BatchWriteItem')
  })

  it('leave alone who only follows, and hold it back meanwhile', () => {
    const seen = [
      call('orders-place-order', 'TransactWriteItems'),
      call('orders-on-record-timeline', 'BatchWriteItem'),
      call('orders-on-start-checkout', 'UpdateItem'),
      call('orders-on-start-checkout', 'StartExecution', 'states'),
    ]

    expect(followersIn(seen)).toEqual(['tradewind-local-orders-on-record-timeline'])
  })

  it('come once, in the first scenario that has them', () => {
    const seen = [call('orders-place-order', 'TransactWriteItems')]
    const more = [...seen, call('orders-steps-close-order', 'TransactWriteItems')]

    const points = pointsOf([...effectsOf('paid', seen, watching), ...effectsOf('declined', more, watching)])

    expect(points.map(({ scenario }) => scenario)).toEqual(['paid', 'paid', 'declined', 'declined'])
  })

  it('kill at another occurrence of the same call in each round', () => {
    const [point] = pointsOf(
      effectsOf('paid', [call('payments-create-payment', 'TransactWriteItems', 'dynamodb', 4)], watching),
    )

    expect([0, 1, 2].map((round) => crashAt(point!, round).skip)).toEqual([0, 1, 0])
  })
})

describe('the summary of the crash matrix', () => {
  it('tells of points that were never reached, of what differs and of what came too late', () => {
    const points = pointsOf(effectsOf('paid', [call('orders-place-order', 'PutItem')], watching))
    const orders = ['1', '2'].map((orderId) => ({ orderId, paymentId: undefined, scenario: scenarios[0]! }))
    const killed = [pointName(points[0]!)]
    const chain = { round: 0, scenario: 'paid', killed, missed: [], orders, seconds: 30.1, open: ['1'] }
    const problems = ['order 1 did not end']

    const summary = summaryOf({ points, rounds: [{ round: 0, chains: [chain], unpaid: 1, problems }] })

    expect(summary).toEqual({
      kills: 1,
      orders: 2,
      unpaid: 1,
      slowestSeconds: Number.POSITIVE_INFINITY,
      problems: ['order 1 did not end'],
      unreached: ['after orders-place-order PutItem'],
    })
  })
})
