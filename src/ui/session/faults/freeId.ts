/** `rule-2`: the first unused id. */
export function freeId(base: string, taken: ReadonlySet<string>): string {
  for (let at = 1; ; at += 1) {
    const id = `${base.slice(0, 56)}-${at}`;
    if (!taken.has(id)) return id;
  }
}
