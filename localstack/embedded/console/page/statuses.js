export const STATUSES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']

const KINDS = { RUNNING: 'live', SUCCEEDED: 'good', FAILED: 'bad', TIMED_OUT: 'bad', ABORTED: 'warn' }

export const kindOf = (status) => KINDS[status] ?? ''
