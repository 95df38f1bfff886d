/** Why the system, or a file, did not play along: ends of sentences. */

const SYSTEM = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory',
  EADDRINUSE: 'it is taken by another program',
  EADDRNOTAVAIL: 'this machine has no such address',
  EPIPE: 'nobody reads it any more',
  ENXIO: 'nobody reads it',
  ENOSPC: 'no space is left on the disk',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the other side ended the connection',
  ETIMEDOUT: 'there was no answer',
  EHOSTUNREACH: 'there is no way to this host',
  ENETUNREACH: 'there is no way to this network',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name is not known',
};

export const reasons = {
  /** By the codes of system calls. */
  system: SYSTEM,
  noFolder: 'there is no such folder',
};
