import type { Finding, FuzzReport } from './run.ts'

/** Kinds of findings that are shown, and the length of a request's and an answer's text in them. */
const [KINDS, TEXT] = [25, 700]

/** What was sent, how fast, and each kind of finding with one example. */
export function report(
  { findings, requests, seconds, statuses, reached, unreached }: FuzzReport,
  seed: number,
): string {
  const byKind = Map.groupBy(findings, ({ operation, problems }) => `${operation}: ${kindOf(problems)}`)
  return [
    `${requests} requests in ${seconds.toFixed(1)} s, ${Math.round(requests / seconds)} a second, seed ${seed}`,
    Object.entries(statuses)
      .map(([status, count]) => `${status}: ${count}`)
      .join(', '),
    `${reached.size} operations were answered with success; never: ${unreached.join(', ') || 'none'}`,
    findings.length === 0 ? 'Nothing was found.' : `${findings.length} findings of ${byKind.size} kinds`,
    ...[...byKind].slice(0, KINDS).map(([kind, all]) => `\n✗ ${kind} (${all.length} times)\n${example(all[0]!, seed)}`),
  ].join('\n')
}

const kindOf = (problems: readonly string[]) => problems[0]!.slice(0, 200)

const example = ({ number, caller, request, status, problems, answer }: Finding, seed: number) =>
  [
    `  again by: npm run fuzz -- --seed ${seed} --only ${number}`,
    `  as ${caller}: ${request.method} ${request.path.slice(0, TEXT)}`,
    `  ${JSON.stringify({ ...request.headers, authorization: undefined, 'x-api-key': undefined }).slice(0, TEXT)}`,
    `  ${request.body?.slice(0, TEXT) ?? ''}`,
    `  answer ${status}: ${JSON.stringify(answer)?.slice(0, TEXT)}`,
    ...problems.slice(0, 4).map((problem) => `  ${problem.slice(0, TEXT)}`),
  ].join('\n')
