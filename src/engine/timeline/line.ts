/** Lines of an explanation, as data: the dictionary turns them into sentences. */

import type { ExchangeStatementName } from '../../mqtt/statements/exchangeStatements.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { PlacedCode } from '../../mqtt/tables/reasonCodes.ts';
import type { EndCauses } from '../endCauses/endCauses.ts';
import type { TreatedPacket } from '../exchanges/exchange.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { Side } from './sides.ts';

/** A packet of the exchange, as named in lines. */
export interface NamedPacket {
  readonly packet: number;
  readonly packetType: number;
  readonly by: Side;
}

export type Line =
  | { readonly key: 'chose'; readonly by: Side; readonly packetId: number }
  | (NamedPacket & {
      readonly key: 'sent';
      readonly qos: number | undefined;
      readonly dup: boolean;
    })
  | { readonly key: 'awaits'; readonly packetType: number; readonly answers: readonly number[] }
  | (NamedPacket & { readonly key: 'again'; readonly dup: boolean })
  | (NamedPacket & { readonly key: 'answered'; readonly code: PlacedCode | undefined })
  | (NamedPacket & { readonly key: 'refused'; readonly code: PlacedCode })
  | { readonly key: 'reason'; readonly text: string }
  | { readonly key: 'freed'; readonly packetId: number }
  | { readonly key: 'no-publish-again'; readonly held: boolean }
  | {
      readonly key: 'granted';
      readonly filter: string;
      readonly asked: number | undefined;
      readonly granted: number;
    }
  | { readonly key: 'filter-refused'; readonly filter: string; readonly code: PlacedCode }
  | { readonly key: 'unsubscribed'; readonly filter: string; readonly code: PlacedCode | undefined }
  | { readonly key: 'treated'; readonly packet: number; readonly treated: TreatedPacket }
  | {
      readonly key: 'missing';
      readonly answers: readonly number[];
      readonly of: number;
      readonly from: Side;
      readonly before: 'loss' | 'again' | 'end';
    }
  | {
      readonly key: 'lost';
      readonly cut?: EndCauses['on-purpose'] | undefined;
      readonly disconnect: { readonly by: Side; readonly code: PlacedCode | undefined } | undefined;
    }
  | {
      readonly key: 'back';
      readonly connect: number;
      readonly cleanStart: boolean;
      readonly sessionPresent: boolean | undefined;
      readonly version: ProtocolVersion;
      /** µs */
      readonly offline?: number | undefined;
    }
  | { readonly key: 'turned-away'; readonly connect: number; readonly code: PlacedCode }
  | { readonly key: 'not-back' }
  | { readonly key: 'waiting'; readonly answers: readonly number[]; readonly from: Direction };

export type Mark = 'ok' | 'retry' | 'refused' | 'problem' | 'open';

/** A line whose statement has no number yet. */
export interface Draft {
  readonly line: Line;
  readonly mark: Mark;
  readonly statement?: ExchangeStatementName | undefined;
}

export interface Explained {
  readonly line: Line;
  readonly mark: Mark;
  /** Id of the normative statement; undefined: there is none. */
  readonly statement: string | undefined;
}
