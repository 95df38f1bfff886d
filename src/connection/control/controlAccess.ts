/** How the control interface of a broker is reached. */
export type ControlAccess =
  /** `url`: ws:// or wss://. The token is never part of it. */
  | { readonly kind: 'socket'; readonly url: string; readonly token: string }
  | { readonly kind: 'port'; readonly port: MessagePort };
