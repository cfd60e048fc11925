import { badge, disclosure, h, json, labelled } from './dom.js'
import { between, clock, duration } from './format.js'
import { kindOf } from './statuses.js'

/** One execution, state by state. */
export function renderExecution(execution) {
  const { status, error, cause } = execution
  return [
    h('p.summary', {}, h('a', { href: '#/executions' }, '← Executions')),
    h(
      'div.title',
      {},
      h('h2', {}, execution.name),
      badge(status.toLowerCase().replace('_', ' '), kindOf(status)),
      h(
        'span.numbers',
        {},
        `${execution.stateMachine} · started ${clock(execution.startedAt)} · ${execution.stoppedAt ? between(execution.startedAt, execution.stoppedAt) : 'running'}`,
      ),
    ),
    error && h('div.alert', {}, h('strong', {}, error), cause && json(parsed(cause))),
    h(
      'div.columns',
      {},
      disclosure(`input ${execution.arn}`, 'Input', () => json(execution.input)),
      execution.output !== undefined && disclosure(`output ${execution.arn}`, 'Output', () => json(execution.output)),
    ),
    h('ol.timeline', {}, states(execution)),
  ]
}

/** States that run because an earlier one failed are marked: they compensate. */
function states({ arn, history }) {
  let failedBefore = ''
  return history.map((state, index) => {
    const item = stateItem(arn, state, index, failedBefore)
    if (state.caught) failedBefore = state.state
    return item
  })
}

function kindOfState(state, failedBefore) {
  if (state.exitedAt === undefined) return 'live'
  if (state.error !== undefined) return state.caught ? 'warn' : 'bad'
  return failedBefore ? 'warn' : 'good'
}

function stateItem(arn, state, index, failedBefore) {
  const kind = kindOfState(state, failedBefore)
  const failures = state.attempts.filter(({ ok }) => ok === false)
  const waiting = state.exitedAt === undefined && state.attempts.some(({ taskToken }) => taskToken)
  const line = [
    h('span.name', {}, state.state, state.index === undefined ? '' : ` [${state.index}]`),
    h('span.type', {}, state.type),
    waiting && badge('waits for its token', 'live'),
    failedBefore && state.error === undefined && badge('after failure', 'warn'),
    state.error !== undefined &&
      badge(state.caught ? `caught ${state.error}` : state.error, state.caught ? 'warn' : 'bad'),
    state.error === undefined &&
      failures.length > 0 &&
      badge(`${failures.length} failed attempt${failures.length === 1 ? '' : 's'}`, 'warn'),
    h('span.numbers', {}, state.exitedAt === undefined ? 'running' : between(state.enteredAt, state.exitedAt)),
    h('span.when', {}, clock(state.enteredAt)),
  ]
  const nested = state.path ? '.nested' : ''
  return h(
    `li.${kind}${nested}`,
    {},
    disclosure(
      `state ${arn} ${state.path ?? index}`,
      line,
      () => body(state),
      kind === 'bad' && state.attempts.length > 0,
    ),
  )
}

function body(state) {
  return [
    state.attempts.length > 0 && h('ul.attempts', {}, state.attempts.map(attemptItem)),
    h(
      'div.columns',
      {},
      labelled('Input', json(state.input)),
      state.output !== undefined && labelled('Output', json(state.output)),
    ),
    state.next && h('p.facts', {}, `Next: ${state.next}`),
  ]
}

function attemptItem(attempt, index) {
  const kind = attempt.ok === null ? 'live' : attempt.ok ? 'good' : 'bad'
  return h(
    'li',
    {},
    h(
      'div.line',
      {},
      badge(attempt.ok === null ? 'running' : attempt.ok ? 'ok' : 'failed', kind),
      h('span', {}, `Attempt ${index + 1}`),
      attempt.taskToken && badge('task token', 'info'),
      h('code', {}, attempt.resource),
      h('span.numbers', {}, duration(attempt.durationMs)),
      h('span.when', {}, clock(attempt.at)),
    ),
    attempt.error && h('div.alert', {}, h('strong', {}, attempt.error), attempt.cause && json(parsed(attempt.cause))),
  )
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
