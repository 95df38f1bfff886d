/** Where Enter leads from a request with its reply: to the first of them that was seen, with Shift to the last. */
export function packetFor(
  pair: { readonly request: number | undefined; readonly reply: number | undefined } | undefined,
  { shiftKey }: { readonly shiftKey: boolean },
): number | undefined {
  const packets = [pair?.request, pair?.reply].filter((packet) => packet !== undefined);
  return shiftKey ? packets.at(-1) : packets[0];
}
