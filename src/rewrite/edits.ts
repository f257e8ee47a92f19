interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Changes of a text, given by places in the text as it was. They may not overlap. */
export class Edits {
  private readonly text: string;
  private readonly edits: Edit[] = [];

  constructor(text: string) {
    this.text = text;
  }

  replace(start: number, end: number, text: string): void {
    this.edits.push({ start, end, text });
  }

  insert(at: number, text: string): void {
    this.edits.push({ start: at, end: at, text });
  }

  /** The line breaks of a part of the text: put in its place, they keep the numbers of all lines after it. */
  breaksIn(start: number, end: number): string {
    return (
      this.text
        .slice(start, end)
        .match(/\r\n|[\n\r\u2028\u2029]/g)
        ?.join('') ?? ''
    );
  }

  /** The changed text. At one place, what is inserted comes before what is replaced. */
  apply(): string {
    const sorted = this.edits.toSorted((one, other) => one.start - other.start || one.end - other.end);
    const parts: string[] = [];
    let at = 0;
    for (const { start, end, text } of sorted) {
      if (start < at) throw new RangeError('two edits overlap');
      parts.push(this.text.slice(at, start), text);
      at = end;
    }
    parts.push(this.text.slice(at));
    return parts.join('');
  }
}
