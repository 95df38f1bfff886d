/** Planning system of the plant: sends commands to the devices and receives their answers. */
import { type DeviceModel, jsonMessage, type Moment, USUAL } from './model.ts';

const REPLIES = 'services/planning/replies';

interface Order {
  readonly device: string;
  readonly command: object;
}

const presses = ['press-05', 'press-06', 'press-07', 'press-08', 'press-02'] as const;
const vehicles = ['agv-12', 'agv-14'] as const;

function nextOrder({ random }: Moment): Order {
  const kind = random.below(4);
  if (kind < 2) {
    const rpm = 1200 + 40 * random.below(12);
    return { device: random.pick(presses), command: { rpm, ramp_ms: 2500, source: 'planning' } };
  }
  if (kind === 2) {
    const command = { [`zone-${1 + random.below(3)}`]: 405 + random.below(20) };
    return { device: 'oven-01', command };
  }
  return { device: random.pick(vehicles), command: { x: random.below(60), y: random.below(40) } };
}

export function planner(): DeviceModel {
  let orders = 0;
  const command = (moment: Moment) => {
    orders += 1;
    const { device, command: value } = nextOrder(moment);
    // A late command must not be executed any more.
    const properties = [
      { name: 'messageExpiryInterval', value: 10 },
      { name: 'contentType', value: 'application/json' },
      { name: 'responseTopic', value: REPLIES },
      { name: 'correlationData', value: Uint8Array.of(orders >> 8, orders & 0xff) },
      { name: 'userProperty', value: ['order', orders.toString()] },
    ] as const;
    return [jsonMessage(`cmd/${device}/set`, value, { qos: 2, properties })];
  };
  return {
    ...USUAL,
    name: 'planning',
    version: 5,
    cleanStart: false,
    sessionExpiry: 600,
    statusTopic: 'services/planning/status',
    routines: [{ every: 8000, run: command }],
    listensTo: [REPLIES, 'cmd/+/ack'],
  };
}
