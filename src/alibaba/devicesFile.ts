/** Reads a list of devices: `[{"productKey": …, "deviceName": …, "deviceSecret": …}]`. */
import { encodeUtf8 } from '../mqtt/utf8.ts';
import { JSON_FAULTS } from '../payload/jsonScan.ts';
import { type JsonTree, jsonTree } from '../payload/jsonTree.ts';
import { textPlace } from '../payload/textPlace.ts';
import { type Device, type Devices, indexDevices } from './devices.ts';

export type DevicesFile =
  | { readonly ok: true; readonly devices: Devices; readonly list: readonly Device[] }
  /** A sentence with line and column; holds nothing of what the file says. */
  | { readonly ok: false; readonly message: string };

class FileFault extends Error {}

/** Reads the tree; every fault is thrown as a FileFault and caught in one place. */
class DevicesReader {
  private readonly tree: JsonTree;
  private readonly lines = new Map<string, number>();

  constructor(tree: JsonTree) {
    this.tree = tree;
  }

  run(): readonly Device[] {
    if (this.tree.tape.kind(0) !== 'array') {
      throw this.fault(0, 'the file must be a list of devices, [ … ]');
    }
    return Array.from(this.tree.childRows(0), (row) => this.device(row));
  }

  private line(row: number): number {
    return textPlace(this.tree.bytes, this.tree.tape.start(row)).line;
  }

  private fault(row: number, what: string): FileFault {
    const { line, column } = textPlace(this.tree.bytes, this.tree.tape.start(row));
    return new FileFault(`line ${line}, column ${column}: ${what}`);
  }

  private device(row: number): Device {
    if (this.tree.tape.kind(row) !== 'object') {
      throw this.fault(row, 'a device must be an object, { … }');
    }
    const members = this.members(row);
    const device: Device = {
      productKey: this.name(row, members, 'productKey'),
      deviceName: this.name(row, members, 'deviceName'),
      deviceSecret: this.text(row, members, 'deviceSecret'),
      ...(this.isTrue(members, 'disabled') && { disabled: true }),
    };
    this.remember(row, device);
    return device;
  }

  private members(row: number): ReadonlyMap<string, number> {
    const members = new Map<string, number>();
    for (const child of this.tree.childRows(row)) {
      const key = this.tree.key(child) ?? '';
      if (members.has(key)) throw this.fault(child, `${known(key)} is given twice for one device`);
      members.set(key, child);
    }
    return members;
  }

  private text(row: number, members: ReadonlyMap<string, number>, key: string): string {
    const at = members.get(key);
    if (at === undefined) throw this.fault(row, `the device has no ${key}`);
    const text = this.tree.string(at);
    if (text === undefined) throw this.fault(at, `${key} must be a text in quotation marks`);
    if (text === '') throw this.fault(at, `${key} is empty`);
    return text;
  }

  /** What stands in user names and topics. */
  private name(row: number, members: ReadonlyMap<string, number>, key: string): string {
    const name = this.text(row, members, key);
    if (/[&/+#\s]/.test(name)) {
      throw this.fault(members.get(key) ?? row, `${key} holds a blank or one of & / + #`);
    }
    return name;
  }

  private isTrue(members: ReadonlyMap<string, number>, key: string): boolean {
    const at = members.get(key);
    if (at === undefined) return false;
    const kind = this.tree.tape.kind(at);
    if (kind !== 'true' && kind !== 'false') throw this.fault(at, `${key} must be true or false`);
    return kind === 'true';
  }

  private remember(row: number, device: Device): void {
    const name = `${device.deviceName}&${device.productKey}`;
    const before = this.lines.get(name);
    if (before !== undefined) {
      throw this.fault(row, `this device stands in the file already, in line ${before}`);
    }
    this.lines.set(name, this.line(row));
  }
}

/** A key of ours by its name; any other could be anything. */
function known(key: string): string {
  return ['productKey', 'deviceName', 'deviceSecret', 'disabled'].includes(key) ? key : 'a key';
}

/** Reads the text of a devices file; never throws. */
export function parseDevicesFile(text: string): DevicesFile {
  const bytes = encodeUtf8(text);
  const result = jsonTree(bytes);
  if (!result.ok) {
    if (result.key === 'utf8') return { ok: false, message: 'the file is not UTF-8' };
    const { line, column } = textPlace(bytes, result.offset);
    const what = JSON_FAULTS[result.key];
    return { ok: false, message: `line ${line}, column ${column}: not JSON, ${what}` };
  }
  try {
    const list = new DevicesReader(result.tree).run();
    return { ok: true, devices: indexDevices(list), list };
  } catch (error) {
    if (error instanceof FileFault) return { ok: false, message: error.message };
    throw error;
  }
}
