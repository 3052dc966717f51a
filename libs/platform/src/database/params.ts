// Params: the values of one statement and their placeholders.

/** Collects the values of one statement; `add` answers the placeholder. */
export class Params {
  readonly values: unknown[] = [];
  private readonly named = new Map<string, string>();

  add(value: unknown, cast = ''): string {
    this.values.push(value);
    return `$${this.values.length}${cast}`;
  }

  /** The same value under one placeholder, however often it is asked for. */
  once(name: string, value: () => unknown, cast = ''): string {
    let placeholder = this.named.get(name);
    if (!placeholder) this.named.set(name, (placeholder = this.add(value(), cast)));
    return placeholder;
  }
}
