/** Reasons from the system or a file, as ends of sentences. */

const SYSTEM = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is not a directory',
  EROFS: 'the file system is read-only',
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
};

export const reasons = {
  /** By the error codes of system calls. */
  system: SYSTEM,
  noFolder: 'there is no such folder',
  unfinishedGone: 'its unfinished file was removed, or the link leads nowhere',
};
