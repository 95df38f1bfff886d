/** Rules on SUBSCRIBE and UNSUBSCRIBE. */
import type { SUBSCRIBE_RULES } from '../../mqtt/statements/subscribeRules.ts';
import { frame, ID, properties, type Recipe, type Recipes, TOPIC, text } from './recipe.ts';

/** A SUBSCRIBE with this filter, followed by this byte. */
const subscribe =
  (filter: string, options = 0): Recipe =>
  (version) =>
    frame(0x82, ID, properties(version), text(filter), options);
const unsubscribe =
  (filter: string): Recipe =>
  (version) =>
    frame(0xa2, ID, properties(version), text(filter));

export const WRONG_SUBSCRIBE: Recipes<keyof typeof SUBSCRIBE_RULES> = {
  noFilter: [(version) => frame(0x82, ID, properties(version))],
  noUnsubscribeFilter: [(version) => frame(0xa2, ID, properties(version))],
  subscribeQos3: [subscribe(TOPIC, 3)],
  maximumQos3: [subscribe(TOPIC, 3)],
  subscribeReserved: [subscribe(TOPIC, 0x80)],
  unusedSubscribeBits: [subscribe(TOPIC, 0x80)],
  subackFailure: [],
  retainHandling3: [subscribe(TOPIC, 0x30)],
  noLocalShared: [subscribe(`$share/workshop/${TOPIC}`, 0x04)],
  filterEmpty: [subscribe(''), unsubscribe('')],
  filterHash: [subscribe(`${TOPIC}/#/x`), subscribe(`${TOPIC}#`)],
  filterPlus: [subscribe(`${TOPIC}+`), unsubscribe(`${TOPIC}+`)],
  filterShared: [subscribe('$share/workshop'), subscribe(`$share/a+b/${TOPIC}`)],
  noCode: [],
  noUnsubackCode: [],
};
