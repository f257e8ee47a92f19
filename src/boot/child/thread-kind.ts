import threads from 'node:worker_threads';

export const { isMainThread } = threads;

/** The thread of loader hooks, which is Node's own (known from Node 22 on; before, preloads do not run there). */
export const isInternalThread = (threads as { isInternalThread?: boolean }).isInternalThread === true;
