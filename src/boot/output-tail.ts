/** Keeps the last bytes of a stream in one buffer of fixed size, however much comes. */
export class OutputTail {
  readonly #ring: Buffer;
  #seen = 0;

  /** @param bytes how many to keep */
  constructor(bytes: number) {
    this.#ring = Buffer.allocUnsafe(bytes);
  }

  /** Bytes that ever came. */
  get seen(): number {
    return this.#seen;
  }

  /** Takes the next piece; it is copied. */
  add(piece: Buffer): void {
    const size = this.#ring.length;
    const kept = piece.length > size ? piece.subarray(piece.length - size) : piece;
    const at = (this.#seen + piece.length - kept.length) % Math.max(size, 1);
    const untilEdge = kept.copy(this.#ring, at);
    kept.copy(this.#ring, 0, untilEdge);
    this.#seen += piece.length;
  }

  /** The tail as text; where it was cut, a first line says how many bytes are missing. Bad UTF-8 becomes U+FFFD. */
  text(): string {
    const size = this.#ring.length;
    if (this.#seen <= size) return this.#ring.toString('utf8', 0, this.#seen);
    const edge = this.#seen % Math.max(size, 1);
    const tail = Buffer.concat([this.#ring.subarray(edge), this.#ring.subarray(0, edge)]);
    const start = firstCharacter(tail);
    const dropped = this.#seen - size + start;
    return `… ${String(dropped)} bytes before this were dropped\n${tail.toString('utf8', start)}`;
  }
}

/** Where the first whole character of a cut text starts: a UTF-8 character has at most three further bytes. */
function firstCharacter(bytes: Buffer): number {
  let start = 0;
  while (start < 3 && ((bytes[start] ?? 0) & 0b1100_0000) === 0b1000_0000) start++;
  return start;
}
