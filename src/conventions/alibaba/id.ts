/** Id for requests of the platform, in a separate module so that its users need not load the rest. */
export const ALIBABA = 'alibaba';
