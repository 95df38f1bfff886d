/**
 * Errors of the program, and messages while it runs. Every start loads them: the messages of errors and the
 * entries of the event log are in English in any language.
 */
import { asked } from './askedRefusals.ts';
import { files } from './fileRefusals.ts';
import { notices } from './notices.ts';
import { signIn } from './signInRefusals.ts';

export const refusals = {
  ...asked,
  ...files,
  ...signIn,
  ...notices,
  /** Reasons by the error codes of system calls, as ends of sentences. */
  system: {
    ENOENT: 'there is no such file',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'it is a directory',
    ENOTDIR: 'a part of its path is not a directory',
    EROFS: 'the file system is read-only',
    ELOOP: 'its symbolic links form a loop',
    EIO: 'the device reports an error',
    EADDRINUSE: 'it is in use by another program',
    EADDRNOTAVAIL: 'this machine has no such address',
    EPIPE: 'its reader has closed it',
    ENXIO: 'it has no reader',
    ENOSPC: 'no space is left on the disk',
    ECONNREFUSED: 'nothing listens there',
    ECONNRESET: 'the other side ended the connection',
    ETIMEDOUT: 'there was no answer',
    EHOSTUNREACH: 'the host is unreachable',
    ENETUNREACH: 'the network is unreachable',
    ENOTFOUND: 'the host name is unknown',
    EAI_AGAIN: 'the host name is unknown',
    EPROTO: 'the other side does not speak TLS',
    HPE_INVALID_CONSTANT: 'the answer is not HTTP',
  },
  noFolder: 'there is no such folder',
  unfinishedGone: 'its unfinished file was removed, or the link leads nowhere',
};

/** The type that other languages must implement. */
export type Refusals = typeof refusals;
