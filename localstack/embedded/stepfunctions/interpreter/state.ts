/** Runs one state entry: input processing, the state's work with retries and catchers, output processing. */
import { matchesRule } from '../data/choice.ts'
import { applyPath, applyResultPath, applyTemplate, evaluate } from '../data/template.ts'
import type { Catcher, FailState, State, WaitState } from '../definition/asl.ts'
import { matchesError, runtimeError, StatesError } from './errors.ts'
import { runMap, runParallel } from './nested.ts'
import { Retries } from './retry.ts'
import { type Frame, scopeOf } from './run.ts'
import { performTask } from './task.ts'
import type { Entry } from './trace.ts'

interface Exit {
  readonly output: unknown
  readonly next?: string
}

export async function enterState(frame: Frame, entry: Entry, state: State): Promise<Exit> {
  const retries = new Retries(state.Retry ?? [])
  for (;;) {
    try {
      return await attemptState(frame, entry, state, retries.total)
    } catch (error) {
      if (!(error instanceof StatesError)) throw error
      const delay = retries.delayAfter(error, `${frame.run.executionId} ${entry.key}`)
      if (delay !== undefined) {
        frame.clock += delay
        await frame.run.host.sleepUntil(frame.clock, frame.signal)
        continue
      }
      const catcher = state.Catch?.find(({ ErrorEquals }) => matchesError(ErrorEquals, error))
      if (!catcher) throw error
      return caught(entry, catcher, error)
    }
  }
}

function caught(entry: Entry, catcher: Catcher, error: StatesError): Exit {
  entry.caught = true
  entry.error = error.error
  if (error.detail !== undefined) entry.cause = error.detail
  const output = applyResultPath(catcher.ResultPath, entry.input, { Error: error.error, Cause: error.detail ?? '' })
  return { output, next: catcher.Next }
}

async function attemptState(frame: Frame, entry: Entry, state: State, attempt: number): Promise<Exit> {
  const raw = entry.input
  const scope = scopeOf(frame, entry, attempt)
  const input = applyPath(state.InputPath, 'InputPath', raw, scope)
  const leave = (value: unknown, next = state.Next): Exit => {
    const output = applyPath(state.OutputPath, 'OutputPath', value, scope)
    return next === undefined ? { output } : { output, next }
  }
  const withResult = (result: unknown) => {
    const selected = state.ResultSelector === undefined ? result : applyTemplate(state.ResultSelector, result, scope)
    return leave(applyResultPath(state.ResultPath, raw, selected))
  }
  switch (state.Type) {
    case 'Task':
      return withResult(await performTask(frame, entry, state, input, attempt))
    case 'Parallel':
    case 'Map': {
      const nested = { entry, attempt, scope }
      const effective = (template: unknown) => (template === undefined ? input : applyTemplate(template, input, scope))
      return withResult(
        state.Type === 'Map'
          ? await runMap(frame, nested, state, input)
          : await runParallel(frame, nested, state, effective(state.Parameters)),
      )
    }
    case 'Pass': {
      const value = state.Parameters === undefined ? input : applyTemplate(state.Parameters, input, scope)
      return leave(applyResultPath(state.ResultPath, raw, 'Result' in state ? state.Result : value))
    }
    case 'Wait': {
      frame.clock = Math.max(frame.clock, dueTime(state, input, frame, scope))
      await frame.run.host.sleepUntil(frame.clock, frame.signal)
      return leave(input)
    }
    case 'Choice': {
      const rule = state.Choices.find((choice) => matchesRule(choice, input, scope))
      const next = rule?.Next ?? state.Default
      if (next === undefined)
        throw new StatesError('States.NoChoiceMatched', `No choice of the state '${entry.state}' matched the input`)
      return leave(input, next)
    }
    case 'Succeed':
      return leave(input)
    case 'Fail':
      throw failure(state, input, scope)
  }
}

function dueTime(state: WaitState, input: unknown, frame: Frame, scope: ReturnType<typeof scopeOf>): number {
  const at = (field: 'SecondsPath' | 'TimestampPath') => evaluate(state[field]!, field, input, scope)
  if (state.Timestamp !== undefined || state.TimestampPath !== undefined) {
    const time = Date.parse(String(state.Timestamp ?? at('TimestampPath')))
    if (Number.isNaN(time)) throw runtimeError('The TimestampPath parameter does not reference a timestamp.')
    return time
  }
  const seconds = state.Seconds ?? at('SecondsPath')
  if (!Number.isInteger(seconds) || (seconds as number) < 0)
    throw runtimeError('The SecondsPath parameter does not reference a non-negative integer.')
  return frame.clock + (seconds as number) * 1000
}

function failure(state: FailState, input: unknown, scope: ReturnType<typeof scopeOf>): StatesError {
  const text = (fixed: string | undefined, path: string | undefined, field: string) => {
    const value = path === undefined ? fixed : evaluate(path, field, input, scope)
    return value === undefined || typeof value === 'string' ? value : JSON.stringify(value)
  }
  return new StatesError(
    text(state.Error, state.ErrorPath, 'ErrorPath') ?? 'States.Failed',
    text(state.Cause, state.CausePath, 'CausePath'),
  )
}
