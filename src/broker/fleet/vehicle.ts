/** Driverless transport vehicle: its pose as packed binary, several times a second. */
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import {
  bytesMessage,
  type DeviceModel,
  fieldOf,
  jsonMessage,
  type Moment,
  rounded,
  USUAL,
} from './model.ts';

/** Metres per second. */
const SPEED = 1.2;
const PERIOD = 250;

export function vehicle(site: string, name: string, version: ProtocolVersion): DeviceModel {
  const topic = `sensors/${site}/agv/${name}`;
  let x = 10;
  let y = 10;
  let goal = { x: 40, y: 25 };
  let sequence = 0;
  let charge = 94;

  /** Big-endian: sequence (uint32), x, y in metres and heading in radians (float32 each). */
  const pose = ({ random }: Moment) => {
    const distance = Math.hypot(goal.x - x, goal.y - y);
    if (distance < 1) goal = { x: random.below(60), y: random.below(40) };
    const heading = Math.atan2(goal.y - y, goal.x - x);
    x += (Math.cos(heading) * SPEED * PERIOD) / 1000;
    y += (Math.sin(heading) * SPEED * PERIOD) / 1000;
    sequence += 1;
    const bytes = new Uint8Array(16);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, sequence);
    view.setFloat32(4, x);
    view.setFloat32(8, y);
    view.setFloat32(12, heading);
    const properties = [{ name: 'contentType', value: 'application/octet-stream' }] as const;
    return [bytesMessage(`${topic}/pose`, bytes, { properties })];
  };

  const battery = ({ wall }: Moment) => {
    charge = charge < 20 ? 96 : charge - 0.1;
    const value = { ts: wall, charge: rounded(charge, 1), volts: rounded(44 + charge / 12, 2) };
    return [jsonMessage(`${topic}/battery`, value, { qos: 1 })];
  };

  return {
    ...USUAL,
    name,
    version,
    statusTopic: `${topic}/status`,
    routines: [
      { every: PERIOD, run: pose },
      { every: 5000, run: battery },
    ],
    commandQoS: 1,
    obey: (command) => {
      const [toX, toY] = [fieldOf(command, 'x'), fieldOf(command, 'y')];
      if (typeof toX !== 'number' || typeof toY !== 'number') {
        return { ok: false, error: 'Expected {"x": metres, "y": metres}.' };
      }
      goal = { x: toX, y: toY };
      return { ok: true, distance: rounded(Math.hypot(toX - x, toY - y), 1) };
    },
  };
}
