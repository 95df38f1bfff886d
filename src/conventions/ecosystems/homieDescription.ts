/**
 * Additional meaning of Homie 5 in code: the description with its nodes and properties, and alerts that end.
 */

import { decodeUtf8 } from '../../base/utf8.ts';
import { shortened } from '../../engine/devices/longest.ts';
import { jsonOf, memberAt } from '../../payload/json/memberAt.ts';
import type { MoreByKind } from '../files/fileMeaning.ts';
import { membersOf } from '../files/parts.ts';

const textOf = (value: unknown, key: string): string | undefined => {
  const found = memberAt(value, [key]);
  return typeof found === 'string' && found !== '' ? found : undefined;
};

export const homieDescription: MoreByKind = {
  alert: ({ meaning: { device, root, identifier = '' }, payload, time, number }, book) => {
    const its = root === undefined ? undefined : book.named(device, root);
    const text = decodeUtf8(payload) ?? '';
    const what = shortened(text);
    if (text === '') its?.endAlarm(identifier);
    else its?.alarm(identifier, { what, time, packet: number });
  },
  // In version 4, only this message makes a property settable.
  settable: ({ meaning: { device, root, identifier: name = '' }, payload }, book) => {
    if (root === undefined || decodeUtf8(payload) !== 'true') return;
    const its = book.named(device, root);
    const command = `${root}/${name}/set`;
    its?.setPart(name, { ...(its.parts.get(name) ?? { name }), command });
  },
  description: ({ meaning: { device, root }, payload }, book) => {
    const its = root === undefined ? undefined : book.named(device, root);
    if (its === undefined) return;
    for (const [node, about] of membersOf(memberAt(jsonOf(payload), ['nodes']))) {
      for (const [property, what] of membersOf(memberAt(about, ['properties']))) {
        const name = `${node}/${property}`;
        const unit = textOf(what, 'unit');
        const kind = textOf(what, 'datatype');
        const isSettable = memberAt(what, ['settable']) === true;
        its.setPart(name, {
          ...(its.parts.get(name) ?? { name }),
          ...(unit !== undefined && { unit }),
          ...(kind !== undefined && { kind }),
          ...(isSettable && { command: `${root}/${name}/set` }),
        });
      }
    }
  },
};
