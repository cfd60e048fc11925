/**
 * Runs inside the worker thread of one execution environment: loads the handler once, then serves one invocation at a
 * time. What the function prints is sent line by line, so that it is kept when the environment is ended.
 * Plain JavaScript: stripping types anew in each worker would add 20 ms to every cold start (62 ms against 41 here).
 *
 * @import { EnvironmentData, FromEnvironment, Invocation, Measure } from './environment-messages.ts'
 */
import { existsSync, openSync, readlinkSync, readSync } from 'node:fs'
import module from 'node:module'
import os from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'

/** @type {EnvironmentData} */
const data = workerData
/** @param {FromEnvironment} message */
const send = (message) => parentPort.postMessage(message)

// Of all threads alone Linux knows priorities; elsewhere all are alike.
// Never below what the process was started with, which only root may do.
if (process.platform === 'linux') {
  const thread = Number(basename(readlinkSync('/proc/thread-self')))
  os.setPriority(thread, Math.min(19, os.getPriority(thread) + data.niceness))
}
/** Of this thread alone: milliseconds on processors, milliseconds ready to run without one, and time slices; Linux only. */
const schedstat = process.platform === 'linux' ? openSync('/proc/thread-self/schedstat', 'r') : undefined
const buffer = Buffer.alloc(80)

/** Milliseconds that this thread has waited for a processor so far. */
function waitedMs() {
  if (schedstat === undefined) return 0
  const line = buffer.latin1Slice(0, readSync(schedstat, buffer, 0, buffer.length, 0))
  return Number(line.split(' ')[1]) / 1e6
}

process.cwd = () => data.taskRoot
/** What was printed after the last line feed, by stream. */
const unfinished = new Map()
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk, encoding, written) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
    const lines = ((unfinished.get(stream) ?? '') + text).split('\n')
    unfinished.set(stream, lines.pop())
    for (const line of lines) send({ kind: 'log', line })
    const callback = typeof encoding === 'function' ? encoding : written
    if (typeof callback === 'function') callback()
    return true
  }
}

function finishLines() {
  for (const line of unfinished.values()) if (line) send({ kind: 'log', line })
  unfinished.clear()
}

function lambdaError(error) {
  if (error instanceof Error) {
    return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] }
}

async function loadHandler() {
  const dot = data.handler.lastIndexOf('.')
  const name = data.handler.slice(dot + 1)
  const base = join(data.taskRoot, data.handler.slice(0, dot))
  const file = ['.mjs', '.js', '.cjs'].map((extension) => base + extension).find((path) => existsSync(path))
  if (!file) {
    throw Object.assign(new Error(`Cannot find module '${data.handler.slice(0, dot)}'`), {
      name: 'Runtime.ImportModuleError',
    })
  }
  const loaded = await import(pathToFileURL(file).href)
  const handler = loaded[name] ?? loaded.default?.[name]
  if (typeof handler !== 'function') {
    throw Object.assign(new Error(`${data.handler} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' })
  }
  if (handler.length > 2) {
    throw Object.assign(new Error('Callback-based handlers are not supported by this runtime: return a promise'), {
      name: 'Runtime.CallbackHandlerDeprecated',
    })
  }
  return handler
}

/** @param {Invocation} invocation */
async function serve(handler, { requestId, arn, payload: input, deadline, traceId, sentAt }) {
  const lateMs = Date.now() - sentAt
  const waitedBefore = waitedMs()
  process.env._X_AMZN_TRACE_ID = traceId
  const context = {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: '$LATEST',
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: arn,
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  }
  try {
    const result = await handler(JSON.parse(input), context)
    finishLines()
    const payload = JSON.stringify(result) ?? 'null'
    send({ kind: 'result', requestId, payload, lateMs, waitedMs: lateMs + waitedMs() - waitedBefore })
  } catch (error) {
    finishLines()
    send({ kind: 'failure', requestId, error: lambdaError(error) })
  }
}

try {
  if (data.compileCacheFolder) module.enableCompileCache(data.compileCacheFolder)
  const handler = await loadHandler()
  let fresh = true
  parentPort.on('message', async (/** @type {Invocation | Measure} */ message) => {
    if ('kind' in message) {
      const { measureMemory } = await import('./measure-memory.mjs')
      return send({ kind: 'memory', id: message.id, memory: measureMemory(message.collect) })
    }
    const invocation = message
    await serve(handler, invocation)
    // An ended worker does not flush by itself. The first invocation has compiled nearly all that will be compiled.
    if (fresh && data.compileCacheFolder) setImmediate(() => module.flushCompileCache())
    fresh = false
  })
  send({ kind: 'ready' })
} catch (error) {
  send({ kind: 'init-failure', error: lambdaError(error) })
}
