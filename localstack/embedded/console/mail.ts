import type { Views } from './api.ts'
import { type Answer, problem } from './problem.ts'

interface Mail {
  readonly id: string
  readonly html?: string
}

/** GET /_local/mail/<id>: an e-mail's HTML, which may style itself but not run, load or leave anything. */
export async function answerMail(views: Views, [id]: readonly string[]): Promise<Answer> {
  const view = views.get('mailbox')
  const mailbox = (await view?.({ rest: [], query: new URLSearchParams({ limit: '1000' }) })) as
    | { items: Mail[] }
    | undefined
  const html = mailbox?.items.find((mail) => mail.id === id)?.html
  if (html === undefined) return problem(404, 'NOT_FOUND', `There is no HTML e-mail "${id}" in the mailbox.`)
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox",
      'referrer-policy': 'no-referrer',
    },
    body: html,
  }
}
