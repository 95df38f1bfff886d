/** The conventions that are on in the app, where what topics mean is loaded with the first of them. */
import { Conventions } from '../engine/conventions/conventions.ts';
export declare const CONVENTIONS_LATER: Conventions;
