/** Breakpoints that are set from other desks. */
import { dequal } from 'dequal';
import { writeRules } from '../../../broker/faults/writeRules.ts';
import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { focusTarget } from '../../kit/page/focus.ts';
import { isTouch } from '../../kit/page/useMedia.ts';
import { controlAccess } from '../broker/brokers.ts';
import { connectionById } from '../connection/connections.ts';
import { filterExpressionFor } from '../filter/expressionFor.ts';
import { showPanel } from '../view/tabView.ts';
import { askFaults } from './askFaults.ts';
import { BREAKPOINT_FOCUS } from './breakpointFocus.ts';
import { freeId } from './freeId.ts';
import { setFaultsPlace } from './place.ts';

/** True if the connection's broker can hold packets. */
const canBreak = (connectionId: string): boolean =>
  controlAccess(connectionId, 'host') !== undefined;

/** Stops packets that match a display filter from now on, and shows the list of waiting packets. */
export async function breakAt(connectionId: string, filter: string): Promise<void> {
  const { breakpoints: t, explain, faults, kit } = texts();
  const known = await askFaults(connectionId, { kind: 'list-rules' });
  const reply =
    known.kind === 'rules'
      ? await askFaults(connectionId, {
          kind: 'set-rules',
          rules: withBreakpoint(known.rules, filter),
        })
      : known;
  if (reply.kind === 'refused') {
    announce(`${faults.refused}${kit.colon}${explain.refusal(reply)}`);
    return;
  }
  announce(t.stopsNow(filter));
  setFaultsPlace(connectionId, { breaks: true, part: 'breakpoints', isOpen: true });
  showPanel(connectionId, 'faults');
  // From this field, the focus moves to the stopped packet.
  if (!isTouch()) focusTarget(BREAKPOINT_FOCUS);
}

/** The filter of a breakpoint on a topic. Undefined if no filter can name the topic, or the broker cannot hold packets. */
export function topicBreak(connectionId: string, topic: string | undefined): string | undefined {
  if (topic === undefined || !canBreak(connectionId)) return undefined;
  const ofTopic = filterExpressionFor('topic', topic);
  // From its sender only: otherwise the message would stop again on its way to each subscriber. A tap's capture has both
  // directions.
  const isOwn = connectionById(connectionId)?.settings !== undefined;
  return ofTopic && `type == publish and ${isOwn ? 'dir == out and ' : ''}${ofTopic}`;
}

type Rules = Parameters<typeof writeRules>[0];

/** A breakpoint with the same filter is switched on instead of a second one, at which the packet would wait again. */
function withBreakpoint(
  states: readonly { readonly rule: Rules[number]; readonly enabled: boolean }[],
  filter: string,
): unknown {
  const isSame = ({ match, do: { action } }: Rules[number]) =>
    action === 'hold' && dequal(match, { filter });
  const rules = states.map(({ rule, enabled }) => ({
    ...rule,
    enabled: enabled || isSame(rule),
  }));
  const written = writeRules(rules);
  if (rules.some(isSame)) return written;
  const id = freeId('breakpoint', new Set(rules.map((rule) => rule.id)));
  const point = { id, match: { filter }, do: { action: 'hold', keepAlive: true } };
  return { ...written, rules: [...written.rules, point] };
}
