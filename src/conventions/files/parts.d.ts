/** Values of devices, as forms find them in messages. */
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type { Device } from '../../engine/devices/device.ts';
import type { PartsForm } from './conventionFile.ts';
import { type Looked } from './paths.ts';
export declare function partsTeller(form: PartsForm): (message: Looked, { time, number: packet }: MessageArrival, device: Device) => void;
/** Of an object or an array; nothing else has any. */
export declare function membersOf(value: unknown): readonly (readonly [string, unknown])[];
