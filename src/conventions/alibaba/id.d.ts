/** By which the requests of the platform are asked for; apart, so that whoever asks need not load the rest. */
export declare const ALIBABA = "alibaba";
