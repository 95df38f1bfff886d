/**
 * Matches client identifiers against a pattern in linear time: `*` matches any characters. Absent: matches
 * all.
 */
export function namePattern(pattern: string | undefined): (id: string) => boolean {
  if (pattern === undefined) return () => true;
  const [head = '', ...parts] = pattern.split('*');
  const tail = parts.pop();
  if (tail === undefined) return (id) => id === head;
  return (id) => {
    if (!id.startsWith(head) || id.length < head.length + tail.length || !id.endsWith(tail))
      return false;
    let at = head.length;
    for (const part of parts) {
      const found = id.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= id.length - tail.length;
  };
}
