/** Ways to reach the control interface of a broker. */
export type ControlAccess =
  /** `url`: ws:// or wss://, never with the token. */
  | { readonly kind: 'socket'; readonly url: string; readonly token: string }
  | { readonly kind: 'port'; readonly port: MessagePort };
