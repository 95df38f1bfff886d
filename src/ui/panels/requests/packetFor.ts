/** Packet that Enter selects from a request with replies: the first one seen, or the last with Shift. */
export function packetFor(
  pair: { readonly request: number | undefined; readonly reply: number | undefined } | undefined,
  { shiftKey }: { readonly shiftKey: boolean },
): number | undefined {
  const packets = [pair?.request, pair?.reply].filter((packet) => packet !== undefined);
  return shiftKey ? packets.at(-1) : packets[0];
}
