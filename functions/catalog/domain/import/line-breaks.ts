/** Makes all line breaks `\n` and takes a byte order mark away, in a text that comes in pieces. */
export class LineBreaks {
  #held = ''
  #begun = false

  normalize(piece: string, last: boolean): string {
    let text = this.#held + piece
    // Whether a break of two characters was cut is known with the next piece.
    this.#held = !last && text.endsWith('\r') ? '\r' : ''
    if (this.#held) text = text.slice(0, -1)
    if (!this.#begun && text.startsWith('\uFEFF')) text = text.slice(1)
    this.#begun ||= piece !== ''
    return text.replaceAll(/\r\n?/g, '\n')
  }
}
