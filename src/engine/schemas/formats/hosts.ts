/** Checks host names, IP addresses and e-mail addresses. */

const LONGEST_HOST = 253;
const LONGEST_LOCAL_PART = 64;
const LONGEST_IPV6 = 45;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const QUOTED = /^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*"$/;
const ATOMS = /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]+$/i;

export function isHostname(text: string): boolean {
  return text.length <= LONGEST_HOST && text.split('.').every((label) => LABEL.test(label));
}

export function isIpv4(text: string): boolean {
  if (!/^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(text)) return false;
  return text.split('.').every((part) => Number(part) < 256 && String(Number(part)) === part);
}

export function isIpv6(text: string): boolean {
  if (text.length > LONGEST_IPV6) return false;
  const [head = '', tail, more] = text.split('::');
  if (more !== undefined) return false;
  if (tail === undefined) return groupsOf(head, true) === 8;
  const before = groupsOf(head, false);
  const after = groupsOf(tail, true);
  return before !== undefined && after !== undefined && before + after < 8;
}

/** Counts groups of 16 bits; an IPv4 address at the end counts as two. */
function groupsOf(text: string, endsWithIpv4: boolean): number | undefined {
  if (text === '') return 0;
  const groups = text.split(':');
  const last = groups.at(-1) ?? '';
  const isMapped = endsWithIpv4 && isIpv4(last);
  const plain = isMapped ? groups.slice(0, -1) : groups;
  if (!plain.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return plain.length + (isMapped ? 2 : 0);
}

export function isEmail(text: string): boolean {
  if (text.length > LONGEST_LOCAL_PART + 1 + LONGEST_HOST) return false;
  const at = text.lastIndexOf('@');
  const [local, host] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
  return local.length <= LONGEST_LOCAL_PART && isLocalPart(local) && isMailHost(host);
}

function isLocalPart(local: string): boolean {
  if (local.startsWith('"')) return QUOTED.test(local);
  return ATOMS.test(local) && local.split('.').every((atom) => atom !== '');
}

function isMailHost(host: string): boolean {
  if (!host.startsWith('[') || !host.endsWith(']')) return isHostname(host);
  const address = host.slice(1, -1);
  return /^ipv6:/i.test(address) ? isIpv6(address.slice(5)) : isIpv4(address);
}
