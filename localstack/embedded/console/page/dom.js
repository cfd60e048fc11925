/** Builds elements; strings become text nodes, never markup. */

/**
 * @param {string} tag `div.card.wide`
 * @param {Record<string, unknown>} properties attributes; functions become event listeners
 * @param {...unknown} children
 */
export function h(tag, properties = {}, ...children) {
  const [name, ...classes] = tag.split('.')
  const element = document.createElement(name)
  if (classes.length > 0) element.className = classes.join(' ')
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === false || value === null) continue
    if (typeof value === 'function') element.addEventListener(key, value)
    else element.setAttribute(key, value === true ? '' : String(value))
  }
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue
    element.append(child instanceof Node ? child : String(child))
  }
  return element
}

/** What is open stays open over a refresh. */
const open = new Map()

/** A disclosure whose body is built when it is first opened. */
export function disclosure(key, summary, body, initiallyOpen = false) {
  const isOpen = open.get(key) ?? initiallyOpen
  const details = h(
    'details',
    { 'data-key': key, open: isOpen },
    h('summary', { 'data-key': `${key} summary` }, summary),
  )
  const fill = () => {
    if (details.open && details.children.length === 1) details.append(h('div.body', {}, body()))
  }
  details.addEventListener('toggle', () => {
    open.set(key, details.open)
    fill()
  })
  fill()
  return details
}

export const isOpen = (key) => open.get(key) === true

/** JSON, coloured by kind. */
export function json(value) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  const pre = h('pre.json', { tabindex: '0' })
  if (typeof value === 'string' || text === undefined) {
    pre.textContent = text ?? 'nothing'
    return pre
  }
  const token = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
  let end = 0
  for (const match of text.matchAll(token)) {
    pre.append(text.slice(end, match.index))
    const [whole, string, colon, word] = match
    const kind = string ? (colon ? 'key' : 'string') : word ? 'word' : 'number'
    pre.append(h(`span.${kind}`, {}, string ?? whole), colon ?? '')
    end = match.index + whole.length
  }
  pre.append(text.slice(end))
  return pre
}

export const labelled = (label, content) => h('section.labelled', {}, h('h4', {}, label), content)

export const badge = (text, kind = '') => h(`span.badge${kind && `.${kind}`}`, {}, text)

export const empty = (title, hint) => h('div.empty', {}, h('strong', {}, title), h('p', {}, hint))
