/** Writes Protobuf's encoding. */
import { encodeUtf8 } from '../../../base/utf8.ts';
import { ByteWriter } from '../../tree/byteWriter.ts';
import type { WireType } from './protobufWire.ts';

export class WireWriter {
  readonly #out = new ByteWriter();

  get length(): number {
    return this.#out.length;
  }

  /** @param wire 4 is the end of a group */
  tag(number: number, wire: WireType | 4): void {
    this.varint(BigInt(number) * 8n + BigInt(wire));
  }

  /** Writes 64 bits; negative numbers as their two's complement. */
  varint(value: bigint): void {
    let rest = BigInt.asUintN(64, value);
    for (; rest >= 0x80n; rest >>= 7n) this.#out.byte(Number(rest & 0x7fn) | 0x80);
    this.#out.byte(Number(rest));
  }

  /** Writes the length, then the bytes. */
  sized(bytes: Uint8Array): void {
    this.varint(BigInt(bytes.length));
    this.#out.bytes(bytes);
  }

  text(text: string): void {
    this.sized(encodeUtf8(text));
  }

  raw(bytes: Uint8Array): void {
    this.#out.bytes(bytes);
  }

  fixed32(value: number): void {
    this.#out.bytes(littleEndian(4, (view) => view.setUint32(0, value, true)));
  }

  fixed64(value: bigint): void {
    this.#out.bytes(
      littleEndian(8, (view) => view.setBigUint64(0, BigInt.asUintN(64, value), true)),
    );
  }

  single(value: number): void {
    this.#out.bytes(littleEndian(4, (view) => view.setFloat32(0, value, true)));
  }

  double(value: number): void {
    this.#out.bytes(littleEndian(8, (view) => view.setFloat64(0, value, true)));
  }

  result(): Uint8Array {
    return this.#out.result();
  }
}

function littleEndian(width: number, set: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(width);
  set(new DataView(bytes.buffer));
  return bytes;
}
