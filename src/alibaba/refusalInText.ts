/** What a log says of how a device's connection was answered. */

/** Codes of CONNACK for a wrong password, or a device that may not come in; in MQTT 3 and 5. */
const ABOUT_CREDENTIALS: ReadonlySet<number> = new Set([4, 5, 0x86, 0x87]);

/** Whether a CONNACK with this code refuses what the device signed in with. */
export function refusesCredentials(code: number): boolean {
  return ABOUT_CREDENTIALS.has(code);
}

/** Modules tell that they could not send in another place of the line: `+QMTCONN: 0,1`. */
const MODULE = /\+[A-Z]+CONN:\s*\d+\s*,\s*0\s*,\s*(\d+)/;
/** `CONNACK return code 4`, `Connected with result code 5`, `failed, rc=4`, `"returnCode": 4`. */
const NAMED =
  /(?:connack|connected|connect|connection)\b[^\n]{0,60}?\bcode["']?\s*[:=(]?\s*(0x[0-9a-f]{1,2}|\d{1,3})\b|\b(?:returnCode|reasonCode|rc)["']?\s*[:=]\s*(0x[0-9a-f]{1,2}|\d{1,3})\b/;
/** `返回码：4`. */
const NAMED_IN_CHINESE = /返回码\s*[:：=为是]?\s*(\d{1,3})(?!\d)/;
/** The vendor's Link SDK for C has a negative number for each code: `-0x0304`. */
const LINK_SDK = /(?<![0-9a-z])-0x0?30([1-5])(?![0-9a-f])/;
/** The bytes of a CONNACK. */
const BYTES = /(?<![0-9a-f])20[ :,-]?02[ :,-]?0[01][ :,-]?0([0-5])(?![ :,-]?[0-9a-f]{2})/;
/** In words; a closed TCP port is refused, too, but the device has not asked for anything then. */
const WORDS =
  /(?:connection refused|连接被拒绝|连接拒绝|not[ _]authori[sz]ed|authorize fail|bad[ _]user[ _]?(?:name|data))(?!\s*[:,]?\s*(?:server unavailable|identifier|unacceptable))/;

const VERDICT = new RegExp(
  [MODULE, NAMED, NAMED_IN_CHINESE, LINK_SDK, BYTES, WORDS].map(({ source }) => source).join('|'),
  'gi',
);
const OF_TCP = /econnrefused|errno|socket|tcp(?!:\/\/)|\b111\b|\b10061\b/i;

/**
 * Whether the last answer in a log refuses what the device signed in with: the names or the password.
 * @param password of the sign-in: an answer that stands before it is to another one
 */
export function isRefusedInText(text: string, password: string | undefined): boolean {
  const from = password === undefined || password === '' ? 0 : text.lastIndexOf(password) + 1;
  const last = [...text.matchAll(VERDICT)]
    .filter(({ index }) => index >= from && !OF_TCP.test(lineAt(text, index)))
    .at(-1);
  if (last === undefined) return false;
  const code = last.slice(1).find((digits) => digits !== undefined);
  return code === undefined || refusesCredentials(Number(code));
}

function lineAt(text: string, index: number): string {
  const end = text.indexOf('\n', index);
  return text.slice(text.lastIndexOf('\n', index) + 1, end < 0 ? undefined : end);
}
