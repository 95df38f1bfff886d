/** Reasons why a message is not sent, a connection ended, or none can be made. */

import { errorText } from '../../base/errorText.ts';
import type { Localizable, NoArgs } from '../../base/message.ts';
import type { OtherProtocol } from '../../mqtt/framing/otherProtocol.ts';
import type { ScramError } from '../../mqtt/scram/client.ts';
import type { Breach } from '../../mqtt/statements/breaches.ts';
import type { QoS } from '../../mqtt/tables/packet.ts';
import type { TopicError } from '../../mqtt/tables/topicErrors.ts';
import type { TemplateErrors } from '../../payload/templates/template.ts';

export interface ConnectionFacts {
  // Not sent
  /** The connection may not publish. */
  readonly 'read-only': NoArgs;
  readonly topic: { readonly error: TopicError };
  readonly 'not-filled-in': { readonly why: Localizable<TemplateErrors> };
  /** A filled-in template is not a valid payload of its format. */
  readonly 'filled-in-wrong': NoArgs;
  /** A topic filter with half a surrogate pair. */
  readonly 'filter-not-utf8': NoArgs;
  readonly 'too-many-waiting': { readonly waiting: number };
  /** Another connection was opened before it could leave. */
  readonly 'opened-anew': NoArgs;
  readonly 'packet-too-large': { readonly bytes: number; readonly most: number };
  readonly 'qos-too-high': { readonly most: QoS };
  readonly 'no-retain': NoArgs;
  readonly 'no-aliases': NoArgs;
  readonly 'alias-too-high': { readonly most: number };
  readonly 'alias-undefined': NoArgs;
  readonly 'no-local-shared': NoArgs;
  readonly 'no-shared': NoArgs;
  readonly 'no-wildcards': NoArgs;
  readonly 'no-identifiers': NoArgs;

  // No connection possible
  readonly 'not-an-address': { readonly address: string };
  /** `protocol` with its colon. */
  readonly 'not-for-browsers': { readonly protocol: string };
  readonly 'address-has-fragment': NoArgs;

  // Ended because of received data
  /** The other side is not an MQTT broker. */
  readonly 'other-protocol': OtherProtocol;
  readonly 'before-connack': { readonly type: string };
  readonly 'second-connack': NoArgs;
  readonly 'suback-codes': NoArgs;
  readonly 'not-for-servers': { readonly type: string };
  readonly 'auth-without-method': NoArgs;
  readonly 'alias-outside': { readonly alias: number; readonly most: number };
  readonly 'alias-unknown': { readonly alias: number };
  readonly 'text-frame': NoArgs;
  /** An invalid SCRAM message. */
  readonly scram: { readonly error: ScramError };
  /** A packet that breaks the standard. */
  readonly packet: { readonly breach: Breach };

  // Internal
  readonly 'no-worker': NoArgs;
  readonly 'worker-message': NoArgs;
  readonly 'no-tab-worker': NoArgs;
  /** In the words of the browser or a library. */
  readonly said: { readonly text: string };
}

export type ConnectionFact = Localizable<ConnectionFacts>;

export const saidBy = (error: unknown): ConnectionFact => ({
  key: 'said',
  args: { text: errorText(error) },
});
