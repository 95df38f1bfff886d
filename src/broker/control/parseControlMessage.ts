/** Parses control messages from values of unknown shape. */

import type { MemberError } from '../core/commands/memberErrors.ts';
import {
  Members,
  oneOf,
  type Path,
  pathText,
  string,
  ValueError,
  whole,
} from '../core/commands/members.ts';
import type { ControlMessage } from './control.ts';
import { parseCommand } from './parseCommand.ts';

export type ParsedMessage =
  | { readonly ok: true; readonly message: ControlMessage }
  /** `id`: of the invalid command; undefined if it is unknown. */
  | {
      readonly ok: false;
      readonly path: string;
      readonly error: MemberError;
      readonly id: number | undefined;
    };

const LONGEST_TOKEN = 1024;

/** Never throws. */
export function parseControlMessage(value: unknown): ParsedMessage {
  let id: number | undefined;
  try {
    const members = new Members(value, []);
    const kind = members.required('kind', oneOf('hello', 'ask'));
    if (kind === 'hello') return { ok: true, message: parseHello(members) };
    id = members.required('id', whole(0, Number.MAX_SAFE_INTEGER));
    const command = members.required('command', parseCommand);
    members.end();
    return { ok: true, message: { kind, id, command } };
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    return { ok: false, path: pathText(shortened(error.path)), error: error.error, id };
  }
}

function parseHello(members: Members): ControlMessage {
  const version = members.required('version', whole(0, Number.MAX_SAFE_INTEGER));
  const token = members.optional('token', string(LONGEST_TOKEN));
  members.end();
  return { kind: 'hello', version, ...(token !== undefined && { token }) };
}

/** Member names are untrusted, too. */
const shortened = (path: Path): Path =>
  path.map((step) => (typeof step === 'number' ? step : step.slice(0, 100)));
