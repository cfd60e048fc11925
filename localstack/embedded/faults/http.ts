/** `/_local/api/faults[/<id>]`: GET lists, POST switches on, DELETE switches off. */
import type { IncomingMessage } from 'node:http'
import { type Answer, json, problem } from '../console/problem.ts'
import { FaultError } from './read-fault.ts'
import type { Switchboard } from './switchboard.ts'

const largestBody = 10_000

export async function answerFaults(
  faults: Switchboard,
  request: IncomingMessage,
  [id, ...more]: readonly string[],
): Promise<Answer> {
  if (more.length > 0) return notFound(faults, [id, ...more].join('/'))
  const { method } = request
  if (method === 'GET' || method === 'HEAD') {
    if (id === undefined) return json({ faults: faults.list() })
    const fault = faults.list().find((each) => each.id === id)
    return fault ? json({ fault }) : notFound(faults, id)
  }
  if (method === 'DELETE') {
    if (faults.remove(id) === 0 && id !== undefined) return notFound(faults, id)
    return { status: 204, headers: {}, body: '' }
  }
  if (method === 'POST' && id === undefined) return add(faults, request)
  return problem(
    405,
    'METHOD_NOT_ALLOWED',
    'Faults take GET, POST with a fault as JSON, and DELETE with or without an id.',
  )
}

async function add(faults: Switchboard, request: IncomingMessage): Promise<Answer> {
  // A web page of another origin can send a form or text, but not this type without asking first.
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    return problem(415, 'NOT_JSON', 'Send the fault as JSON, with the content type application/json.')
  }
  try {
    const fault = faults.add(JSON.parse(await bodyOf(request)))
    return { ...json({ fault }), status: 201 }
  } catch (error) {
    if (error instanceof SyntaxError) return problem(400, 'NOT_JSON', 'The body is not valid JSON.')
    if (error instanceof FaultError) return problem(400, 'INVALID_FAULT', error.message)
    throw error
  }
}

const notFound = (faults: Switchboard, id: string) => {
  const ids = faults.list().map((fault) => fault.id)
  return problem(404, 'NO_SUCH_FAULT', `There is no fault "${id}". Switched on: ${ids.join(', ') || 'none'}.`)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) {
    text += chunk
    if (text.length > largestBody) throw new FaultError(`A fault has at most ${largestBody} characters.`)
  }
  return text
}
