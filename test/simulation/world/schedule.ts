/** What is to happen, by virtual time: a binary heap. Things of the same moment happen in the order they were planned. */
export interface Planned {
  readonly at: number
  readonly order: number
  /** It keeps the world going, such as a timer's next run, but is nothing to wait for. */
  readonly background: boolean
  run: (() => void) | undefined
}

export class Schedule {
  readonly #heap: Planned[] = []
  #order = 0
  /** Planned things that are not in the background. */
  foreground = 0

  add(at: number, run: () => void, background = false): Planned {
    const planned = { at, order: this.#order++, background, run }
    if (!background) this.foreground++
    this.#heap.push(planned)
    this.#up(this.#heap.length - 1)
    return planned
  }

  cancel(planned: Planned): void {
    if (planned.run && !planned.background) this.foreground--
    planned.run = undefined
  }

  /** Takes the next one out. */
  next(): Planned | undefined {
    for (;;) {
      const first = this.#heap[0]
      if (!first) return undefined
      const last = this.#heap.pop()!
      if (this.#heap.length > 0) {
        this.#heap[0] = last
        this.#down(0)
      }
      if (!first.run) continue
      if (!first.background) this.foreground--
      return first
    }
  }

  #up(start: number): void {
    const heap = this.#heap
    for (let n = start; n > 0; ) {
      const parent = (n - 1) >> 1
      if (!before(heap[n]!, heap[parent]!)) return
      swap(heap, n, parent)
      n = parent
    }
  }

  #down(start: number): void {
    const heap = this.#heap
    for (let n = start; ; ) {
      let least = n
      for (const child of [2 * n + 1, 2 * n + 2]) {
        if (child < heap.length && before(heap[child]!, heap[least]!)) least = child
      }
      if (least === n) return
      swap(heap, n, least)
      n = least
    }
  }
}

const before = (a: Planned, b: Planned) => a.at < b.at || (a.at === b.at && a.order < b.order)

function swap(heap: Planned[], a: number, b: number): void {
  const held = heap[a]!
  heap[a] = heap[b]!
  heap[b] = held
}
