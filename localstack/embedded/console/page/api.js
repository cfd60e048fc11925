/** @returns {Promise<any>} the view's JSON. @throws Error with the problem's text. */
export async function view(path, query = {}) {
  const parameters = new URLSearchParams(
    Object.entries(query).filter(([, value]) => value !== undefined && value !== ''),
  )
  const response = await fetch(`/_local/api/${path}${parameters.size > 0 ? `?${parameters}` : ''}`)
  const body = await response.json().catch(() => ({}))
  if (response.ok) return body
  throw new Error(body.detail ?? `The local cloud answered ${response.status}`)
}

/** Sends a change. @throws Error with the problem's text. */
export async function change(method, path, body) {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' }
  const response = await fetch(`/_local/api/${path}`, { method, headers, body: body && JSON.stringify(body) })
  if (response.ok) return
  const problem = await response.json().catch(() => ({}))
  throw new Error(problem.detail ?? `The local cloud answered ${response.status}`)
}

/** The view's items; none where no emulator has the view. */
export async function items(path, query) {
  return (await view(path, query)).items ?? []
}
