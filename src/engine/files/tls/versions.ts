/** Protocol versions of TLS, as ServerHello names them. */

export const TLS_1_0 = 0x0301;
export const TLS_1_2 = 0x0303;
export const TLS_1_3 = 0x0304;
