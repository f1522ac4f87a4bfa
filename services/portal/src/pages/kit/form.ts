/** A file of a form, in memory, within the limits of the form. */
export interface FormFile {
  name: string;
  bytes: Buffer;
}

/**
 * What a browser sent. Nothing in it is trusted: values are trimmed texts, lists are bounded, and what a page does not ask for is
 * not read.
 */
export class Form {
  constructor(
    private readonly values: ReadonlyMap<string, readonly string[]>,
    private readonly uploads: ReadonlyMap<string, readonly FormFile[]> = new Map(),
  ) {}

  /** From `a=1&b=2`. */
  static parse(text: string): Form {
    const values = new Map<string, string[]>();
    for (const [name, value] of new URLSearchParams(text)) {
      const list = values.get(name) ?? [];
      list.push(value);
      values.set(name, list);
    }
    return new Form(values);
  }

  /** The field as it was typed, empty where it is not there: what a form shows again. */
  raw(name: string): string {
    return this.values.get(name)?.[0]?.replaceAll('\r\n', '\n') ?? '';
  }

  /** The field trimmed; undefined where nothing was entered. */
  text(name: string): string | undefined {
    const value = this.raw(name).trim();
    return value === '' ? undefined : value;
  }

  /** All values of a field that may be ticked several times, without empty ones. */
  many(name: string): string[] {
    return (this.values.get(name) ?? []).map((value) => value.trim()).filter(Boolean);
  }

  /** Whether a box was ticked. */
  ticked(name: string): boolean {
    return this.text(name) !== undefined;
  }

  /** A whole number; NaN for other text, which the contract then refuses. */
  number(name: string): number | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : /^-?\d{1,9}$/.test(value) ? Number(value) : NaN;
  }

  /**
   * Rows of a table in a form: `name.0.field`, `name.1.field`. Rows in which nothing was entered are left out; 200 at most.
   */
  rows(name: string, fields: readonly string[]): Record<string, string>[] {
    const rows: Record<string, string>[] = [];
    for (let index = 0; index < 200; index += 1) {
      const entries = fields.flatMap((field) => {
        const value = this.text(`${name}.${index}.${field}`);
        return value === undefined ? [] : [[field, value] as const];
      });
      if (entries.length > 0) rows.push(Object.fromEntries(entries));
    }
    return rows;
  }

  /** Files of a field, those without a byte and a name left out. */
  files(name: string): readonly FormFile[] {
    return (this.uploads.get(name) ?? []).filter((file) => file.name !== '' || file.bytes.length);
  }

  /** All names and values but those of the kit (`_key`, `_csrf` …): what a draft keeps. */
  entries(): [string, string][] {
    return [...this.values].flatMap(([name, list]) =>
      name.startsWith('_') ? [] : list.map((value): [string, string] => [name, value]),
    );
  }

  /** The form as it can be sent again. */
  toString(): string {
    return new URLSearchParams(this.entries()).toString();
  }
}

/** A form in which nothing was entered yet. */
export const emptyForm = new Form(new Map());
