/** Topic filters (without `$share`) as sets of topic names (4.7). */

/** A leading wildcard does not match a topic that begins with `$` [MQTT-4.7.2-1]. */
const hidesFrom = (
  wildcard: string | undefined,
  other: string | undefined,
  level: number,
): boolean =>
  level === 0 && (wildcard === '#' || wildcard === '+') && other?.startsWith('$') === true;

/** Returns the filter for topics that both match; undefined: there are none. */
export function intersection(a: string, b: string): string | undefined {
  const [left, right] = [a.split('/'), b.split('/')];
  const common: string[] = [];
  for (let level = 0; ; level += 1) {
    const [l, r] = [left[level], right[level]];
    if (hidesFrom(l, r, level) || hidesFrom(r, l, level)) return undefined;
    if (l === '#') return [...common, ...right.slice(level)].join('/');
    if (r === '#') return [...common, ...left.slice(level)].join('/');
    if (l === undefined && r === undefined) return common.join('/');
    if (l === undefined || r === undefined) return undefined;
    if (l !== r && l !== '+' && r !== '+') return undefined;
    common.push(l === '+' ? r : l);
  }
}

/**
 * True if the first filter matches every topic that the second one matches. Does not detect that `+/#` equals
 * `#`.
 */
export function covers(wide: string, narrow: string): boolean {
  const [left, right] = [wide.split('/'), narrow.split('/')];
  for (let level = 0; ; level += 1) {
    const [l, r] = [left[level], right[level]];
    if (hidesFrom(l, r, level)) return false;
    if (l === '#') return true;
    if (l === undefined || r === undefined) return l === r;
    if (l !== r && (l !== '+' || r === '#')) return false;
  }
}
