/** The JSON around each Alink message: requests `{id, version, params, method}`, answers `{id, code, data}`. */

export interface AlinkMessage {
  /**
   * The id as it stands in the payload, quotation marks included, to be echoed byte for byte; undefined: there
   * is none.
   */
  readonly rawId: string | undefined;
  /** The same without quotation marks, for people and for pairing. */
  readonly id: string | undefined;
  readonly version: string | undefined;
  readonly method: string | undefined;
  /** Present in answers. */
  readonly code: number | undefined;
  readonly message: string | undefined;
  /** `sys.ack` 0: no answer is wanted. */
  readonly wantsReply: boolean;
  /** As parsed; undefined: absent. */
  readonly params: unknown;
  readonly data: unknown;
}
